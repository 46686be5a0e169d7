"""A small installation with the officials' and the public pages, and officials who signed in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot import settings
from bot.admin import make_admin
from bot.clock import HOUR
from bot.pages import make_pages
from bot.runtime import Runtime
from bot.store import people
from bot.zalo.incoming import parse
from bot.zalo.oauth import TokenPair

HOME = Path(__file__).parents[2]
NOON = 1_795_410_000_000
"""23/11/2026 12:00 in Vietnam."""
PASSWORD = "một câu rất dễ nhớ"
PERSON = "7219000000000000001"
ANSWERS_NOT_NEEDED = ("procedures", "postal", "online", "office", "feedback", "intents", "reform", "other_offices",
                      "articles", "clarify.yaml")  # fmt: skip


class MovableClock:
    """Stands still until told to go on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now

    def forward(self, milliseconds: int) -> None:
        self.now += milliseconds


@pytest.fixture(scope="session")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ward, its sentences and lexicon; the answers are left out, so that a runtime is there in no time."""
    folder = tmp_path_factory.mktemp("words") / "content"
    shutil.copytree(HOME / "content", folder, ignore=shutil.ignore_patterns(*ANSWERS_NOT_NEEDED))
    return folder


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def environ() -> dict[str, str]:
    """Settings of one test; override to change the installation."""
    return {}


@pytest.fixture
def runtime(words: Path, tmp_path: Path, clock: MovableClock, environ: dict[str, str]) -> Iterator[Runtime]:
    found = settings.load({"CONTENT_PATH": str(words), "DATABASE_PATH": str(tmp_path / "ward.db"), **environ})
    runtime = Runtime(found, (), clock=clock)
    yield runtime
    runtime.close()


@pytest.fixture
def app(runtime: Runtime) -> Flask:
    app = Flask("ward", static_folder=None)
    app.register_blueprint(make_pages(runtime))
    app.register_blueprint(make_admin(runtime))
    return app


@pytest.fixture
def connected(runtime: Runtime) -> None:
    runtime.keeper.accept(TokenPair("access", "refresh", 90_000))


class OfficialAtWork:
    """A browser in which an official has signed in and set a password."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self.client, self.email = client, email

    def page(self, path: str) -> str:
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    def token(self) -> str:
        return csrf_in(self.page("/admin/password"))

    def press(self, path: str, **fields: str) -> Any:
        return self.client.post(path, data={"csrf": self.token(), **fields})


def csrf_in(page: str) -> str:
    """The token of the first form on a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "the page has no form"
    return found[1]


def sign_in(client: FlaskClient, email: str, password: str, **fields: str) -> Any:
    """Fill in and send the sign-in form."""
    token = csrf_in(client.get("/admin/sign-in").text)
    return client.post("/admin/sign-in", data={"csrf": token, "email": email, "password": password, **fields})


@pytest.fixture
def official(app: Flask, runtime: Runtime) -> Callable[[str], OfficialAtWork]:
    """An official of a role, signed in, past the first password."""

    def make(role: str) -> OfficialAtWork:
        email = f"{role}@phuong.example.vn"
        first = runtime.officials.add(email, f"Cán bộ {role}", role)
        client = app.test_client()
        assert sign_in(client, email, first).status_code == 303
        token = csrf_in(client.get("/admin/password").text)
        fields = {"csrf": token, "old": first, "new": PASSWORD, "again": PASSWORD}
        assert client.post("/admin/password", data=fields).status_code == 303
        return OfficialAtWork(client, email)

    return make


@pytest.fixture
def manager(official: Callable[[str], OfficialAtWork]) -> OfficialAtWork:
    return official("manager")


def says(runtime: Runtime, text: str, person_id: str = PERSON, name: str | None = None) -> int:
    """A message of a resident that a turn has handled; returns its row in the inbox."""
    now = runtime.clock()
    body = {"event_name": "user_send_text", "app_id": "1", "sender": {"id": person_id}, "recipient": {"id": "2"},
            "message": {"msg_id": f"m{now}{text}", "text": text}, "timestamp": str(now)}  # fmt: skip
    raw = json.dumps(body).encode()
    runtime.inbox.record(parse(raw, now), raw)
    with runtime.store.write() as db:
        people.meet(db, person_id, now)
        people.note_interaction(db, person_id, now, is_message=True)
        people.sync(db, [(person_id, name, True)], now)
    row = runtime.store.row("UPDATE inbox SET state = 'done' RETURNING id")
    assert row is not None
    return int(row["id"])


def wants_an_official(runtime: Runtime, person_id: str = PERSON, name: str | None = "Chị Sáu") -> None:
    """A resident who asked for a person."""
    says(runtime, "cho tôi gặp cán bộ", person_id, name)
    with runtime.store.write() as db:
        people.hand_over(db, person_id, runtime.clock(), runtime.clock() + 12 * HOUR)
