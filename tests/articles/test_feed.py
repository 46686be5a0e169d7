"""The door to feeds of others: public addresses only, however they are reached, and bounded in size and time."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.articles.feed import SIZE_LIMIT, FeedError, fetch_feed
from bot.lib.safe_http import Deadline, is_public
from tests.articles.test_news import Portal, portal
from tests.support.app import wait_until

__all__ = ["portal"]

Answer = Callable[[socket.socket], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """A server on loopback whose every byte the test decides."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connected, _ = listening.accept()
                except OSError:
                    return
                with connected:
                    connected.recv(65536)
                    try:
                        answer(connected)
                    except OSError:
                        continue

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/rss"


def respond(head: str, body: bytes = b"") -> Answer:
    return lambda connected: connected.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body)


@pytest.mark.parametrize(
    "target",
    [
        "https://127.0.0.1/rss",
        "https://10.0.0.1/rss",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://0/",
        "https://169.254.169.254/latest",
        "https://2130706433/",
        "https://localhost/rss",
    ],
)
def test_a_redirect_into_our_own_network_is_refused(portal: Portal, target: str) -> None:
    portal.status, portal.headers = 302, {"Location": target}
    with pytest.raises(FeedError, match="nội bộ"):
        fetch_feed(portal.url, None, None)


@pytest.mark.parametrize("target", ["http://example.vn/rss", "file:///etc/passwd", "ftp://example.vn/"])
def test_a_redirect_to_anything_but_https_is_refused(portal: Portal, target: str) -> None:
    portal.status, portal.headers = 302, {"Location": target}
    with pytest.raises(FeedError, match="https"):
        fetch_feed(portal.url, None, None)


def test_redirects_without_end_are_given_up(monkeypatch: pytest.MonkeyPatch, portal: Portal) -> None:
    portal.status, portal.headers = 302, {"Location": "/again"}
    monkeypatch.setattr("bot.articles.feed._get_answer", lambda *_: "/again")
    with pytest.raises(FeedError, match="quá nhiều lần"):
        fetch_feed(portal.url, None, None)


def test_an_address_inside_our_network_is_refused() -> None:
    with pytest.raises(FeedError, match="nội bộ"):
        fetch_feed("https://192.168.1.1/rss", None, None)


def test_a_name_is_looked_up_once_so_that_it_cannot_change_its_mind(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the first answer is public, every later one is this very machine."""
    asked: list[str] = []
    tried: list[Any] = []

    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], *_: Any) -> socket.socket:
        tried.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("bot.lib.safe_http.socket.getaddrinfo", resolve)
    monkeypatch.setattr("bot.lib.safe_http.socket.create_connection", connect)
    with pytest.raises(FeedError):
        fetch_feed("https://phuong.example.vn/rss", None, None)
    assert (asked, tried) == (["phuong.example.vn"], [("93.184.215.14", 443)])


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (address, 443)) for address in ("93.184.215.14", "10.0.0.7")]
    monkeypatch.setattr("bot.lib.safe_http.socket.getaddrinfo", lambda *_, **__: found)
    with pytest.raises(FeedError, match="nội bộ"):
        fetch_feed("https://phuong.example.vn/rss", None, None)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f::1", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("::ffff:192.168.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("64:ff9b:1::a00:1", False),
        ("::127.0.0.1", False),
        ("::5db8:d70e", True),
        ("fec0::1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("0.0.0.0", False),
        ("255.255.255.255", False),
    ],
)
def test_what_counts_as_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def drip(head: bytes, drop: bytes) -> Answer:
    def answer(connected: socket.socket) -> None:
        connected.sendall(head)
        while True:
            connected.sendall(drop)
            time.sleep(0.02)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        lambda connected: connected.recv(1),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-Wait: 1\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n", b" "),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b" "),
    ],
    ids=["silence", "headers without end", "body without end", "body that never fills"],
)
def test_a_server_that_keeps_us_waiting_is_left(answer: Answer) -> None:
    with server(answer) as url, pytest.raises(FeedError):
        fetch_feed(url, None, None, whole_s=0.3)


def test_a_connection_made_when_the_time_is_over_is_ended_at_once() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, Deadline(0) as deadline:
        wait_until(lambda: deadline.is_over)
        deadline.watch(ours)
        ours.settimeout(1)
        assert ours.recv(1) == b""


def test_a_packed_body_is_unpacked() -> None:
    body = gzip.compress(b"<rss/>")
    with server(respond(f"Content-Encoding: gzip\r\nContent-Length: {len(body)}", body)) as url:
        assert fetch_feed(url, None, None).body == b"<rss/>"


def test_a_body_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    body = gzip.compress(b" " * (SIZE_LIMIT * 20))
    head = f"Content-Encoding: gzip\r\nContent-Length: {len(body)}"
    with server(respond(head, body)) as url, pytest.raises(FeedError, match="2 MB"):
        fetch_feed(url, None, None)


def test_a_body_that_is_packed_wrongly_is_refused() -> None:
    with (
        server(respond("Content-Encoding: gzip\r\nContent-Length: 4", b"abcd")) as url,
        pytest.raises(FeedError, match="nén sai"),
    ):
        fetch_feed(url, None, None)


def test_a_body_cut_short_is_refused() -> None:
    with server(respond("Content-Length: 100", b"<rss")) as url, pytest.raises(FeedError):
        fetch_feed(url, None, None)
