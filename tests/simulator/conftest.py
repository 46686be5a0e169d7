"""A simulator whose webhooks land in a list, and an OA that calls it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.simulator import Simulator, SimulatorConfig, create_app

LAI = "7301846295510384627"
THU = "7301846295510384661"
NOON = 1_795_410_000
"""2026-11-23 12:00 in Vietnam, in seconds since 1970."""

JPEG = b"\xff\xd8\xff" + b"x" * 100


class SimulatorFixture:
    """The simulator, its HTTP surface, the events it delivered, and the OA's token."""

    def __init__(self, **settings: Any) -> None:
        self.events: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.now = float(NOON)
        usual = {"deliver": self._take, "clock": lambda: self.now, "article_seconds": 2.0}
        self.config = SimulatorConfig(**(usual | settings))
        self.app = create_app(self.config)
        self.sim: Simulator = self.app.extensions["simulator"]
        self.http: FlaskClient = self.app.test_client()
        self.token, self.refresh_token = self.sim.issue_tokens()

    def _take(self, body: bytes, headers: Mapping[str, str]) -> int:
        self.events.append(json.loads(body))
        self.headers.append(headers)
        return 200

    def names(self) -> list[str]:
        """The names of the events delivered so far."""
        assert self.sim.wait_idle(5)
        return [event["event_name"] for event in self.events]

    def post(self, path: str, body: Any) -> dict[str, Any]:
        """One call of the OA with a JSON body."""
        return self.http.post(path, json=body, headers={"access_token": self.token}).get_json()

    def get(self, path: str, data: Any = None, **query: str) -> dict[str, Any]:
        """One call of the OA with `?data=` or a plain query."""
        query_string = {"data": json.dumps(data)} if data is not None else query
        return self.http.get(path, query_string=query_string, headers={"access_token": self.token}).get_json()

    def upload(self, kind: str, content: bytes, name: str) -> dict[str, Any]:
        """Upload a file. The body is fixture here: Flask's client leaves a temporary file behind for a large one."""
        head = f'--limit\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        return self.http.post(
            f"/v2.0/oa/upload/{kind}",
            data=head.encode() + content + b"\r\n--limit--\r\n",
            headers={"access_token": self.token, "Content-Type": "multipart/form-data; boundary=limit"},
        ).get_json()

    def consult(self, person_id: str, message: Any) -> dict[str, Any]:
        """Send a consultation message."""
        return self.post("/v3.0/oa/message/cs", {"recipient": {"user_id": person_id}, "message": message})

    def break_it(self, **faults: Any) -> dict[str, Any]:
        """Ask for faults as a shell user would."""
        answer = self.http.post("/api/faults", json=faults)
        assert answer.status_code == 200, answer.text
        return answer.get_json()


@pytest.fixture
def world() -> Iterator[SimulatorFixture]:
    """A simulator at noon where cô Lài has just written."""
    fixture = SimulatorFixture()
    fixture.sim.person_says(LAI, "Chào phường")
    fixture.names()
    fixture.events.clear()
    yield fixture
    fixture.sim.close()
