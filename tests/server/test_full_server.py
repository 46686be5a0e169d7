"""A web server whose connections are all taken by callers that say nothing more serves others within seconds."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import requests
from flask import Flask

from bot.lib.supervisor import Supervisor
from bot.server.web_server import WebServer
from tests.support.app import free_port

LIMIT = 12
HALF_A_REQUEST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nhal"


@pytest.fixture
def port() -> Iterator[int]:
    app = Flask("full")
    app.add_url_rule("/", view_func=lambda: "served")
    port, supervisor = free_port(), Supervisor()
    server = WebServer(app, "127.0.0.1", port, threads=2, webhook_threads=1, connection_limit=LIMIT)
    server.start(supervisor)
    yield port
    server.close()


def test_half_open_connections_give_way_when_no_more_are_accepted(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(3 * LIMIT):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(HALF_A_REQUEST)
        began = time.monotonic()
        assert requests.get(f"http://127.0.0.1:{port}/", timeout=30).text == "served"
        assert time.monotonic() - began < 18


def test_a_half_open_connection_stays_while_there_is_room(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(HALF_A_REQUEST)
        time.sleep(3.5)
        line.sendall(b"f done")
        assert line.recv(100).startswith(b"HTTP/1.1 405")
