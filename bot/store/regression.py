"""What officials decided a question means: from then on a change of words must not lose it."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store


def put(
    db: Database, folded: str, question: str, behaviour: str, target: str, official_id: int | None, now_ms: int
) -> None:  # fmt: skip
    """Keep a question with what it shall lead to (`target`: a code, id or intent); a newer decision replaces the older."""
    db.conn.execute(
        "INSERT INTO regression_questions (folded, question, behaviour, target, official_id, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (folded) DO UPDATE SET question = excluded.question, behaviour = excluded.behaviour,"
        " target = excluded.target, official_id = excluded.official_id, at = excluded.at",
        [folded, question, behaviour, target, official_id, now_ms],
    )


def newest(store: Store, limit: int) -> list[sqlite3.Row]:
    """(id, question, behaviour, target, at), newest first."""
    return store.rows(
        "SELECT id, question, behaviour, target, at FROM regression_questions ORDER BY id DESC LIMIT ?", [limit]
    )


def total(store: Store) -> int:
    """How many there are."""
    row = store.row("SELECT count(*) AS count FROM regression_questions")
    return int(row["count"]) if row else 0
