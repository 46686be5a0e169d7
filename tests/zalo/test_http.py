"""The session: what it sends, what it never does, and how every kind of trouble ends."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import requests
from requests.adapters import HTTPAdapter

from bot.zalo.http import MAX_ANSWER_BYTES, Http, Trouble
from tests.zalo.conftest import CUT, SILENT, soon


def test_it_sends_the_token_in_its_own_header(server, http):
    server.say({"error": 0})
    answer = http.call("GET", server.url + "/x", access_token="secret-token", params={"data": '{"a":"ệ"}'})
    assert (answer.status, answer.data, answer.trouble) == (200, {"error": 0}, None)
    request = server.received[0]
    assert request.headers["access_token"] == "secret-token"
    assert request.query == {"data": '{"a":"ệ"}'}
    assert "authorization" not in request.headers
    assert "appsecret_proof" not in request.headers


def test_it_proves_the_app_secret_when_asked_to(server):
    server.say({"error": 0})
    Http(proof_secret="app-secret").call("GET", server.url, access_token="secret-token")
    proof = hmac.new(b"app-secret", b"secret-token", hashlib.sha256).hexdigest()
    assert server.received[0].headers["appsecret_proof"] == proof


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (CUT, None),
        (SILENT, None),
        ((200, b"<html>"), 200),
        ((200, b""), 200),
        ((200, b"[]"), 200),
        ((200, b"[" * 100_000), 200),
        ((200, b'{"a":"' + b"a" * MAX_ANSWER_BYTES + b'"}'), 200),
        ((200, b"not gzip", {"Content-Encoding": "gzip"}), None),
        ((302, b"", {"Location": "/elsewhere"}), 302),
    ],
    ids=["cut", "silent", "html", "empty", "list", "deep", "huge", "not gzip", "redirect"],
)
def test_what_is_unclear_is_said_to_be_unclear(server, http, answer, status):
    soon(http, answer)
    server.say(answer)
    answer = http.call("POST", server.url, json={})
    assert (answer.status, answer.data, answer.trouble) == (status, None, Trouble.UNCLEAR)
    assert len(server.received) == 1


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}", "https://no-such-host.invalid"])
def test_a_call_that_never_left_is_known_not_to_be_sent(http, url):
    assert http.call("POST", url.format(port=free_port()), json={}).trouble is Trouble.NOT_SENT


@contextmanager
def no_tls_server(answer: bytes) -> Iterator[int]:
    """Accepts connections, answers a handshake with `answer` and hangs up; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    connection.recv(4096)
                    connection.sendall(answer)
                    connection.close()

        threading.Thread(target=accept, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("answer", [b"HTTP/1.0 400 Bad Request\r\n\r\n", b""], ids=["plain port", "hangs up"])
def test_a_handshake_that_fails_is_known_not_to_be_sent(http, answer):
    with no_tls_server(answer) as port:
        assert http.call("POST", f"https://127.0.0.1:{port}", json={}).trouble is Trouble.NOT_SENT


def test_a_failure_the_caller_is_handling_does_not_colour_the_next_one(server, http):
    server.say(CUT)
    try:
        requests.get(f"http://127.0.0.1:{free_port()}", timeout=1)
    except requests.ConnectionError:
        assert http.call("POST", server.url, json={}).trouble is Trouble.UNCLEAR


def test_errors_keep_their_status_and_body(server, http):
    server.say((500, {"error": -200}))
    answer = http.call("GET", server.url)
    assert (answer.status, answer.data) == (500, {"error": -200})


@pytest.mark.parametrize("url", ["http://openapi.zalo.me/x", "ftp://127.0.0.1", "openapi.zalo.me", "http://10.0.0.1"])
def test_only_https_leaves_this_machine(http, url):
    with pytest.raises(ValueError, match="https"):
        http.call("GET", url, access_token="secret-token")


def test_it_keeps_no_cookies(server, http):
    server.say((200, {"error": 0}, {"Set-Cookie": "a=b; Path=/"}))
    http.call("GET", server.url)
    http.call("GET", server.url)
    assert "cookie" not in server.received[1].headers


def test_it_takes_nothing_from_the_environment(server, http, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server.say({"error": 0})
    assert http.call("GET", server.url).data == {"error": 0}
    assert "authorization" not in server.received[0].headers


class InProcessAdapter(HTTPAdapter):
    """Answers by itself, as the simulator does in tests."""

    def send(self, request, **options):
        response = requests.Response()
        response.status_code, response.request = 200, request
        response.raw = io.BytesIO(json.dumps({"error": 0, "url": request.url}).encode())
        return response


def test_a_mounted_adapter_replaces_the_network():
    answer = Http(mount=InProcessAdapter()).call(
        "GET", "https://openapi.zalo.me/v2.0/oa/getoa", access_token="secret-token"
    )
    assert answer.data == {"error": 0, "url": "https://openapi.zalo.me/v2.0/oa/getoa"}
