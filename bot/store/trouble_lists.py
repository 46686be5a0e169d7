"""Messages that did not arrive and events that could not be handled: all of them, searched, sorted and in pages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from bot.store import people_list
from bot.store.database import Store

STATES = ("unknown", "failed")
"""What may have become of a message that is in trouble."""

_OF_STATE = {state: f"SELECT id FROM outbox WHERE state = '{state}'" for state in STATES}


@dataclass(frozen=True, slots=True)
class Query:
    """What of a list is wanted; an empty `state` or `text` means all. `text` finds a person (bot.store.people_list).

    It also finds a part of what went wrong with an event.
    """

    text: str = ""
    state: str = ""
    is_oldest_first: bool = False
    limit: int = 20
    offset: int = 0


def messages(store: Store, query: Query) -> tuple[int, list[sqlite3.Row]]:
    """(how many, the rows of one page) of messages whose fate is unknown or that were refused, with the person's name."""
    ids = " UNION ALL ".join(_OF_STATE[state] for state in STATES if query.state in ("", state))
    values: dict[str, Any] = {}
    where = f"m.id IN ({ids})"
    if query.text:
        where += f" AND m.person_id IN ({_people(query.text, values)})"
    return _page(
        store, query, "SELECT m.id, m.person_id, p.name AS person, m.state, m.outcome, m.code, m.note, m.created_at, m.reply",
        "outbox AS m", "m", where, values,
    )  # fmt: skip


def events(store: Store, query: Query) -> tuple[int, list[sqlite3.Row]]:
    """(how many, the rows of one page) of events that could not be handled, with the person's name."""
    values: dict[str, Any] = {}
    where = "i.state = 'dead'"
    if query.text:
        plain = query.text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        values["part"] = f"%{plain}%"
        where += f" AND (i.error LIKE :part ESCAPE '!' OR i.person_id IN ({_people(query.text, values)}))"
    return _page(
        store,
        query,
        "SELECT i.id, i.person_id, p.name AS person, i.received_at, i.error",
        "inbox AS i",
        "i",
        where,
        values,
    )


def _people(text: str, values: dict[str, Any]) -> str:
    named = " AND ".join(people_list.named(text, values)) or "0"
    return f"SELECT p.id FROM people AS p WHERE {named}"


def _page(
    store: Store, query: Query, select: str, table: str, short: str, where: str, values: dict[str, Any]
) -> tuple[int, list[sqlite3.Row]]:
    total = store.row(f"SELECT count(*) AS n FROM {table} WHERE {where}", values)
    rows = store.rows(
        f"{select} FROM {table} LEFT JOIN people AS p ON p.id = {short}.person_id WHERE {where}"
        f" ORDER BY {short}.id {'ASC' if query.is_oldest_first else 'DESC'} LIMIT :limit OFFSET :offset",
        {**values, "limit": query.limit, "offset": query.offset},
    )
    return (total["n"] if total else 0), rows
