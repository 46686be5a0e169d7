"""A talk in lines: what the person sent, what the bot and the officials answered, newest part first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from bot.event import Event, Kind
from bot.store import Store, inbox, outbox
from bot.turn import command_in

Parse = Callable[[bytes, int], Event]
LAST_SAID = 6
"""Events looked through for a person's last words."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a talk. `who` is person, bot or official; `kind` says what was sent when it was no text.

    `id` is the row of the inbox (person) or the outbox; `outcome` and `note` say why it did not go out, `official` who
    wrote it, `buttons` what stood under it.
    """

    at: int
    who: str
    text: str
    kind: str = "text"
    state: str = ""
    outcome: str = ""
    note: str = ""
    id: int = 0
    official: str = ""
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a talk, oldest first. `older` leads to the part before (empty at the beginning)."""

    lines: list[Line]
    older: str


def page(store: Store, parse: Parse, person_id: str, size: int, before: str = "") -> Page:
    """`size` lines of a talk, the newest or those before what `older` of another page named."""
    heard_before, said_before = _cursor(before)
    heard = [_heard(parse, row) for row in inbox.of_person(store, person_id, size + 1, heard_before)]
    said = [_said(row) for row in outbox.of_person(store, person_id, size + 1, said_before)]
    together = sorted(heard + said, key=lambda line: line.at)
    shown = together[-size:]
    if len(together) == len(shown):
        return Page(shown, "")
    first_heard = min((line.id for line in shown if line.who == "person"), default=heard_before)
    first_said = min((line.id for line in shown if line.who != "person"), default=said_before)
    return Page(shown, f"{first_heard or ''}-{first_said or ''}")


def last_words(store: Store, parse: Parse, person_id: str) -> str:
    """What the person wrote last, buttons aside; empty when nothing is kept."""
    for row in reversed(inbox.of_person(store, person_id, LAST_SAID)):
        event = parse(row["body"], row["received_at"])
        if event.kind is Kind.TEXT and not command_in(event.text):
            return event.text
    return ""


def _cursor(before: str) -> tuple[int | None, int | None]:
    heard, _, said = before.partition("-")
    return _number(heard), _number(said)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _heard(parse: Parse, row: sqlite3.Row) -> Line:
    event = parse(row["body"], row["received_at"])
    return Line(row["received_at"], "person", event.text, event.kind.value, row["state"], id=row["id"])


def _said(row: sqlite3.Row) -> Line:
    content = json.loads(row["reply"])
    return Line(
        row["created_at"],
        "official" if row["official_id"] is not None else "bot",
        content.get("text") or content.get("title") or "",
        "text" if row["kind"] == "consultation" else row["kind"],
        row["state"],
        row["outcome"] or "",
        row["note"] or "",
        row["id"],
        row["official"] or "",
        tuple(button["label"] for button in content.get("buttons") or ()),
    )
