"""A small server on loopback that answers what a test tells it, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.zalo.client import ZaloClient
from bot.zalo.http import Http

CUT = object()
SILENT = object()


@dataclass
class Asked:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def form(self):
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass
class Server:
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list = field(default_factory=list)
    quiet: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def say(self, *answers):
        """Each answer: a dict, (status, dict or bytes), (status, body, headers), CUT, SILENT, or a function."""
        self.answers.extend(answers)

    def next(self, asked: Asked):
        with self.lock:
            self.asked.append(asked)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(asked) if callable(answer) else answer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        server: Server = self.server.script
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = server.next(Asked(self.command, parts.path, query, headers, body))
        if answer is CUT or answer is SILENT:
            if answer is SILENT:
                server.quiet.wait(30)
            self.close_connection = True
            return
        status, content, *more = answer if isinstance(answer, tuple) else (200, answer)
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in (more[0] if more else {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = _answer

    def log_message(self, *args):
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hung up is what some tests are about."""


@pytest.fixture
def server():
    script = Server()
    running = _Quiet(("127.0.0.1", 0), _Handler)
    running.script = script
    script.url = f"http://127.0.0.1:{running.server_port}"
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield script
    script.quiet.set()
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def http():
    session = Http(connect_timeout_s=5, read_timeout_s=20)
    yield session
    session.close()


@dataclass
class Tokens:
    """Hands out the tokens in turn; the last one stays."""

    tokens: list = field(default_factory=lambda: ["first-access-token"])
    renewed: list = field(default_factory=list)

    def access_token(self):
        return self.tokens[0] if self.tokens else None

    def renew(self, used):
        self.renewed.append(used)
        if len(self.tokens) < 2:
            return None
        self.tokens.pop(0)
        return self.tokens[0]


@pytest.fixture
def tokens():
    return Tokens()


def soon(http, said):
    """Make the session impatient when the answer will never come."""
    if said is SILENT:
        http.timeout_s = (5, 0.2)


@pytest.fixture
def client(server, http, tokens):
    return ZaloClient(http, tokens, openapi_url=server.url, business_url=server.url)
