"""Asking the resident to rate what officials did, once, when a talk or ticket is closed."""

from __future__ import annotations

import json
import sqlite3

from sqlite_utils import Database

from bot.clock import HOUR
from bot.reply import Button, Reply
from bot.store import people, tickets
from bot.turn import State

SCORES = (5, 4, 3, 2, 1)
"""As Zalo shows buttons, one below the other: the best on top."""

REST_MS = 24 * HOUR
"""After one question about points none for another ticket of the same person."""


def ask(db: Database, person: sqlite3.Row, code: str, text: str, label: str, now_ms: int) -> Reply | None:
    """The question with its buttons, noted with the ticket; None when the person was asked already.

    `text` is what is said, `label` a button with {number}. The question stays open in the person's talk, so that a typed
    "5" counts too.
    """
    if not tickets.ask_rating(db, code, person["id"], now_ms, now_ms - REST_MS):
        return None
    buttons = tuple(Button(label.format(number=score), say=f"#cham_diem {code} {score}") for score in SCORES)
    state = State.from_dict(json.loads(person["state"])) if person["state"] else State()
    state.ask("cham_viec", code=code)
    state.choices = [(button.label, button.say or "") for button in buttons]
    people.save_state(db, person["id"], json.dumps(state.as_dict(), ensure_ascii=False), now_ms)
    return Reply(text, buttons)
