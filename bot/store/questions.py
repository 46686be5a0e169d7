"""How often what was asked: one row for each day and meaning, without anything of the person who asked."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store

THUMBS_DOWN = "thumbs_down"
"""Beside the outcomes of an understanding: an answer that its reader called wrong; it is no question of its own."""


def count(db: Database, day: str, outcome: str, intent: str, procedure: str | None = None) -> None:
    """One more question on `day` (YYYY-MM-DD) with this outcome and meaning."""
    db.conn.execute(
        "INSERT INTO question_counts (day, outcome, intent, procedure, count) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET count = count + 1",
        [day, outcome, intent, procedure or ""],
    )


def between(store: Store, first_day: str, last_day: str) -> list[sqlite3.Row]:
    """(day, outcome, intent, procedure, count) of these days, both included, oldest first; `procedure` "" is none.

    `outcome` is answer, clarify, decline, fallback, chat or THUMBS_DOWN.
    """
    return store.rows(
        "SELECT day, outcome, intent, procedure, count FROM question_counts WHERE day BETWEEN ? AND ?"
        " ORDER BY day, outcome, intent, procedure",
        [first_day, last_day],
    )


def by_day(store: Store, first_day: str, last_day: str) -> list[sqlite3.Row]:
    """(day, outcome, count) of these days, both included, oldest first: what a chart draws."""
    return store.rows(
        "SELECT day, outcome, sum(count) AS count FROM question_counts WHERE day BETWEEN ? AND ?"
        " GROUP BY day, outcome ORDER BY day, outcome",
        [first_day, last_day],
    )
