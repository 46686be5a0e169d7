"""Whom a broadcast is for: a rule kept as data becomes a condition on table people.

Keys of a rule, all optional, all must hold; of several values under one key any will do:

    {"tags": ["tổ trưởng"], "topics": ["dat-dai"], "neighbourhoods": ["Khu phố 3"], "active_within_days": 30, "window_open": true}

{} is every follower. Nobody who does not follow is ever meant. Three more keys point at rows: "segment" (an id: who is in it
now), "without" (ids of segments: nobody who is in one of them) and "unseen_of" (a broadcast: who got it and has not seen it).
A segment that is gone means nobody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from bot.store.database import Store

DAY_MS = 24 * 3_600_000
WINDOW_MS = 7 * DAY_MS - 10 * 60_000
"""How long after an interaction Zalo takes a consultation message, less our margin (docs/zalo/platform.md 3)."""

KEYS = ("tags", "topics", "neighbourhoods", "active_within_days", "window_open", "segment", "without", "unseen_of")
"""Every key a rule may have."""


Rule = Mapping[str, Any]
ReadSegment = Callable[[int], Rule | None]
"""Returns the rule of a segment, None when there is none of this id."""


def segments_of(source: Store | Database) -> ReadSegment:
    """Reads rules of segments, as the store or the running transaction has them."""

    def read(segment_id: int) -> Rule | None:
        sql, values = "SELECT rule FROM segments WHERE id = ?", [segment_id]
        row = source.row(sql, values) if isinstance(source, Store) else source.conn.execute(sql, values).fetchone()
        return json.loads(row["rule"]) if row else None

    return read


def where(rule: Rule, now_ms: int, read_segment: ReadSegment) -> tuple[str, dict[str, Any]]:
    """An SQL condition on people aliased `p`, and its named values, every name beginning with `aud_`.

    Who chose no topic wants to hear of all of them. An empty list means nobody. Raises ValueError for a key that is not known.
    """
    values: dict[str, Any] = {}
    return " AND ".join(["p.follows = 1", *_conditions(rule, now_ms, read_segment, values)]), values


def _conditions(rule: Rule, now_ms: int, read_segment: ReadSegment, values: dict[str, Any]) -> list[str]:
    unknown = sorted(set(rule) - set(KEYS))
    if unknown:
        raise ValueError(f"unknown keys in an audience rule: {', '.join(unknown)}")
    parts = []
    if "tags" in rule:
        names = _names(values, "tag", rule["tags"])
        parts.append(f"p.id IN (SELECT person_id FROM person_tags WHERE tag IN ({names}))")
    if "topics" in rule:
        parts.append(_topics(values, rule["topics"]))
    if "neighbourhoods" in rule:
        parts.append(f"p.neighbourhood IN ({_names(values, 'neighbourhood', rule['neighbourhoods'])})")
    since = _active_since(rule, now_ms)
    if since is not None:
        parts.append(f"p.last_interaction_at >= {_names(values, 'since', [since])}")
    return [*parts, *_references(rule, now_ms, read_segment, values)]


def _references(rule: Rule, now_ms: int, read_segment: ReadSegment, values: dict[str, Any]) -> Iterator[str]:
    """The conditions of the keys that point at segments and broadcasts; segments point at none themselves."""

    def is_in(segment_id: int) -> str | None:
        inner = read_segment(segment_id)
        return None if inner is None else " AND ".join(_conditions(inner, now_ms, lambda _: None, values)) or "1"

    if "segment" in rule:
        yield is_in(rule["segment"]) or "0"
    for segment_id in rule.get("without", ()):
        condition = is_in(segment_id)
        yield "0" if condition is None else f"NOT coalesce(({condition}), 0)"
    if "unseen_of" in rule:
        broadcast = _names(values, "broadcast", [rule["unseen_of"]])
        yield (
            f"p.id IN (SELECT person_id FROM deliveries WHERE broadcast_id = {broadcast} AND state IN ('sent', 'delivered'))"
        )


def size(store: Store, rule: Mapping[str, Any], now_ms: int) -> int:
    """How many people the rule means now."""
    condition, values = where(rule, now_ms, segments_of(store))
    row = store.row(f"SELECT count(*) AS size FROM people AS p WHERE {condition}", values)
    return int(row["size"]) if row else 0


def sample(store: Store, rule: Mapping[str, Any], now_ms: int, limit: int) -> list[tuple[str, str | None]]:
    """Return (id, name) of up to `limit` of the people the rule means now, by id."""
    condition, values = where(rule, now_ms, segments_of(store))
    rows = store.rows(
        f"SELECT p.id, p.name FROM people AS p WHERE {condition} ORDER BY p.id LIMIT :limit", {**values, "limit": limit}
    )
    return [(row["id"], row["name"]) for row in rows]


def neighbourhoods(store: Store) -> list[tuple[str, int]]:
    """Return the neighbourhoods followers named, with how many people each."""
    rows = store.rows(
        "SELECT neighbourhood, count(*) AS people FROM people WHERE follows = 1 AND neighbourhood IS NOT NULL"
        " GROUP BY neighbourhood ORDER BY neighbourhood"
    )
    return [(row["neighbourhood"], row["people"]) for row in rows]


def _names(values: dict[str, Any], kind: str, allowed: Iterable[object]) -> str:
    """Keep each wanted value under a name of its own; returns the list of names for IN (…)."""
    if isinstance(allowed, str):
        raise ValueError(f"{kind}: one text instead of a list")
    names = []
    for value in allowed:
        name = f"aud_{kind}_{len(values)}"
        values[name] = value
        names.append(f":{name}")
    return ", ".join(names)


def _topics(values: dict[str, Any], topics: Iterable[str]) -> str:
    """Who chose one of these, or nothing: people.topics holds ids between commas."""
    names = _names(values, "topic", [f",{topic}," for topic in topics])
    conditions = [f"instr(p.topics, {name}) > 0" for name in names.split(", ") if name]
    return f"({' OR '.join(['p.topics IS NULL', *conditions])})" if conditions else "0"


def _active_since(rule: Mapping[str, Any], now_ms: int) -> int | None:
    """The later of the two moments since which a person must have done something; None when the rule names none."""
    since = []
    if "active_within_days" in rule:
        since.append(now_ms - int(rule["active_within_days"]) * DAY_MS)
    if "window_open" in rule:
        if rule["window_open"] is not True:
            raise ValueError("window_open can only be true")
        since.append(now_ms - WINDOW_MS)
    return max(since, default=None)
