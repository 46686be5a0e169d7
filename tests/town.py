"""A small town for tests: the real product on a real socket, the simulator mounted into its HTTP client, and people who write."""

from __future__ import annotations

import hashlib
import json
import socket
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from waitress.server import create_server

import handlers
from app import create_app
from bot import settings
from bot.brain import BrainKeeper
from bot.clock import Clock, system_clock
from bot.runtime import Runtime
from bot.serve import end_server, serve_in_thread
from bot.simulator import SimulatorConfig
from bot.simulator import create_app as create_simulator
from tests.in_process import InProcess

CONTENT = Path(__file__).parent.parent / "content"
APP_ID, OA_ID = "1111111111111111111", "2222222222222222222"
APP_SECRET, OA_SECRET = "test-app-secret", "test-oa-secret"


@cache
def brain() -> BrainKeeper:
    """The repository's content, read once for all towns of a test process."""
    return BrainKeeper(CONTENT, date.today)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def live_environment(folder: Path, port: int, simulator: str) -> dict[str, str]:
    """Settings of a live installation that talks to a simulator at `simulator`."""
    return {
        "WARD_MODE": "live", "ZALO_APP_ID": APP_ID, "ZALO_APP_SECRET": APP_SECRET, "ZALO_OA_ID": OA_ID,
        "ZALO_OA_SECRET": OA_SECRET, "ZALO_OPENAPI_URL": simulator, "ZALO_BUSINESS_URL": simulator,
        "ZALO_OAUTH_URL": simulator, "DATABASE_PATH": str(folder / "ward.db"), "PORT": str(port),
        "CONTENT_PATH": str(CONTENT), "SEND_RATE_PER_SECOND": "1000", "SEND_CONCURRENCY": "8",
    }  # fmt: skip


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
    """A Flask application on a port of its own."""

    def __init__(self, app: Flask, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._server = create_server(app, host="127.0.0.1", port=port, threads=12)
        serve_in_thread(self._server)

    def close(self) -> None:
        """Stop listening."""
        end_server(self._server)


class Town:
    """The product in live mode and its Zalo. `environment` overrides settings, `clock` the product's time."""

    def __init__(
        self, folder: Path, quiet_ms: tuple[int, ...] = (0,), clock: Clock = system_clock, **environment: str
    ) -> None:  # fmt: skip
        port = free_port()
        config = SimulatorConfig(
            app_id=APP_ID, app_secret=APP_SECRET, oa_id=OA_ID, oa_secret=OA_SECRET, time_scale=0.01,
            webhook_url=f"http://127.0.0.1:{port}/webhook",
            redirect_uri=f"http://127.0.0.1:{port}/admin/zalo/callback", allow_at_once=True,
        )  # fmt: skip
        simulator_app = create_simulator(config)
        self.zalo = simulator_app.extensions["simulator"]
        access, refresh = self.zalo.issue_tokens()
        found = live_environment(folder, port, "http://127.0.0.1:1")
        found |= {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh} | environment
        zalo = InProcess(simulator_app.wsgi_app)
        self.runtime = Runtime(
            settings.load(found), handlers.TOPICS, quiet_ms=quiet_ms, mount=zalo, brain=brain(), clock=clock
        )
        self.app = create_app(self.runtime)
        self._served = Served(self.app, port)
        self.url = self._served.url
        if self.runtime.settings.run_workers:
            self.runtime.start()

    def settle(self, timeout: float = 60) -> None:
        """Wait until every event is handled, every message is sent and every receipt is read."""
        wait_until(self._is_quiet, timeout)

    def _is_quiet(self) -> bool:
        if not self.zalo.wait_idle(0.2):
            return False
        queues = self.runtime.health.report()[1]["queues"]
        inbox, outbox = queues["inbox"], queues["outbox"]
        return not (inbox["new"] or inbox["working"] or outbox["queued"] or outbox["sending"])

    def new_person(self) -> Resident:
        """Someone who has never written."""
        return Resident(self, self.zalo.add_people(1)[0])

    def post(self, event: dict[str, Any]) -> requests.Response:
        """Deliver an event as Zalo would."""
        body, headers = event_body(event)
        return requests.post(f"{self.url}/webhook", data=body, headers=headers, timeout=10)

    def close(self) -> None:
        """Stop everything."""
        self.zalo.close()
        self._served.close()
        self.runtime.close()


class Resident:
    """One person with a phone."""

    def __init__(self, town: Town, person_id: str) -> None:
        self.town, self.id = town, person_id
        self._read = 0

    def says(self, text: str) -> list[dict[str, Any]]:
        """Write, wait, and return what was answered."""
        self.town.zalo.person_says(self.id, text)
        return self.hears()

    def sends(self, kind: str, **payload: Any) -> list[dict[str, Any]]:
        """Send something else than text, wait, and return what was answered."""
        self.town.zalo.person_sends(self.id, kind, **payload)
        return self.hears()

    def presses(self, label: str) -> list[dict[str, Any]]:
        """Press the newest button with this label, wait, and return what was answered."""
        for message in reversed(self.talk()):
            for index, button in enumerate(message.get("buttons") or ()):
                if button["title"] == label:
                    self.town.zalo.press(self.id, message["message_id"], index)
                    return self.hears()
        raise AssertionError(f"no button “{label}” in sight")

    def hears(self) -> list[dict[str, Any]]:
        """What the OA said since last time."""
        self.town.settle()
        answers = [message for message in self.talk() if message["who"] == "oa"]
        new, self._read = answers[self._read :], len(answers)
        return new

    def talk(self) -> list[dict[str, Any]]:
        """The whole talk, oldest first."""
        talk: list[dict[str, Any]] = self.town.zalo.talk(self.id)
        return talk


def wait_until(is_true: Callable[[], bool], timeout: float = 60) -> None:
    """Poll until true; fails loudly after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not is_true():
        if time.monotonic() > end:
            raise AssertionError(f"still not so after {timeout} s: {is_true}")
        time.sleep(0.01)
