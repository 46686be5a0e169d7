"""Broadcasts: what was written, its state, and when it is due. Every change of state asks for the state before it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from sqlite_utils import Database

from bot.store.database import Store

COLUMNS = frozenset({
    "kind", "title", "topic", "content", "frozen", "frozen_hash", "author_id", "approver_id", "reason", "send_at", "latest_start",
    "repeat", "next_fire_at", "fired", "started_at", "finished_at", "audience_at", "spread_to", "is_spread", "held_until",
    "held_reason", "role",
})  # fmt: skip
"""What `change` may set besides the state."""


def add(db: Database, now_ms: int, **values: Any) -> int:
    """A new broadcast; returns its id."""
    row = {"created_at": now_ms, "updated_at": now_ms, **values}
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    return int(db.conn.execute(f"INSERT INTO broadcasts ({names}) VALUES ({marks})", row).lastrowid or 0)


def get(store: Store, broadcast_id: int) -> sqlite3.Row | None:
    """One broadcast, or None."""
    return store.row("SELECT * FROM broadcasts WHERE id = ?", [broadcast_id])


def change(
    db: Database, broadcast_id: int, now_ms: int, *, before: str, after: str, **values: Any
) -> bool:  # fmt: skip
    """Move a broadcast from state `before` to `after` and set columns; False when it was in another state meanwhile."""
    unknown = set(values) - COLUMNS
    if unknown:
        raise ValueError(f"no such columns: {unknown}")
    sets = "".join(f", {name} = :{name}" for name in values)
    cursor = db.conn.execute(
        f"UPDATE broadcasts SET state = :after, updated_at = :now, version = version + 1{sets}"
        " WHERE id = :id AND state = :before",
        {**values, "id": broadcast_id, "before": before, "after": after, "now": now_ms},
    )
    return cursor.rowcount == 1


def set_progress(db: Database, broadcast_id: int, spread_to: str | None, is_spread: bool) -> None:
    """How far the rows of a broadcast's people were made: the last person's id."""
    db.conn.execute(
        "UPDATE broadcasts SET spread_to = coalesce(?, spread_to), is_spread = ? WHERE id = ?",
        [spread_to, int(is_spread), broadcast_id],
    )


def hold(db: Database, broadcast_id: int, until_ms: int | None, reason: str | None) -> None:
    """Send nothing of a broadcast until a moment; None lets it go on."""
    db.conn.execute(
        "UPDATE broadcasts SET held_until = ?, held_reason = ? WHERE id = ?", [until_ms, reason, broadcast_id]
    )


def due(store: Store, now_ms: int, limit: int = 20) -> list[sqlite3.Row]:
    """Planned broadcasts whose time has come, oldest first."""
    return store.rows(
        "SELECT * FROM broadcasts WHERE state = 'scheduled' AND role != 'series' AND send_at <= ?"
        " ORDER BY send_at, id LIMIT ?",
        [now_ms, limit],
    )


def due_series(store: Store, now_ms: int, limit: int = 20) -> list[sqlite3.Row]:
    """Series whose next occurrence has come."""
    return store.rows(
        "SELECT * FROM broadcasts WHERE state = 'scheduled' AND role = 'series' AND next_fire_at <= ?"
        " ORDER BY next_fire_at, id LIMIT ?",
        [now_ms, limit],
    )


def sending(store: Store) -> list[sqlite3.Row]:
    """Broadcasts under way, oldest first."""
    return store.rows("SELECT * FROM broadcasts WHERE state = 'sending' ORDER BY id")


def in_state(store: Store, states: Iterable[str]) -> list[sqlite3.Row]:
    """Every broadcast in one of these states."""
    wanted = list(states)
    marks = ", ".join("?" for _ in wanted)
    return store.rows(f"SELECT * FROM broadcasts WHERE state IN ({marks}) ORDER BY id", wanted)


def items(store: Store, series_id: int) -> list[sqlite3.Row]:
    """What a rotating series takes turns with, in order."""
    return store.rows("SELECT * FROM broadcasts WHERE series_id = ? AND role = 'item' ORDER BY position", [series_id])


def occurrences(store: Store, series_id: int, limit: int = 50) -> list[sqlite3.Row]:
    """The newest runs of a series."""
    return store.rows(
        "SELECT * FROM broadcasts WHERE series_id = ? AND role = 'occurrence' ORDER BY position DESC LIMIT ?",
        [series_id, limit],
    )


def next_position(db: Database, series_id: int, role: str) -> int:
    """The number after the last item or occurrence of a series."""
    row = db.conn.execute(
        "SELECT coalesce(max(position), 0) + 1 AS next FROM broadcasts WHERE series_id = ? AND role = ?",
        [series_id, role],
    ).fetchone()
    return int(row["next"])


_FILTERS = {
    "state": "b.state = :state",
    "kind": "b.kind = :kind",
    "topic": "b.topic = :topic",
    "author_id": "b.author_id = :author_id",
    "role": "b.role = :role",
    "series_id": "b.series_id = :series_id",
    "since": "coalesce(b.started_at, b.send_at, b.created_at) >= :since",
    "until": "coalesce(b.started_at, b.send_at, b.created_at) < :until",
    "text": "(b.title LIKE :text OR b.content LIKE :text)",
}
_ORDERS = {
    "newest": "b.id DESC",
    "oldest": "b.id",
    "time": "coalesce(b.started_at, b.send_at, b.next_fire_at, b.created_at) DESC, b.id DESC",
    "title": "b.title COLLATE NOCASE, b.id",
}


def search(
    store: Store, filters: Mapping[str, Any], *, order: str = "newest", limit: int = 20, offset: int = 0
) -> tuple[int, list[sqlite3.Row]]:
    """(how many fit, one page of them). `filters`: keys of _FILTERS; `text` is a part of title or words."""
    wanted = {name: value for name, value in filters.items() if value not in (None, "")}
    where = " AND ".join(_FILTERS[name] for name in wanted) or "1"
    values: dict[str, Any] = dict(wanted)
    if "text" in wanted:
        values["text"] = f"%{wanted['text']}%"
    total = store.row(f"SELECT count(*) AS n FROM broadcasts AS b WHERE {where}", values)
    rows = store.rows(
        "SELECT b.*, a.name AS author, p.name AS approver FROM broadcasts AS b"
        " LEFT JOIN officials AS a ON a.id = b.author_id LEFT JOIN officials AS p ON p.id = b.approver_id"
        f" WHERE {where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return (total["n"] if total else 0), rows


def counts(store: Store) -> dict[str, int]:
    """How many broadcasts by state; occurrences count, items of a rotating series too."""
    return {row["state"]: row["n"] for row in store.rows("SELECT state, count(*) AS n FROM broadcasts GROUP BY state")}


def between(store: Store, since: int, until: int) -> list[sqlite3.Row]:
    """Single broadcasts and occurrences that began, or are to begin, from `since` to before `until` (ms), earliest first."""
    return store.rows(
        "SELECT *, coalesce(started_at, send_at, created_at) AS moment FROM broadcasts"
        " WHERE coalesce(started_at, send_at, created_at) >= ? AND coalesce(started_at, send_at, created_at) < ?"
        " AND role IN ('single', 'occurrence') AND coalesce(started_at, send_at) IS NOT NULL"
        " AND state NOT IN ('rejected', 'stopped') ORDER BY moment, id",
        [since, until],
    )


def planned_series(store: Store) -> list[sqlite3.Row]:
    """Series that still go on."""
    return store.rows("SELECT * FROM broadcasts WHERE state = 'scheduled' AND role = 'series' ORDER BY next_fire_at")


def count_click(db: Database, broadcast_id: int, kind: str, target: int, day: str) -> None:
    """One more click on a link or press of a button; who did it is not kept."""
    db.conn.execute(
        "INSERT INTO clicks (broadcast_id, kind, target, day, times) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET times = times + 1",
        [broadcast_id, kind, target, day],
    )


def clicks(store: Store, broadcast_id: int) -> list[sqlite3.Row]:
    """How often each link was opened and each button pressed: kind, target, times."""
    return store.rows(
        "SELECT kind, target, sum(times) AS times FROM clicks WHERE broadcast_id = ? GROUP BY kind, target",
        [broadcast_id],
    )
