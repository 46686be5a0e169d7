"""Who did what, when: lines are only ever added."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store


def write(
    db: Database, now_ms: int, official_id: int | None, action: str, subject: str | None = None,
    detail: str | None = None,
) -> None:  # fmt: skip
    """Add a line. `action` is a short verb ("sign_in"), `subject` an id or code, never a text of a resident."""
    db.conn.execute(
        "INSERT INTO audit (at, official_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
        [now_ms, official_id, action, subject, detail],
    )


def newest(store: Store, limit: int = 100) -> list[sqlite3.Row]:
    """The newest lines with the official's name."""
    return store.rows(
        "SELECT a.at, a.action, a.subject, a.detail, o.name FROM audit AS a"
        " LEFT JOIN officials AS o ON o.id = a.official_id ORDER BY a.id DESC LIMIT ?",
        [limit],
    )


def of_subject(store: Store, subject: str) -> list[sqlite3.Row]:
    """Everything that was done to one thing, oldest first, with the official's name (None: the program itself)."""
    return store.rows(
        "SELECT a.id, a.at, a.action, a.detail, a.official_id, o.name FROM audit AS a"
        " LEFT JOIN officials AS o ON o.id = a.official_id WHERE a.subject = ? ORDER BY a.id",
        [subject],
    )
