"""Messages that did not arrive and events that could not be handled: all of them, searched, sorted and in pages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.event import BACKGROUND_EVENTS
from bot.store import people_list
from bot.store.database import Store, Transaction
from bot.store.records import to_records

STATES = ("unknown", "failed", "expired")
"""What may have become of a message that is in trouble; `expired`: an answer that was dropped for its age."""

_NOTICES = ", ".join(f"'{kind}'" for kind in sorted(BACKGROUND_EVENTS))
_OPEN = "put_aside_at IS NULL"
_OF_STATE = {state: f"SELECT id FROM outbox WHERE state = '{state}' AND {_OPEN}" for state in ("unknown", "failed")} | {
    "expired": f"SELECT id FROM outbox WHERE state = 'expired' AND delivery_id IS NULL AND {_OPEN}"
}


@dataclass(frozen=True, slots=True)
class FailedMessage:
    """A message that was refused, dropped, or whose fate is unknown; `reply` is JSON, `person` a name; `created_at` in ms."""

    id: int
    person_id: str
    person: str | None
    state: str
    outcome: str | None
    code: str | None
    note: str | None
    created_at: int
    reply: str | None


@dataclass(frozen=True, slots=True)
class FailedEvent:
    """An event that could not be handled. `person` is a name; `is_notice` (0 or 1): the platform told it, no person."""

    id: int
    person_id: str | None
    person: str | None
    received_at: int
    error: str | None
    is_notice: int


@dataclass(frozen=True, slots=True)
class FailureQuery:
    """Which part of a list to show; an empty `state` or `text` means all. `text` finds a person as in
    bot.store.people_list.

    It also finds a part of what went wrong with an event.
    """

    text: str = ""
    state: str = ""
    is_oldest_first: bool = False
    limit: int = 20
    offset: int = 0


def messages(store: Store, query: FailureQuery) -> tuple[int, list[FailedMessage]]:
    """Return (how many, one page) of messages whose fate is unknown, that were refused, or answers that were dropped."""
    ids = " UNION ALL ".join(_OF_STATE[state] for state in STATES if query.state in ("", state))
    values: dict[str, Any] = {}
    where = f"m.id IN ({ids})"
    if query.text:
        where += f" AND m.person_id IN ({_people(query.text, values)})"
    total, rows = _page(
        store,
        query,
        "SELECT m.id, m.person_id, p.name AS person, m.state, m.outcome, m.code, m.note, m.created_at, m.reply",
        "outbox AS m",
        "m",
        where,
        values,
    )
    return total, to_records(FailedMessage, rows)


def put_aside(db: Transaction, message_id: int, now_ms: int) -> bool:
    """Leave a message out of the lists from now on; False when it is in none of them."""
    condition = " OR ".join(f"id IN ({ids})" for ids in _OF_STATE.values())
    return (
        db.conn.execute(
            f"UPDATE outbox SET put_aside_at = ? WHERE id = ? AND ({condition})", [now_ms, message_id]
        ).rowcount
        == 1
    )


def put_all_aside(db: Transaction, before_ms: int, now_ms: int) -> int:
    """The same for all that was refused or dropped and written up to a moment (ms); those of unknown fate stay."""
    ids = " UNION ALL ".join(_OF_STATE[state] for state in ("failed", "expired"))
    return db.conn.execute(
        f"UPDATE outbox SET put_aside_at = ? WHERE id IN ({ids}) AND created_at <= ?", [now_ms, before_ms]
    ).rowcount


def mark_arrived(db: Transaction, message_id: int, now_ms: int) -> bool:
    """An official saw that a message of unknown fate arrived; False when its fate is known by now."""
    return (
        db.conn.execute(
            "UPDATE outbox SET state = 'delivered', outcome = 'sent', note = 'seen by an official', settled_at = ?"
            " WHERE id = ? AND state = 'unknown'",
            [now_ms, message_id],
        ).rowcount
        == 1
    )


def count_dropped(store: Store, since_ms: int) -> int:
    """How many answers were dropped for their age since a moment (ms)."""
    row = store.row(
        f"SELECT count(*) AS n FROM outbox WHERE state = 'expired' AND delivery_id IS NULL AND {_OPEN} AND settled_at >= ?",
        [since_ms],
    )
    return int(row["n"]) if row else 0


def events(store: Store, query: FailureQuery) -> tuple[int, list[FailedEvent]]:
    """Return (how many, one page) of events that could not be handled."""
    values: dict[str, Any] = {}
    where = "i.state = 'dead'"
    if query.text:
        plain = query.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values["part"] = f"%{plain}%"
        where += f" AND (i.error LIKE :part ESCAPE '!' OR i.person_id IN ({_people(query.text, values)}))"
    total, rows = _page(
        store,
        query,
        f"SELECT i.id, i.person_id, p.name AS person, i.received_at, i.error, i.kind IN ({_NOTICES}) AS is_notice",
        "inbox AS i",
        "i",
        where,
        values,
    )
    return total, to_records(FailedEvent, rows)


def _people(text: str, values: dict[str, Any]) -> str:
    condition = " AND ".join(people_list.named(text, values)) or "0"
    return f"SELECT p.id FROM people AS p WHERE {condition}"


def _page(
    store: Store, query: FailureQuery, select: str, table: str, short: str, where: str, values: dict[str, Any]
) -> tuple[int, list[sqlite3.Row]]:
    total = store.row(f"SELECT count(*) AS n FROM {table} WHERE {where}", values)
    rows = store.rows(
        f"{select} FROM {table} LEFT JOIN people AS p ON p.id = {short}.person_id WHERE {where}"
        f" ORDER BY {short}.id {'ASC' if query.is_oldest_first else 'DESC'} LIMIT :limit OFFSET :offset",
        {**values, "limit": query.limit, "offset": query.offset},
    )
    return (total["n"] if total else 0), rows
