"""HTTP requests to foreign servers: to public addresses only, checked at connection, within a deadline.

A name that is looked up, checked and looked up again may have changed in between (DNS rebinding): here a name is looked
up once, and the very addresses that were checked are connected to.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

MOST_ADDRESSES = 3
"""Addresses of one host name that are tried."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
"""A network's own translation (RFC 8215): what it leads to is that network's matter."""
COMPATIBLE = ipaddress.IPv6Network("::/96")
"""IPv4 addresses in the oldest notation (RFC 4291 2.5.5.1)."""


class NotPublic(OSError):
    """The server's address belongs to a private network."""


class Deadline:
    """Ends the connections it is told of when `seconds` are over, whatever they are waiting for."""

    def __init__(self, seconds: float) -> None:
        self._timer = threading.Timer(seconds, self._shut_down)
        self._timer.daemon = True
        self._guard = threading.Lock()
        self._watched: list[socket.socket] = []
        self.is_over = False

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._guard:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    def watch(self, connected: socket.socket) -> None:
        """End this connection when the time is over, at once if it is. A second handle is kept: TLS takes over the first."""
        with self._guard:
            self._watched.append(socket.socket(fileno=os.dup(connected.fileno())))
            if self.is_over:  # the time ran out while the connection was made
                self._end_all()

    def _shut_down(self) -> None:
        with self._guard:
            self.is_over = True
            self._end_all()

    def _end_all(self) -> None:
        for watched in self._watched:
            with suppress(OSError):
                watched.shutdown(socket.SHUT_RDWR)


def public_session(deadline: Deadline, *, may_be_local: bool = False) -> requests.Session:
    """A session that refuses private addresses (NotPublic) and ends with `deadline`. No proxy, no .netrc."""
    session = requests.Session()
    session.trust_env = False
    adapter = _Adapter(deadline, may_be_local)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; what is wrapped into an IPv6 address counts as itself."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if ip.is_site_local or ip in LOCAL_NAT64:
            return False
        if ip in NAT64 or ip in COMPATIBLE:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast


def walk_causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made of: requests and urllib3 keep the cause among the arguments."""
    yield error
    for inner in (*error.args, getattr(error, "reason", None)):
        if isinstance(inner, BaseException):
            yield from walk_causes(inner)


def _resolve_host(host: str, port: int, may_be_local: bool) -> list[str]:
    """The addresses of a name; NotPublic when one of them is not on the open internet."""
    entries = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    addresses = [str(entry[4][0]) for entry in entries]
    if not may_be_local and not all(map(is_public, addresses)):
        raise NotPublic("private address")
    return addresses


def _connect_to_first(addresses: list[str], port: int, timeout: float | None) -> socket.socket:
    """Connect to the first address that answers; each gets `timeout` seconds. Raises OSError."""
    trouble: OSError = OSError("no address")
    for address in addresses[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            trouble = error
    raise trouble


class _Adapter(HTTPAdapter):
    """An adapter whose connections are checked against private addresses before they are used."""

    def __init__(self, deadline: Deadline, may_be_local: bool) -> None:
        self._deadline, self._may_be_local = deadline, may_be_local
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Build the pools with checked connections (requests calls this)."""
        super().init_poolmanager(*args, **kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {
            "http": self._make_pool(HTTPConnectionPool, HTTPConnection),
            "https": self._make_pool(HTTPSConnectionPool, HTTPSConnection),
        }

    def _make_pool(self, pool: type[HTTPConnectionPool], connection: type[HTTPConnection]) -> type[HTTPConnectionPool]:
        deadline, may_be_local = self._deadline, self._may_be_local

        class Checked(connection):  # type: ignore[valid-type, misc]
            def _new_conn(self) -> socket.socket:
                connected = _connect_to_first(
                    _resolve_host(self.host, self.port, may_be_local), self.port, self.timeout
                )
                deadline.watch(connected)
                return connected

        return type("CheckedPool", (pool,), {"ConnectionCls": Checked})
