"""Named audiences: a name and the rule it stands for."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store


def add(db: Database, name: str, rule: str, official_id: int | None, now_ms: int) -> int:
    """Keep a rule (JSON) under a new name; returns its id."""
    return int(
        db.conn.execute(
            "INSERT INTO segments (name, rule, created_by, created_at) VALUES (?, ?, ?, ?)",
            [name, rule, official_id, now_ms],
        ).lastrowid
        or 0
    )


def rename(db: Database, segment_id: int, name: str) -> None:
    """Give it another name."""
    db.conn.execute("UPDATE segments SET name = ? WHERE id = ?", [name, segment_id])


def change(db: Database, segment_id: int, rule: str) -> None:
    """Let the name stand for another rule (JSON)."""
    db.conn.execute("UPDATE segments SET rule = ? WHERE id = ?", [rule, segment_id])


def remove(db: Database, segment_id: int) -> None:
    """Forget the name; broadcasts keep their own copy of the rule."""
    db.conn.execute("DELETE FROM segments WHERE id = ?", [segment_id])


def listing(store: Store) -> list[sqlite3.Row]:
    """All of them by name: (id, name, rule, created_by, created_at)."""
    return store.rows("SELECT id, name, rule, created_by, created_at FROM segments ORDER BY name")


def get(store: Store, segment_id: int) -> sqlite3.Row | None:
    """The one with this id, or None."""
    return store.row("SELECT id, name, rule, created_by, created_at FROM segments WHERE id = ?", [segment_id])
