"""Posting webhooks over one kept-alive connection."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Mapping
from urllib.parse import urlsplit


class Connection:
    """One HTTP connection to the webhook; opened on first use and again after the server closed it.

    Not for several threads at once: every delivery thread has its own.
    """

    def __init__(self, url: str, timeout: float) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not a web address: {url}")
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.url = url
        self._target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._http = kind(parts.hostname, parts.port, timeout=timeout)

    def post(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Send one webhook and return the status; OSError or HTTPException when there was no answer in time."""
        reused = self._http.sock is not None
        try:
            return self.send_request("POST", self._target, body, headers)[0]
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The server closed an idle connection; that says nothing about this webhook.
            if not reused:
                raise
            return self.send_request("POST", self._target, body, headers)[0]

    def send_request(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
        """Make one call to this host; returns status and body."""
        try:
            if self._http.sock is None:
                self._open_connection()
            self._http.request(method, path, body, headers)
            answer = self._http.getresponse()
            return answer.status, answer.read()
        except BaseException:
            self.close()
            raise

    def _open_connection(self) -> None:
        self._http.connect()
        opened: socket.socket = self._http.sock
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Close the connection; the next post opens another."""
        self._http.close()
