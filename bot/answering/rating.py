"""Asking the resident to rate what officials did, once, when a talk or ticket is closed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

from sqlite_utils import Database

from bot.clock import MINUTE
from bot.reply import Button, Reply
from bot.store import people, tickets
from bot.turn import State

SCORES = (1, 2, 3, 4, 5)
"""In this order: a typed number stands for the button at that place (bot.conversation), so "4" must be the fourth."""

REST_MS = 10 * MINUTE
"""A talk and a ticket of one person closed together are one question about points, not two."""

Say = Callable[..., str]
"""A sentence of content/ by its key, with its blanks."""


def address_of(person: sqlite3.Row) -> dict[str, str]:
    """How this person is addressed, as sentences want it; nothing when the talk left no trace."""
    if not person["state"]:
        return {}
    address = State.from_dict(json.loads(person["state"])).address
    return {"anh_chi": address, "Anh_chi": address[:1].upper() + address[1:]}


def may_ask(db: Database, person_id: str, code: str, now_ms: int) -> bool:
    """Note that this ticket's question goes out; False when the person was asked already."""
    return tickets.ask_rating(db, code, person_id, now_ms, now_ms - REST_MS)


def question(db: Database, person: sqlite3.Row, code: str, text: str, say: Say, now_ms: int) -> Reply:
    """`text` with the points as buttons; the question stays open in the person's talk, so that a typed "5" counts too.

    What was talked about with the bot before lies behind an official's talk, and is dropped.
    """
    buttons = tuple(
        Button(say("feedback.rating_label", number=score), say=f"#cham_diem {code} {score}") for score in SCORES
    )
    state = State(choices=[(button.label, button.say or "") for button in buttons])
    state.address = address_of(person).get("anh_chi", state.address)
    state.ask("cham_viec", code=code)
    people.save_state(db, person["id"], json.dumps(state.as_dict(), ensure_ascii=False), now_ms)
    return Reply(text, buttons)
