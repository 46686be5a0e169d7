"""No route answers 500 to any input, and no page holds a script that was sent.

Requests are made up from a seed: FUZZ_REQUESTS of them (20,000), FUZZ_SEED chooses others (1).
"""

from __future__ import annotations

import json
import os
import random
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask, got_request_exception

import handlers
from app import create_app
from bot import settings
from bot.runtime import Runtime
from bot.zalo.oauth import TokenPair
from tests.admin.installation import (
    PERSON,
    MovableClock,
    complains,
    copy_words,
    csrf_in,
    dies,
    is_stuck,
    new_official,
    wants_an_official,
)
from tests.support.app import APP_ID, OA_ID, live_environment, signature
from tests.support.fuzzing import Fuzzer, call
from tests.support.in_process import InProcess

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "20000"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
EVENTS = 0.4
"""The share of requests that are events at the webhook."""
LEFT_OUT = frozenset({"admin.sign_out", "admin.password_change", "admin.sign_in_check"})
"""They end the session, or cost an argon2 each; tests of their own send them hostile values."""
SCRIPT = "<script>alert(1)"
"""Among the values that are sent (tests.support.fuzzing.TEXTS); stored or sent back, it must never stand in a page as it is."""
NOT_WELL = frozenset({"/healthz"})
"""Answers 503 while it is not well, as it is here."""


class NoLine(InProcess):
    """A Zalo that cannot be reached."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        raise requests.ConnectionError("no line", request=request)


class Target:
    """An installation with something of everything in it, and a manager's cookie."""

    def __init__(self, folder: Path) -> None:
        words = copy_words(folder / "content")
        environment = live_environment(folder, 8000, "http://127.0.0.1:1") | {"CONTENT_PATH": str(words)}
        self.runtime = Runtime(
            settings.load(environment), handlers.make_router(), clock=MovableClock(), mount=NoLine(lambda *_: [])
        )
        self.runtime.tokens.accept(TokenPair("access", "refresh", 90_000))
        self.app: Flask = create_app(self.runtime)
        for happens in (wants_an_official, complains, dies):
            happens(self.runtime)
        is_stuck(self.runtime, "unknown", "unknown")
        self._managers = 0
        self.csrf = self.cookie = ""
        self.sign_in()
        self.errors: list[str] = []
        got_request_exception.connect(self._note_error, self.app)

    def sign_in(self) -> None:
        """A new manager signs in: the one before may have disabled itself, or ended its own session."""
        self._managers += 1
        manager = new_official(self.app, self.runtime, "manager", f"ly{self._managers}@phuong.example.vn")
        self.csrf = csrf_in(manager.page("/admin/password"))
        self.cookie = "; ".join(f"{cookie.key}={cookie.value}" for cookie in manager.client._cookies.values())

    def is_signed_in(self) -> bool:
        return self.open("GET", "/admin/account")[0] == 200

    def open(self, method: str, address: str, body: bytes | None = None, **headers: str) -> tuple[int, str]:
        return call(self.app.wsgi_app, method, address, body, HTTP_COOKIE=self.cookie, **headers)

    def _note_error(self, _: Flask, exception: BaseException, **__: Any) -> None:
        self.errors.append("".join(traceback.format_exception(exception)[-4:]))


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    target = Target(tmp_path_factory.mktemp("target"))
    yield target
    target.runtime.close()


def test_no_route_answers_500_and_no_page_runs_what_was_sent(target: Target) -> None:
    rules = list(target.app.url_map.iter_rules())
    blanks = {"person_id": [PERSON], "code": ["PA-7K3F9"], "file": ["ward.yaml"], "path": ["x"]}
    ids = {name: ["1", "2", "3"] for rule in rules for name in rule.arguments if name.endswith("_id")} | blanks
    fuzzer, chance = Fuzzer(SEED, rules, target.csrf, ids, LEFT_OUT), random.Random(SEED)
    for address in fuzzer.visits():
        status, page = target.open("GET", address)
        if status == 200 and "<form" in page:
            fuzzer.learn_forms(page, address)
    answers: Counter[int] = Counter()
    failures: list[str] = []
    for number in range(REQUESTS):
        if chance.random() < EVENTS:
            request, headers = _event_request(fuzzer, chance)
        else:
            request, headers = (
                fuzzer.page_request(),
                {"REMOTE_ADDR": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"},
            )
        if number % 100 == 0 and not target.is_signed_in():
            target.sign_in()
            fuzzer.csrf = target.csrf
        target.errors.clear()
        status, page = target.open(*request, **headers)
        answers[status] += 1
        if SCRIPT in page and page.startswith("<!doctype html>"):
            failures.append(f"{request!r:.600} → a script stands in the page")
        if status >= 500 and not (status == 503 and request[1].partition("?")[0] in NOT_WELL):
            failures.append(f"{request!r:.600} → {status}\n{''.join(target.errors)}")
    assert not failures, f"{len(failures)} of {REQUESTS}, among them:\n" + "\n\n".join(failures[:6])
    assert answers[200] > REQUESTS / 4 and answers[404] < REQUESTS / 2 and answers[303] > 0, answers


def _event_request(fuzzer: Fuzzer, chance: random.Random) -> tuple[tuple[str, str, bytes], dict[str, str]]:
    """An event as Zalo would sign it; now and then not signed, or with bytes changed after signing or before."""
    event = fuzzer.event() | {"app_id": APP_ID}
    if chance.random() < 0.9:
        event |= {"oa_id": OA_ID}
    body = bytearray(json.dumps(event).encode())
    kind = chance.random()
    if kind < 0.2:
        for _ in range(chance.randint(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
    mac = signature(
        bytes(body), str(event.get("timestamp")).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    )
    headers = {"HTTP_X_ZEVENT_SIGNATURE": mac} if kind < 0.95 else {}
    return ("POST", "/webhook", bytes(body)), headers | {"CONTENT_TYPE": "application/json"}
