"""The book of activities off line: meetings, lessons, loudspeakers, leaflets."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from bot.store.database import Store

COLUMNS = ("day", "kind", "place", "events", "people", "is_more", "note")
"""What an official writes down."""


def put(
    db: Database, activity_id: int | None, values: Mapping[str, Any], official_id: int | None, now_ms: int
) -> int | None:
    """Write a new one (None), or over an old one; returns its id, None when the old one is gone."""
    row = {name: values[name] for name in COLUMNS} | {"official": official_id, "now": now_ms, "id": activity_id}
    if activity_id is None:
        cursor = db.conn.execute(
            f"INSERT INTO activities ({', '.join(COLUMNS)}, official_id, created_at, updated_at)"
            f" VALUES ({', '.join(f':{name}' for name in COLUMNS)}, :official, :now, :now)",
            row,
        )
        return cursor.lastrowid
    sets = ", ".join(f"{name} = :{name}" for name in COLUMNS)
    cursor = db.conn.execute(
        f"UPDATE activities SET {sets}, official_id = :official, updated_at = :now WHERE id = :id", row
    )
    return activity_id if cursor.rowcount else None


def delete(db: Database, activity_id: int) -> bool:
    """Take one out of the book; False when it is gone already."""
    return db.conn.execute("DELETE FROM activities WHERE id = ?", [activity_id]).rowcount == 1


def get(store: Store, activity_id: int) -> sqlite3.Row | None:
    """One activity, or None."""
    return store.row("SELECT * FROM activities WHERE id = ?", [activity_id])


def between(store: Store, first_day: str, last_day: str) -> list[sqlite3.Row]:
    """Activities of these days (YYYY-MM-DD, both included), oldest first, with the name of who wrote them last."""
    return store.rows(
        "SELECT a.id, a.day, a.kind, a.place, a.events, a.people, a.is_more, a.note, o.name AS official FROM activities AS a"
        " LEFT JOIN officials AS o ON o.id = a.official_id WHERE a.day BETWEEN ? AND ? ORDER BY a.day, a.id",
        [first_day, last_day],
    )


_ORDERS = {"newest": "a.day DESC, a.id DESC", "oldest": "a.day, a.id"}


def search(
    store: Store,
    first_day: str,
    last_day: str,
    *,
    kind: str | None,
    text: str | None,
    order: str,
    limit: int,
    offset: int,
) -> tuple[int, list[sqlite3.Row]]:
    """(how many fit, one page of them). `text` is a part of place or note, `order` newest or oldest."""
    values = {"first": first_day, "last": last_day, "kind": kind, "text": f"%{text}%" if text else None}
    where = (
        "a.day BETWEEN :first AND :last AND (:kind IS NULL OR a.kind = :kind)"
        " AND (:text IS NULL OR a.place LIKE :text OR a.note LIKE :text)"
    )
    total = store.row(f"SELECT count(*) AS n FROM activities AS a WHERE {where}", values)
    rows = store.rows(
        "SELECT a.*, o.name AS official FROM activities AS a LEFT JOIN officials AS o ON o.id = a.official_id"
        f" WHERE {where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return (total["n"] if total else 0), rows
