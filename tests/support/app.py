"""AppFixture: the real product on a real socket, the simulator mounted into its HTTP client, and residents who write."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
from flask import Flask

import handlers
from app import create_app
from bot import settings
from bot.clock import Clock, system_clock
from bot.content.live import LiveContent
from bot.lib.supervisor import Supervisor
from bot.runtime import Runtime
from bot.server.web_server import WebServer
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from tests.support.in_process import InProcess

CONTENT = Path(__file__).parents[2] / "content"
APP_ID, OA_ID = "1111111111111111111", "2222222222222222222"
APP_SECRET, OA_SECRET = "test-app-secret", "test-oa-secret"


@cache
def live_content() -> LiveContent:
    """The repository's content, read once for all fixtures of a test process; built once for all processes of a day."""
    return LiveContent(CONTENT, ward_today, CONTENT.parent / ".cache" / "snapshot")


def ward_today() -> date:
    """The day at the ward, which the product builds its content for; in the evening it is not the machine's day."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def free_port() -> int:
    """A free TCP port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def live_environment(folder: Path, port: int, simulator: str) -> dict[str, str]:
    """Settings of a live installation that talks to a simulator at `simulator`."""
    return {
        "WARD_MODE": "live",
        "ZALO_APP_ID": APP_ID,
        "ZALO_APP_SECRET": APP_SECRET,
        "ZALO_OA_ID": OA_ID,
        "ZALO_OA_SECRET": OA_SECRET,
        "ZALO_OPENAPI_URL": simulator,
        "ZALO_BUSINESS_URL": simulator,
        "ZALO_OAUTH_URL": simulator,
        "DATABASE_PATH": str(folder / "ward.db"),
        "PORT": str(port),
        "CONTENT_PATH": str(CONTENT),
        "SEND_RATE_PER_SECOND": "1000",
        "SEND_CONCURRENCY": "8",
    }


def signature(body: bytes, timestamp: str, secret: str = OA_SECRET) -> str:
    """The header Zalo sends with `body`."""
    digest = hashlib.sha256(APP_ID.encode() + body + timestamp.encode() + secret.encode()).hexdigest()
    return f"mac={digest}"


def event_body(event: dict[str, Any]) -> tuple[bytes, dict[str, str]]:
    """An event as bytes for this town's app, and the headers that sign it."""
    event = {**event, "app_id": APP_ID}
    body = json.dumps(event, ensure_ascii=False).encode()
    return body, {"X-ZEvent-Signature": signature(body, str(event["timestamp"])), "Content-Type": "application/json"}


class Served:
    """A Flask application on a port of its own; `adjustments` are those of WebServer."""

    def __init__(self, app: Flask, port: int, **adjustments: Any) -> None:
        self.url = f"http://127.0.0.1:{port}"
        adjustments.setdefault("connection_limit", 512)
        self._server = WebServer(app, "127.0.0.1", port, threads=12, webhook_threads=4, **adjustments)
        self._server.start(Supervisor())

    def close(self) -> None:
        """Stop the web server."""
        self._server.close()


def _simulator_config(port: int) -> SimulatorConfig:
    return SimulatorConfig(
        app_id=APP_ID,
        app_secret=APP_SECRET,
        oa_id=OA_ID,
        oa_secret=OA_SECRET,
        time_scale=0.01,
        webhook_url=f"http://127.0.0.1:{port}/webhook",
        redirect_uri=f"http://127.0.0.1:{port}/admin/zalo/callback",
        allow_at_once=True,
    )


class AppFixture:
    """The product in live mode and its Zalo. `environment` overrides settings, `clock` the product's time."""

    def __init__(
        self, folder: Path, quiet_ms: tuple[int, ...] = (0,), clock: Clock = system_clock, **environment: str
    ) -> None:
        port = free_port()
        simulator_app = create_simulator(_simulator_config(port))
        self.zalo = simulator_app.extensions["simulator"]
        access, refresh = self.zalo.issue_tokens()
        tokens = {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}
        variables = live_environment(folder, port, "http://127.0.0.1:1") | tokens | environment
        self.mount = InProcess(simulator_app.wsgi_app)
        self.runtime = Runtime(
            settings.load(variables),
            handlers.make_router(),
            quiet_ms=quiet_ms,
            mount=self.mount,
            live_content=live_content(),
            clock=clock,
        )
        self.app = create_app(self.runtime)
        self._served = Served(self.app, port)
        self.url = self._served.url
        if self.runtime.settings.run_workers:
            self.runtime.start()

    def settle(self, timeout: float = 60) -> None:
        """Wait until every event is handled, every message is sent and every receipt is read; a failure names what is not."""
        try:
            wait_until(self._is_quiet, timeout)
        except AssertionError as error:
            report = self.runtime.health.report()[1]
            raise AssertionError(f"{error}: {report}, {self.zalo.state()['webhook']}") from None

    def _is_quiet(self) -> bool:
        if not self.zalo.wait_idle(0.2):
            return False
        queues = self.runtime.health.report()[1]["queues"]
        inbox, outbox = queues["inbox"], queues["outbox"]
        return not (inbox["new"] or inbox["working"] or outbox["queued"] or outbox["sending"])

    def new_person(self) -> Resident:
        """A new person without any messages."""
        return Resident(self, self.zalo.add_people(1)[0])

    def post(self, event: dict[str, Any]) -> requests.Response:
        """Deliver an event as Zalo would."""
        body, headers = event_body(event)
        return requests.post(f"{self.url}/webhook", data=body, headers=headers, timeout=10)

    def close(self) -> None:
        """Close the simulator, the web server and the runtime."""
        self.zalo.close()
        self._served.close()
        self.runtime.close()


class Resident:
    """One person who writes to the OA and reads the answers."""

    def __init__(self, ward_app: AppFixture, person_id: str) -> None:
        self.ward_app, self.id = ward_app, person_id
        self._read = 0

    def says(self, text: str) -> list[dict[str, Any]]:
        """Send a text, wait, and return the new answers."""
        self.ward_app.zalo.person_says(self.id, text)
        return self.hears()

    def sends(self, kind: str, **payload: Any) -> list[dict[str, Any]]:
        """Send an attachment, wait, and return the new answers."""
        self.ward_app.zalo.person_sends(self.id, kind, **payload)
        return self.hears()

    def presses(self, label: str) -> list[dict[str, Any]]:
        """Press the newest button with this label, wait, and return the new answers."""
        for message in reversed(self.talk()):
            for index, button in enumerate(message.get("buttons") or ()):
                if button["title"] == label:
                    self.ward_app.zalo.press(self.id, message["message_id"], index)
                    return self.hears()
        raise AssertionError(f"no button “{label}” in sight")

    def hears(self) -> list[dict[str, Any]]:
        """The messages of the OA since the last call."""
        self.ward_app.settle()
        answers = [message for message in self.talk() if message["who"] == "oa"]
        new, self._read = answers[self._read :], len(answers)
        return new

    def talk(self) -> list[dict[str, Any]]:
        """The whole talk, oldest first."""
        talk: list[dict[str, Any]] = self.ward_app.zalo.talk(self.id)
        return talk


def wait_until(is_true: Callable[[], bool], timeout: float = 60) -> None:
    """Poll until `is_true`; raises AssertionError after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not is_true():
        if time.monotonic() > end:
            raise AssertionError(f"still not so after {timeout} s: {is_true}")
        time.sleep(0.01)
