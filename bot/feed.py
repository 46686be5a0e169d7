"""Fetching a feed somebody else serves: bounded in size and time, never from an address inside our own network."""

from __future__ import annotations

import ipaddress
import logging
import socket
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests

log = logging.getLogger(__name__)

SIZE_LIMIT = 2 * 1024 * 1024
TIMEOUT_S = (5, 15)
MOST_REDIRECTS = 3
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class FeedError(Exception):
    """The feed could not be fetched; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the body, or None when nothing changed since the validators."""

    body: bytes | None
    etag: str | None
    last_modified: str | None


def fetch(url: str, etag: str | None, last_modified: str | None) -> Fetched:
    """Get `url` if it changed. Raises FeedError; redirects are followed a few times, each checked like the first."""
    headers = {"User-Agent": "ward-assistant", "Accept": "application/rss+xml, application/atom+xml, application/xml"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    may_be_local = urlsplit(url).hostname in LOOPBACK
    for _ in range(MOST_REDIRECTS + 1):
        if not may_be_local:
            _refuse_private(url)
        try:
            with requests.get(url, headers=headers, timeout=TIMEOUT_S, stream=True, allow_redirects=False) as answer:
                target = answer.headers.get("Location") if answer.is_redirect else None
                if target is None:
                    return _read(answer)
        except requests.RequestException as error:
            raise FeedError(f"không lấy được nguồn tin ({type(error).__name__})") from error
        url = urljoin(url, target)
        may_be_local = False
    raise FeedError("nguồn tin chuyển hướng quá nhiều lần")


def _read(answer: requests.Response) -> Fetched:
    if answer.status_code == 304:
        return Fetched(None, None, None)
    if answer.status_code != 200:
        raise FeedError(f"nguồn tin trả lời mã {answer.status_code}")
    body = bytearray()
    for part in answer.iter_content(64 * 1024):
        body += part
        if len(body) > SIZE_LIMIT:
            raise FeedError("nguồn tin lớn hơn 2 MB")
    return Fetched(bytes(body), answer.headers.get("ETag"), answer.headers.get("Last-Modified"))


def _refuse_private(url: str) -> None:
    """No address of our own network may be reached through a feed or its redirects."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise FeedError("nguồn tin phải là địa chỉ https")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
    except OSError as error:
        raise FeedError("không tìm thấy máy chủ của nguồn tin") from error
    if any(not ipaddress.ip_address(address[4][0]).is_global for address in found):
        raise FeedError("nguồn tin trỏ vào địa chỉ nội bộ")
