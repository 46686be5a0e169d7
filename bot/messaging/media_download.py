"""Downloads what the platform keeps of a message: only from its own hosts, over https, bounded in size and time, checked by its bytes.

The address comes with an event and was written by a stranger: it may lead to a host of our own network, to a file without end, or
to a page with programs. No source names all hosts of the platform (docs/zalo/events.md 7), so they are a setting.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.event import Kind
from bot.lib.file_types import HEAD, UNKNOWN, detect_type
from bot.lib.safe_http import Deadline, NotPublic, public_session, walk_causes

LARGEST = 30_000_000
"""Bytes; more than a phone's picture, recording or scanned file has."""
WHOLE_S = 20.0
"""All of it, redirects included."""
TIMEOUT_S = (5, 10)
CHUNK = 64 * 1024
MOST_REDIRECTS = 3
_OWN_PATH = re.compile(r"[A-Za-z0-9/_-]+(?:\.[A-Za-z0-9]+)?")

_FAMILIES = {
    Kind.IMAGE: ("image/",),
    Kind.GIF: ("image/",),
    Kind.STICKER: ("image/",),
    Kind.VOICE: ("audio/", "video/mp4"),
    Kind.VIDEO: ("video/",),
}
"""Kind of message → what its bytes must be. A file may be anything, and is only handed over."""


class MediaRefused(Exception):
    """Why it is not downloaded: host, size, type or gone are final, net may pass. `reason` is that word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Downloaded:
    """What was downloaded: its type by its bytes, and its size in bytes."""

    media_type: str
    size: int


def open_session(deadline: Deadline, may_be_local: bool) -> requests.Session:
    """A session for one download."""
    return public_session(deadline, may_be_local=may_be_local)


class MediaDownloads:
    """`hosts` are the platform's domains; `own` is the beginning of the demo's own addresses, on this machine, or empty."""

    def __init__(self, hosts: tuple[str, ...], own: str) -> None:
        self._hosts, self._own = hosts, own

    def is_allowed(self, address: str) -> bool:
        """Whether an address is one of the platform's."""
        if self._is_own(address):
            return True
        try:
            parts = urlsplit(address)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError:
            return False
        is_ours = any(host == domain or host.endswith(f".{domain}") for domain in self._hosts)
        return parts.scheme == "https" and port in (None, 443) and parts.username is None and is_ours

    def download(self, address: str, kind: str, name: str, target: Path) -> Downloaded:
        """Write what lies at `address` to `target`. Raises MediaRefused, and then leaves no file; raises OSError of the disk."""
        try:
            with Deadline(WHOLE_S) as deadline:
                size = self._follow(address, target, deadline)
            media_type = detect_type(_head(target), name)
            families = _FAMILIES.get(Kind(kind), ("",))
            if not media_type.startswith(families) or (families != ("",) and media_type == UNKNOWN):
                raise MediaRefused("type")
        except MediaRefused:
            target.unlink(missing_ok=True)
            raise
        return Downloaded(media_type, size)

    def _is_own(self, address: str) -> bool:
        return (
            bool(self._own)
            and address.startswith(self._own)
            and _OWN_PATH.fullmatch(address[len(self._own) :]) is not None
        )

    def _follow(self, address: str, target: Path, deadline: Deadline) -> int:
        """Follow redirects, each checked like the first address; returns the size."""
        for _ in range(MOST_REDIRECTS + 1):
            if not self.is_allowed(address):
                raise MediaRefused("host")
            try:
                with (
                    open_session(deadline, self._is_own(address)) as session,
                    session.get(
                        address, stream=True, allow_redirects=False, timeout=TIMEOUT_S, headers=_HEADERS
                    ) as answer,
                ):
                    if not answer.is_redirect:
                        return _write_body(answer, target, deadline)
                    address = urljoin(address, answer.headers["Location"])
            except (requests.RequestException, HTTPError, UnicodeError) as error:
                is_inside = any(isinstance(cause, NotPublic) for cause in walk_causes(error))
                raise MediaRefused("host" if is_inside else "net") from None
        raise MediaRefused("net")


_HEADERS = {"User-Agent": "ward-assistant", "Accept-Encoding": "identity"}


def _write_body(answer: requests.Response, target: Path, deadline: Deadline) -> int:
    if answer.status_code in (401, 403, 404, 410):
        raise MediaRefused("gone")
    if answer.status_code != 200:
        raise MediaRefused("net")
    size = 0
    with target.open("wb") as out:
        for part in answer.iter_content(CHUNK):
            size += len(part)
            if size > LARGEST:
                raise MediaRefused("size")
            out.write(part)
    promised = answer.headers.get("Content-Length", "")
    if not size or deadline.is_over or (promised.isascii() and promised.isdigit() and int(promised) != size):
        raise MediaRefused("net")
    return size


def _head(path: Path) -> bytes:
    with suppress(FileNotFoundError), path.open("rb") as begun:
        return begun.read(HEAD)
    return b""
