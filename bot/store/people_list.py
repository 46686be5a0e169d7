"""The officials' list of people: searched, filtered, sorted, in pages. One index answers everything but the names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.store.database import Store
from bot.store.schema.m015_people_search import plain

ORDERS = {
    "recent": "p.last_interaction_at DESC NULLS LAST, p.id",
    "newest": "p.first_seen_at DESC, p.id",
    "oldest": "p.first_seen_at, p.id",
    "name": "p.folded NULLS LAST, p.id",
}
WINDOWS = {
    "free": "coalesce(p.last_message_at, 0) >= :free_since",
    "paid": "coalesce(p.last_message_at, 0) < :free_since"
    " AND max(coalesce(p.last_message_at, 0), coalesce(p.last_interaction_at, 0)) >= :paid_since",
    "closed": "max(coalesce(p.last_message_at, 0), coalesce(p.last_interaction_at, 0)) < :paid_since",
}
ID_END = 4
"""This many characters of an id find a person."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which people; everything that is set must hold. Times in ms.

    `text` is words of the name (any beginning of a word, accents do not matter) or at least the last four digits of an id.
    A person is `handed_over` until a moment after `now`; the window is free since `free_since`, open since `paid_since`.
    """

    text: str = ""
    follows: bool | None = None
    tag: str = ""
    topic: str = ""
    neighbourhood: str = ""
    window: str = ""
    opted_out: bool = False
    handed_over: bool = False
    now: int = 0
    free_since: int = 0
    paid_since: int = 0


def count(store: Store, wanted: Wanted) -> int:
    """How many."""
    source, where, values = _condition(wanted)
    row = store.row(f"SELECT count(*) AS n FROM {source} WHERE {where}", values)
    return int(row["n"]) if row else 0


def page(store: Store, wanted: Wanted, order: str, limit: int, offset: int) -> list[sqlite3.Row]:
    """One page of them with what the list shows."""
    source, where, values = _condition(wanted)
    found = store.rows(
        f"SELECT p.id FROM {source} WHERE {where} ORDER BY {ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return [row for item in found if (row := _shown(store, item["id"])) is not None]


def ids(store: Store, wanted: Wanted) -> list[str]:
    """All of them, by id."""
    source, where, values = _condition(wanted)
    return [row["id"] for row in store.rows(f"SELECT p.id FROM {source} WHERE {where} ORDER BY p.id", values)]


def _shown(store: Store, person_id: str) -> sqlite3.Row | None:
    return store.row(
        "SELECT id, name, follows, first_seen_at, last_message_at, last_interaction_at, opted_out_at, blocked_at,"
        " handed_over_until, neighbourhood, topics, erased_at,"
        " (SELECT group_concat(tag, char(31)) FROM person_tags WHERE person_id = people.id) AS tags"
        " FROM people WHERE id = ?",
        [person_id],
    )


def _condition(wanted: Wanted) -> tuple[str, str, dict[str, Any]]:
    """(table, condition, values)."""
    values: dict[str, Any] = {
        "now": wanted.now, "free_since": wanted.free_since, "paid_since": wanted.paid_since, "tag": wanted.tag,
        "topic": f",{wanted.topic},", "neighbourhood": wanted.neighbourhood, "follows": int(bool(wanted.follows)),
    }  # fmt: skip
    parts = [*_parts(wanted), *named(wanted.text, values)]
    return (
        "people AS p" + ("" if _is_id(wanted.text) else " INDEXED BY people_list"),
        " AND ".join(parts) or "1",
        values,
    )


def named(text: str, values: dict[str, Any]) -> Iterator[str]:
    """Conditions on people AS p for `Wanted.text`; what they compare with goes into `values`."""
    return _by_id(text.strip(), values) if _is_id(text) else _by_words(text, values)


def _is_id(text: str) -> bool:
    word = text.strip()
    return word.isascii() and word.isdecimal() and len(word) >= ID_END


def _parts(wanted: Wanted) -> Iterator[str]:
    if wanted.follows is not None:
        yield "coalesce(p.follows, 0) = :follows"
    if wanted.tag:
        yield "p.id IN (SELECT person_id FROM person_tags WHERE tag = :tag)"
    if wanted.topic:
        yield "instr(p.topics, :topic) > 0"
    if wanted.neighbourhood:
        yield "p.neighbourhood = :neighbourhood"
    if wanted.window:
        yield WINDOWS[wanted.window]
    if wanted.opted_out:
        yield "p.opted_out_at IS NOT NULL"
    if wanted.handed_over:
        yield "p.handed_over_until > :now"


def _by_id(digits: str, values: dict[str, Any]) -> Iterator[str]:
    values |= {"end": digits[-ID_END:], "digits": digits, "size": -len(digits)}
    yield "substr(p.id, -4) = :end AND substr(p.id, :size) = :digits"


def _by_words(text: str, values: dict[str, Any]) -> Iterator[str]:
    for number, word in enumerate(plain(text).split()[:6]):
        values[f"word_{number}"] = f" {word}"
        yield f"instr(p.folded, :word_{number}) > 0"
