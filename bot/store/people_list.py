"""The officials' list of people: searched, filtered, sorted, in pages. One index answers everything but the names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.store.database import Store
from bot.store.records import first_record, to_records
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
class ListedPerson:
    """One line of the list; `topics` are ids, `tags` labels."""

    id: str
    name: str | None
    follows: int | None
    first_seen_at: int
    last_message_at: int | None
    last_interaction_at: int | None
    opted_out_at: int | None
    blocked_at: int | None
    handed_over_until: int | None
    neighbourhood: str | None
    topics: str | None
    erased_at: int | None
    tags: str | None


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Who is called so at Zalo."""

    id: str
    name: str | None
    follows: int | None


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people the list shows; everything that is set must hold. Times in ms.

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


def list_named(store: Store) -> list[NamedPerson]:
    """Return everybody who is not erased, with the name."""
    return to_records(NamedPerson, store.rows("SELECT id, name, follows FROM people WHERE erased_at IS NULL"))


def count(store: Store, people_filter: PeopleFilter) -> int:
    """Return how many people match."""
    source, where, values = _condition(people_filter)
    row = store.row(f"SELECT count(*) AS n FROM {source} WHERE {where}", values)
    return int(row["n"]) if row else 0


def page(store: Store, people_filter: PeopleFilter, order: str, limit: int, offset: int) -> list[ListedPerson]:
    """Return one page of them."""
    source, where, values = _condition(people_filter)
    ids_of_page = store.rows(
        f"SELECT p.id FROM {source} WHERE {where} ORDER BY {ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return [line for row in ids_of_page if (line := _line_of(store, row["id"])) is not None]


def ids(store: Store, people_filter: PeopleFilter) -> list[str]:
    """Return the ids of all people that match."""
    source, where, values = _condition(people_filter)
    return [row["id"] for row in store.rows(f"SELECT p.id FROM {source} WHERE {where} ORDER BY p.id", values)]


def _line_of(store: Store, person_id: str) -> ListedPerson | None:
    row = store.row(
        "SELECT id, name, follows, first_seen_at, last_message_at, last_interaction_at, opted_out_at, blocked_at,"
        " handed_over_until, neighbourhood, topics, erased_at,"
        " (SELECT group_concat(tag, char(31)) FROM person_tags WHERE person_id = people.id) AS tags"
        " FROM people WHERE id = ?",
        [person_id],
    )
    return first_record(ListedPerson, row)


def _condition(people_filter: PeopleFilter) -> tuple[str, str, dict[str, Any]]:
    """Return (table, condition, values) of the query."""
    values: dict[str, Any] = {
        "now": people_filter.now,
        "free_since": people_filter.free_since,
        "paid_since": people_filter.paid_since,
        "tag": people_filter.tag,
        "topic": f",{people_filter.topic},",
        "neighbourhood": people_filter.neighbourhood,
        "follows": int(bool(people_filter.follows)),
    }
    parts = [*_parts(people_filter), *named(people_filter.text, values)]
    return (
        "people AS p" + ("" if _is_id(people_filter.text) else " INDEXED BY people_list"),
        " AND ".join(parts) or "1",
        values,
    )


def named(text: str, values: dict[str, Any]) -> Iterator[str]:
    """Conditions on people AS p for `PeopleFilter.text`; what they compare with goes into `values`."""
    return _by_id(text.strip(), values) if _is_id(text) else _by_words(text, values)


def _is_id(text: str) -> bool:
    word = text.strip()
    return word.isascii() and word.isdecimal() and len(word) >= ID_END


def _parts(people_filter: PeopleFilter) -> Iterator[str]:
    if people_filter.follows is not None:
        yield "coalesce(p.follows, 0) = :follows"
    if people_filter.tag:
        yield "p.id IN (SELECT person_id FROM person_tags WHERE tag = :tag)"
    if people_filter.topic:
        yield "instr(p.topics, :topic) > 0"
    if people_filter.neighbourhood:
        yield "p.neighbourhood = :neighbourhood"
    if people_filter.window:
        yield WINDOWS[people_filter.window]
    if people_filter.opted_out:
        yield "p.opted_out_at IS NOT NULL"
    if people_filter.handed_over:
        yield "p.handed_over_until > :now"


def _by_id(digits: str, values: dict[str, Any]) -> Iterator[str]:
    values |= {"end": digits[-ID_END:], "digits": digits, "size": -len(digits)}
    yield "substr(p.id, -4) = :end AND substr(p.id, :size) = :digits"


def _by_words(text: str, values: dict[str, Any]) -> Iterator[str]:
    for number, word in enumerate(plain(text).split()[:6]):
        values[f"word_{number}"] = f" {word}"
        yield f"instr(p.folded, :word_{number}) > 0"
