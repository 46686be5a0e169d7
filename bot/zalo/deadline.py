"""A deadline for a whole call, so that a server that sends or reads single bytes cannot block a thread for long.

The timeouts of requests limit one wait each. Here every wait (looking up the name, connecting, handshake, each send, each
read) is limited to the remaining time of the call.
"""

from __future__ import annotations

import http.client
import io
import queue
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

GATHERED = 64 * 1024
"""Bytes of a part that waits for the others of its request; longer ones leave at once."""

_ends_at: ContextVar[float | None] = ContextVar("ends_at", default=None)


@contextmanager
def limit_duration(seconds: float) -> Generator[None, None, None]:
    """Limit all calls of this thread within the block to `seconds` together; they raise TimeoutError after that."""
    token = _ends_at.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends_at.reset(token)


def _remaining_s(longest: float | None) -> float | None:
    """Seconds the next wait may last, at most `longest`; raises TimeoutError when the time is over."""
    end = _ends_at.get()
    if end is None:
        return longest
    remaining_s = end - time.monotonic()
    if remaining_s <= 0:
        raise TimeoutError("the call took too long")
    return remaining_s if longest is None else min(remaining_s, longest)


def _look_up(host: str, port: int, seconds: float | None) -> list[str]:
    """The IP addresses of `host`; raises socket.gaierror if there are none or none is known after `seconds`.

    The resolver of the system knows no deadline (10 to 30 s when its server is silent), so it is asked in a thread of its own.
    """
    results: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            results.put(list(dict.fromkeys(str(address[4][0]) for address in addresses)))
        except (OSError, UnicodeError) as problem:
            results.put(problem if isinstance(problem, OSError) else socket.gaierror(f"{problem}"))

    threading.Thread(target=ask, name="name-lookup", daemon=True).start()
    try:
        answer = results.get(timeout=seconds)
    except queue.Empty:
        raise socket.gaierror(socket.EAI_AGAIN, "the name was not looked up in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


class _Reading(io.RawIOBase):
    """The readable stream of a socket; each wait is limited by the deadline."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket, self._longest = sock, sock.gettimeout()
        self._raw = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(_remaining_s(self._longest))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Socket:
    """The part of a socket that http.client's response uses: makefile."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._socket))


class _Response(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *values: Any, **keywords: Any) -> None:
        super().__init__(_Socket(sock), *values, **keywords)  # type: ignore[arg-type]


class _Timed(HTTPConnection):
    """A connection that connects and sends within the deadline and reads with `_Response`."""

    response_class = _Response
    _parts: list[bytes] | None = None
    """What a request consists of until all of it is there; None while nothing is gathered."""

    def request(self, *values: Any, **keywords: Any) -> None:
        """Send a request with its body in one go, if that is small: head and body apart cost two system calls and packets."""
        self._parts = []
        try:
            super().request(*values, **keywords)
            self._flush()
        finally:
            self._parts = None

    def _flush(self) -> None:
        parts, self._parts = self._parts, None
        if parts:
            self.send(b"".join(parts))

    def connect(self) -> None:
        """Connect, TLS included; each of its failures is one before a byte of the call was sent, and raised as such."""
        try:
            self.timeout = _remaining_s(self.timeout)
            super().connect()
        except TimeoutError as problem:
            raise ConnectTimeoutError(self, f"{problem}") from problem
        except (OSError, ValueError) as problem:  # ssl.SSLError and its kin among them
            raise NewConnectionError(self, f"{problem}") from problem

    def _new_conn(self) -> socket.socket:
        """Connect to the addresses of the host in turn; urllib3's errors say that nothing was sent."""
        name, longest = self._dns_host, self.timeout
        try:
            addresses = _look_up(name, self.port, longest)
            for position, address in enumerate(addresses, 1):
                self._dns_host, self.timeout = address, _remaining_s(longest)
                try:
                    return super()._new_conn()
                except (NewConnectionError, ConnectTimeoutError):
                    if position == len(addresses):
                        raise
            raise socket.gaierror(socket.EAI_NONAME, "the name has no address")
        except socket.gaierror as problem:
            raise NameResolutionError(name, self, problem) from problem
        except TimeoutError as problem:
            raise ConnectTimeoutError(self, f"{problem}") from problem
        finally:
            self._dns_host = name

    def send(self, data: Any) -> None:
        if self._parts is not None and isinstance(data, bytes) and len(data) <= GATHERED:
            self._parts.append(data)
            return
        self._flush()
        if self.sock is not None:
            self.sock.settimeout(_remaining_s(self.sock.gettimeout()))
        super().send(data)


class _TimedTLS(_Timed, HTTPSConnection):
    """The same over TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Timed


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _TimedTLS


class TimedAdapter(HTTPAdapter):
    """requests' adapter with connections that respect the deadline."""

    def init_poolmanager(self, *values: Any, **keywords: Any) -> None:
        """Called by requests to make its pools."""
        super().init_poolmanager(*values, **keywords)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _PoolTLS}
