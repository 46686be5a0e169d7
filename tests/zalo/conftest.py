"""A small server on loopback that answers what a test tells it, and records the requests."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.zalo.client import ZaloClient
from bot.zalo.http import Http
from bot.zalo.oauth import OAuth
from bot.zalo.tokens import TokenKeeper
from tests.zalo.token_fakes import FakeClock, FileStore, keep

CUT = object()
SILENT = object()


@dataclass
class ReceivedRequest:
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
class FakeZaloServer:
    url: str = ""
    received: list[ReceivedRequest] = field(default_factory=list)
    answers: list = field(default_factory=list)
    quiet: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def say(self, *answers):
        """Each answer: a dict, (status, dict or bytes), (status, body, headers), CUT, SILENT, or a function."""
        self.answers.extend(answers)

    def next(self, request: ReceivedRequest):
        with self.lock:
            self.received.append(request)
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(request) if callable(answer) else answer


class _FakeZaloHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        server: FakeZaloServer = self.server.script
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = server.next(ReceivedRequest(self.command, parts.path, query, headers, body))
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


class _QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A client that hung up is what some tests are about."""


@pytest.fixture
def server():
    script = FakeZaloServer()
    running = _QuietServer(("127.0.0.1", 0), _FakeZaloHandler)
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
class FakeTokens:
    """Hands out the tokens in turn; the last one stays."""

    tokens: list = field(default_factory=lambda: ["first-access-token"])
    renewed: list = field(default_factory=list)
    rejected: list = field(default_factory=list)
    confirmed: list = field(default_factory=list)

    def access_token(self):
        return self.tokens[0] if self.tokens else None

    def renew(self, token):
        self.renewed.append(token)
        if len(self.tokens) < 2:
            return None
        self.tokens.pop(0)
        return self.tokens[0]

    def reject(self, fresh):
        self.rejected.append(fresh)

    def confirm(self, token):
        self.confirmed.append(token)


@pytest.fixture
def tokens():
    return FakeTokens()


def soon(http, answer):
    """Make the session impatient when the answer will never come."""
    if answer is SILENT:
        http.timeout_s = (5, 0.2)


@pytest.fixture
def client(server, http, tokens):
    return ZaloClient(http, tokens, openapi_url=server.url, business_url=server.url)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def store(tmp_path):
    return FileStore(tmp_path / "tokens.db")


@pytest.fixture
def make_keeper(store, server, clock):
    def make():
        oauth = OAuth(
            Http(connect_timeout_s=5, read_timeout_s=20), server.url, "1", "app-secret-key", "https://a.vn/cb"
        )
        return TokenKeeper(store, oauth, now_ms=clock)

    return make


@pytest.fixture
def keeper(make_keeper, store, clock):
    keep(store, clock)
    return make_keeper()
