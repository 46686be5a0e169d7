"""A small installation with the officials' and the public pages, and what residents and officials do in it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from bot import settings
from bot.admin import make_admin
from bot.clock import HOUR
from bot.pages import make_pages
from bot.router import Router
from bot.runtime import Runtime
from bot.store import inbox, outbox, people, tickets
from bot.zalo.incoming import parse_event

HOME = Path(__file__).parents[2]
NOON = 1_795_410_000_000
"""23/11/2026 12:00 in Vietnam."""
PASSWORD = "một câu rất dễ nhớ"
PERSON = "7219000000000000001"
ANSWERS = (
    "procedures",
    "postal",
    "online",
    "office",
    "feedback",
    "intents",
    "reform",
    "other_offices",
    "articles",
    "life_events",
    "quizzes",
    "catalogue.yaml",
    "other_levels.yaml",
    "english",
    "told.yaml",
    "acts.yaml",
    "laws.yaml",
    "portal-compared.jsonl.gz",
    "clarify.yaml",
)


class MovableClock:
    """Stands still until told to go on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now

    def forward(self, milliseconds: int) -> None:
        self.now += milliseconds


def copy_words(folder: Path) -> Path:
    """The ward, its sentences and lexicon; the answers are left out, so that a runtime is there in no time."""
    only_words = shutil.ignore_patterns(*ANSWERS)

    def leave_out(where: str, names: list[str]) -> set[str]:
        return set() if where.endswith("sentences") else only_words(where, names)

    return Path(shutil.copytree(HOME / "content", folder, ignore=leave_out))


def make_runtime(words: Path, folder: Path, clock: MovableClock, **environ: str) -> Runtime:
    """A runtime whose database is in `folder`; nothing works in it until a test says so."""
    paths = {"CONTENT_PATH": str(words), "DATABASE_PATH": str(folder / "ward.db")}
    return Runtime(settings.load({**paths, **environ}), Router(()), clock=clock)


def make_app(runtime: Runtime) -> Flask:
    """The pages alone, as create_app registers them."""
    app = Flask("ward", static_folder=None)
    app.register_blueprint(make_pages(runtime))
    app.register_blueprint(make_admin(runtime))
    return app


class OfficialAtWork:
    """A browser in which an official has signed in and set a password."""

    def __init__(self, client: FlaskClient, email: str) -> None:
        self.client, self.email = client, email

    def page(self, path: str) -> str:
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return response.text

    def press(self, path: str, **fields: str) -> Any:
        """Send a form with this session's token."""
        return self.client.post(path, data={"csrf": csrf_in(self.page("/admin/password")), **fields})


def csrf_in(page: str) -> str:
    """The token of the first form on a page."""
    match = re.search(r'name="csrf" value="([^"]+)"', page)
    assert match, "the page has no form"
    return match[1]


def sign_in(client: FlaskClient, email: str, password: str, **fields: str) -> Any:
    """Fill in and send the sign-in form."""
    token = csrf_in(client.get("/admin/sign-in").text)
    return client.post("/admin/sign-in", data={"csrf": token, "email": email, "password": password, **fields})


def new_official(app: Flask, runtime: Runtime, role: str, email: str = "") -> OfficialAtWork:
    """An official of a role, signed in, past the first password."""
    email = email or f"{role}@phuong.example.vn"
    first = runtime.officials.add(email, f"Cán bộ {role}", role)
    client = app.test_client()
    assert sign_in(client, email, first).status_code == 303
    fields = {"csrf": csrf_in(client.get("/admin/password").text), "old": first, "new": PASSWORD, "again": PASSWORD}
    assert client.post("/admin/password", data=fields).status_code == 303
    if not runtime.settings.is_demo and client.get("/admin/").location == "/admin/account/factor":
        set_up_factor(client, runtime)
    return OfficialAtWork(client, email)


def set_up_factor(client: FlaskClient, runtime: Runtime) -> None:
    """Scan the secret and type its code, as an official of a role that needs a second factor must."""
    secret = re.search(r"<code>([A-Z2-7 ]{32,})</code>", client.get("/admin/account/factor").text)
    assert secret, "the page shows no secret"
    code = pyotp.TOTP(secret[1].replace(" ", "")).at(runtime.clock() // 1000)
    fields = {"csrf": csrf_in(client.get("/admin/account/factor").text), "code": code}
    assert client.post("/admin/account/factor", data=fields).status_code == 200


def says(runtime: Runtime, text: str, person_id: str = PERSON, name: str | None = None) -> int:
    """A message of a resident that a turn has handled; returns its row in the inbox."""
    now = runtime.clock()
    body = {
        "event_name": "user_send_text",
        "app_id": "1",
        "sender": {"id": person_id},
        "recipient": {"id": "2"},
        "message": {"msg_id": f"m{now}{text}", "text": text},
        "timestamp": str(now),
    }
    raw = json.dumps(body).encode()
    runtime.inbox.record(parse_event(raw, now), raw)
    with runtime.store.write() as db:
        people.ensure_person(db, person_id, now)
        people.note_interaction(db, person_id, now, is_message=True)
        people.sync(db, [(person_id, name, True)], now)
    return max(row["id"] for row in runtime.store.rows("UPDATE inbox SET state = 'done' RETURNING id"))


def wants_an_official(runtime: Runtime, person_id: str = PERSON, name: str | None = "Chị Sáu") -> None:
    """A resident who asked for a person."""
    says(runtime, "cho tôi gặp cán bộ", person_id, name)
    with runtime.store.write() as db:
        people.hand_over(db, person_id, runtime.clock(), runtime.clock() + 12 * HOUR)


def complains(runtime: Runtime, code: str = "PA-7K3F9", text: str = "Đèn đường hư", person_id: str = PERSON) -> None:
    """A resident's ticket."""
    with runtime.store.write() as db:
        people.ensure_person(db, person_id, runtime.clock())
        tickets.open_ticket(db, code, person_id, "feedback", text, runtime.clock())


def dies(runtime: Runtime, error: str = "KeyError: 'fee'") -> int:
    """A message no handler could answer; returns its event's id."""
    event_id = says(runtime, "sổ đỏ bị rách")
    with runtime.store.write() as db:
        inbox.mark_failed(db, event_id, error, runtime.clock())
    return event_id


def is_stuck(runtime: Runtime, state: str, outcome: str, note: str | None = None, text: str = "Chào chị") -> int:
    """A message that did not reach a resident; returns its id."""
    says(runtime, "xin chào")
    message_id = runtime.helpdesk.answer(PERSON, text, None)
    with runtime.store.write() as db:
        outbox.settle(db, message_id, state, runtime.clock(), outcome=outcome, note=note)
    return message_id
