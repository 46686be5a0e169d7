"""A call to Zalo ends in time as a whole, however slowly the other side takes or gives its bytes."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from bot.zalo.http import Http, Trouble

LONG, PAUSE_S = 300, 0.2
HEAD = b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * LONG + b"\r\nContent-Length: %d\r\n\r\n" % LONG


def drip_the_body(line: socket.socket, stop: threading.Event) -> None:
    line.recv(65536)
    line.sendall(HEAD)
    drip(line, b" " * LONG, stop)


def drip_the_head(line: socket.socket, stop: threading.Event) -> None:
    line.recv(65536)
    drip(line, HEAD, stop)


def take_nothing(line: socket.socket, stop: threading.Event) -> None:
    """A byte of the request now and then."""
    while not stop.wait(PAUSE_S) and line.recv(1):
        pass


def drip(line: socket.socket, content: bytes, stop: threading.Event) -> None:
    for byte in content:
        if stop.wait(PAUSE_S):
            return
        line.sendall(bytes([byte]))


@pytest.fixture
def slow() -> Iterator[Callable[[Callable[[socket.socket, threading.Event], None]], str]]:
    """Makes a server that treats each connection as told; returns its address."""
    stop, listeners = threading.Event(), []

    def make(treat: Callable[[socket.socket, threading.Event], None]) -> str:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def serve() -> None:
            with contextlib.suppress(OSError):
                line, _ = listener.accept()
                with line:
                    treat(line, stop)

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    yield make
    stop.set()
    for listener in listeners:
        listener.close()


@pytest.mark.parametrize("treat", [drip_the_body, drip_the_head])
def test_an_answer_that_drips_is_cut_off_at_the_deadline(slow, treat) -> None:
    http = Http(connect_timeout_s=0.3, read_timeout_s=0.4)
    began = time.monotonic()
    assert http.call("GET", slow(treat)).trouble is Trouble.UNCLEAR
    assert time.monotonic() - began < LONG * PAUSE_S / 2
    http.close()


def test_a_server_that_hardly_takes_the_request_is_left_at_the_deadline(slow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.zalo.http.UPLOAD_S", 0.5)
    http = Http(connect_timeout_s=0.3, read_timeout_s=0.4)
    answer = http.call("POST", slow(take_nothing), files={"file": ("a.bin", bytes(8 * 1024 * 1024), "image/png")})
    assert answer.trouble is Trouble.UNCLEAR
    http.close()


def test_a_silent_name_server_is_left_at_the_deadline_and_nothing_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    silent = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [silent.wait(20)][:0])
    http = Http(connect_timeout_s=0.3, read_timeout_s=0.4)
    began = time.monotonic()
    answer = http.call("GET", "https://openapi.example.vn/v3.0/oa/getoa")
    silent.set()
    assert (answer.trouble, time.monotonic() - began < 10) == (Trouble.NOT_SENT, True)
    http.close()


def test_the_next_address_of_a_name_is_tried_when_the_first_refuses(slow, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(slow(lambda line, _: line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")).rpartition(":")[2])
    addresses = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in ("::1", "127.0.0.1")]
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: addresses if host == "localhost" else look_up(host, *a, **k)
    )
    http = Http(connect_timeout_s=1, read_timeout_s=1)
    assert http.call("GET", f"http://localhost:{port}").status == 200
    http.close()


@pytest.mark.parametrize("size", [10, 3_000, 3_000_000])
def test_a_small_request_arrives_in_one_piece_and_a_large_one_whole(slow, size) -> None:
    pieces: list[bytes] = []

    def take_all(line: socket.socket, stop: threading.Event) -> None:
        while not b"".join(pieces).endswith(b"z--\r\n"):
            pieces.append(line.recv(4_000_000))
        line.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"error":0}')

    content = b"y" * size + b"\r\n--z--\r\n"
    answer = Http().call("POST", slow(take_all), data=content, headers={"Content-Type": "multipart/form-data"})
    assert answer.data == {"error": 0}
    assert b"".join(pieces).endswith(content)
    assert len(pieces) == 1 or size > 10_000
