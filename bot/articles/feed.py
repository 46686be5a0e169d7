"""Fetching a feed somebody else serves: bounded in size and time, never from an address inside our own network."""

from __future__ import annotations

import logging
import socket
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.lib.safe_http import Deadline, NotPublic, public_session, walk_causes

log = logging.getLogger(__name__)

SIZE_LIMIT = 2 * 1024 * 1024
TIMEOUT_S = (5, 15)
WHOLE_S = 40.0
"""All of it, redirects and slow drops of bytes included."""
MOST_REDIRECTS = 3
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
ACCEPTED = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, text/html;q=0.5"


class FeedError(Exception):
    """The feed could not be fetched; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What came: the body, or None when nothing changed since the validators."""

    body: bytes | None
    etag: str | None
    last_modified: str | None


def fetch_feed(url: str, etag: str | None, last_modified: str | None, whole_s: float = WHOLE_S) -> FeedAnswer:
    """Get `url` if it changed, within `whole_s` seconds. Raises FeedError.

    Redirects are followed a few times, each checked like the first. Only the configured address itself may be this
    very machine (a demo, a test), never what it leads to.
    """
    headers = {"User-Agent": "ward-assistant", "Accept": ACCEPTED, "Accept-Encoding": "gzip, identity"}
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    may_be_local = urlsplit(url).hostname in LOOPBACK
    with Deadline(whole_s) as deadline:
        for _ in range(MOST_REDIRECTS + 1):
            answer = _get_answer(url, headers, deadline, may_be_local)
            if isinstance(answer, FeedAnswer):
                return answer
            url, may_be_local = urljoin(url, answer), False
    raise FeedError("nguồn tin chuyển hướng quá nhiều lần")


def _get_answer(url: str, headers: Mapping[str, str], deadline: Deadline, may_be_local: bool) -> FeedAnswer | str:
    """What came, or the address to go on to."""
    if not may_be_local and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        raise FeedError("nguồn tin phải là địa chỉ https")
    try:
        with (
            public_session(deadline, may_be_local=may_be_local) as session,
            session.get(url, headers=headers, timeout=TIMEOUT_S, stream=True, allow_redirects=False) as answer,
        ):
            return (answer.headers.get("Location") if answer.is_redirect else None) or _read_answer(answer, deadline)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise FeedError(_describe_error(error, deadline)) from error


def _describe_error(error: Exception, deadline: Deadline) -> str:
    if deadline.is_over:
        return "nguồn tin trả lời quá chậm"
    causes = tuple(walk_causes(error))
    if any(isinstance(cause, NotPublic) for cause in causes):
        return "nguồn tin trỏ vào địa chỉ nội bộ"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "không tìm thấy máy chủ của nguồn tin"
    return f"không lấy được nguồn tin ({type(error).__name__})"


def _read_answer(answer: requests.Response, deadline: Deadline) -> FeedAnswer:
    if answer.status_code == 304:
        return FeedAnswer(None, None, None)
    if answer.status_code != 200:
        raise FeedError(f"nguồn tin trả lời mã {answer.status_code}")
    body = bytearray()
    for part in answer.raw.stream(64 * 1024, decode_content=False):
        body += part
        if len(body) > SIZE_LIMIT:
            raise FeedError("nguồn tin lớn hơn 2 MB")
    if deadline.is_over:  # a connection that was ended can look like a body that is complete
        raise FeedError("nguồn tin trả lời quá chậm")
    packed = answer.headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip", "deflate")
    return FeedAnswer(
        _unpack_body(body) if packed else bytes(body), answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    )


def _unpack_body(body: bytes | bytearray) -> bytes:
    """The content of a compressed body, never more than the limit (a small body can unpack to gigabytes)."""
    try:
        unpacked = zlib.decompressobj(47).decompress(body, SIZE_LIMIT + 1)
    except zlib.error as error:
        raise FeedError("nguồn tin nén sai") from error
    if len(unpacked) > SIZE_LIMIT:
        raise FeedError("nguồn tin lớn hơn 2 MB")
    return unpacked
