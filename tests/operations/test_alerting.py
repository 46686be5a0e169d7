"""Alerts reach a person: once, again after a day, and once when they are over; by webhook and by mail, each by itself."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import handlers
from bot import settings
from bot.clock import DAY, MINUTE, SECOND, system_clock
from bot.content.hours import OFFICE_ZONE, open_ms_between
from bot.operations import alerting
from bot.runtime import Runtime
from tests.support.app import free_port, live_content, live_environment


class MovedClock:
    """Real time, moved ahead when told to."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead_ms


class Listener:
    """Takes what is posted or fetched; answers `status`."""

    def __init__(self) -> None:
        self.status = 200
        self.posted: list[dict[str, Any]] = []
        self.paths: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.paths.append(self.path)
                if outer.status == 200 and self.headers.get("Content-Type") == "application/json":
                    outer.posted.append(json.loads(body))
                self.send_response(outer.status)
                self.end_headers()

            def do_GET(self) -> None:
                outer.paths.append(self.path)
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class MailServer:
    """Takes mails as an SMTP server without TLS."""

    def __init__(self) -> None:
        self.mails: list[str] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 test\r\n")
                while line := self.rfile.readline():
                    word = line.split()[0].upper() if line.split() else b""
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        lines = []
                        while (text := self.rfile.readline()) not in (b".\r\n", b""):
                            lines.append(text)
                        outer.mails.append(b"".join(lines).decode())
                    elif word == b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    self.wfile.write(b"250 ok\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.server.shutdown()
    server.server.server_close()


@contextmanager
def installed(folder: Path, clock: MovedClock, **environment: str) -> Iterator[Runtime]:
    """A live installation without a connection to Zalo: an alert that holds until it is connected."""
    variables = live_environment(folder, free_port(), "http://127.0.0.1:1") | {"RUN_WORKERS": "no"} | environment
    runtime = Runtime(settings.load(variables), handlers.make_router(), live_content=live_content(), clock=clock)
    yield runtime
    runtime.close()


def rounds(runtime: Runtime, clock: MovedClock, minutes: int) -> None:
    """The clock's job, once a minute."""
    for _ in range(minutes):
        runtime.health.beat()
        alerting.watch(runtime)
        clock.ahead_ms += MINUTE


def connect(runtime: Runtime) -> None:
    runtime.tokens.start_with("access", "refresh")


def test_an_alert_is_posted_once_again_after_a_day_and_when_it_is_over(tmp_path: Path, listener: Listener) -> None:
    clock = MovedClock()
    with installed(tmp_path, clock, ALERT_WEBHOOK_URL=f"{listener.url}/hook") as runtime:
        rounds(runtime, clock, 2)
        assert listener.posted == []  # it may pass by itself
        rounds(runtime, clock, 5)
        (told,) = listener.posted
        assert "token_lost" in [alert["name"] for alert in told["raised"]]
        assert "Mất kết nối với Zalo" in told["text"] and told["over"] == []
        clock.ahead_ms += DAY
        rounds(runtime, clock, 1)
        assert len(listener.posted) == 2
        connect(runtime)
        rounds(runtime, clock, 2)
        assert len(listener.posted) == 3
        assert "token_lost" in [alert["name"] for alert in listener.posted[-1]["over"]]
        assert "Đã hết: Mất kết nối với Zalo" in listener.posted[-1]["text"]


def test_a_way_that_failed_is_tried_again_and_the_others_are_not_repeated(
    tmp_path: Path, listener: Listener, mail_server: MailServer
) -> None:
    clock = MovedClock()
    listener.status = 500
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mail_server.port), "SMTP_FROM": "tro-ly@phuong.example.vn"}
    ways = {"ALERT_WEBHOOK_URL": listener.url, "ALERT_EMAIL_TO": "ky.thuat@phuong.example.vn"}
    with installed(tmp_path, clock, **mail, **ways) as runtime:
        rounds(runtime, clock, 6)
        assert listener.posted == [] and len(mail_server.mails) == 1
        assert "ky.thuat@phuong.example.vn" in mail_server.mails[0]
        listener.status = 200
        rounds(runtime, clock, 2)
        assert len(listener.posted) == 1 and len(mail_server.mails) == 1


def test_the_dead_mans_address_is_called_while_all_is_well_and_told_of_a_fault(
    tmp_path: Path, listener: Listener
) -> None:
    clock = MovedClock()
    with installed(tmp_path, clock, HEALTH_PING_URL=f"{listener.url}/ping/1") as runtime:
        runtime.health.beat()
        alerting.ping(runtime)
        connect(runtime)
        alerting.ping(runtime)
    assert listener.paths == ["/ping/1/fail", "/ping/1"]


def test_without_a_way_nothing_is_called_and_alerts_are_still_known(tmp_path: Path) -> None:
    clock = MovedClock()
    with installed(tmp_path, clock) as runtime:
        runtime.health.beat()
        assert "token_lost" in [raised.alert.value for raised in alerting.watch(runtime)]
        alerting.ping(runtime)


def test_mail_without_a_server_is_refused_at_the_start(tmp_path: Path) -> None:
    variables = live_environment(tmp_path, 8000, "http://127.0.0.1:1")
    with pytest.raises(settings.SettingsError, match="SMTP_HOST"):
        settings.load(variables | {"ALERT_EMAIL_TO": "a@phuong.example.vn"})


def test_a_silent_webhook_counts_office_hours_only(tmp_path: Path) -> None:
    content = live_content().content
    friday = datetime(2026, 11, 27, 16, 0, tzinfo=OFFICE_ZONE)
    monday = datetime(2026, 11, 30, 8, 0, tzinfo=OFFICE_ZONE)
    span = open_ms_between(content.ward.hours, content.holidays, friday, monday)
    assert 0 < span <= 3 * 3600 * SECOND
    assert open_ms_between(content.ward.hours, content.holidays, friday, friday) == 0
