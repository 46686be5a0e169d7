"""The way of an article to Zalo, step by step. `zalo_due_at` says when the next step is due and who has taken it.

A step is claimed by moving `zalo_due_at` behind the time any call can take. Whatever the claimer writes later holds only
while that very value still stands. When it died, the step is due again: at once if that is seen, else at that time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from bot.store.database import Store

_COLUMNS = frozenset({
    "zalo_state", "zalo_id", "zalo_token", "zalo_link", "zalo_due_at", "zalo_owner", "zalo_since", "zalo_tries",
    "zalo_creates", "zalo_attempted_at", "zalo_before", "zalo_reason", "zalo_note", "frozen", "wanted_version",
    "sent_version", "shown_version", "published_at",
})  # fmt: skip


def claim(db: Database, now_ms: int, until_ms: int, owner: str) -> sqlite3.Row | None:
    """Take the step that is due longest until `until_ms`; nobody else gets it before. The row as it is now."""
    row: sqlite3.Row | None = db.conn.execute(
        "UPDATE articles SET zalo_due_at = ?, zalo_owner = ? WHERE id = (SELECT id FROM articles WHERE zalo_due_at <= ?"
        " ORDER BY zalo_due_at LIMIT 1) RETURNING *",
        [until_ms, owner, now_ms],
    ).fetchone()
    return row


def owners(store: Store) -> list[str]:
    """Who holds steps."""
    return [row["zalo_owner"] for row in store.rows(
        "SELECT DISTINCT zalo_owner FROM articles WHERE zalo_owner IS NOT NULL")]  # fmt: skip


def release(db: Database, names: Sequence[str], now_ms: int) -> None:
    """The steps of processes that are gone are due again."""
    for name in names:
        db.conn.execute("UPDATE articles SET zalo_due_at = ?, zalo_owner = NULL WHERE zalo_owner = ?", [now_ms, name])


def lay_still(db: Database, now_ms: int) -> None:
    """In a restored copy: an article on its way may be on Zalo already. An official starts it again, with a look first."""
    db.conn.execute(
        "UPDATE articles SET zalo_state = 'failed', zalo_reason = 'restored', zalo_note = NULL, zalo_due_at = NULL,"
        " zalo_owner = NULL, zalo_token = NULL, zalo_attempted_at = coalesce(zalo_attempted_at, ?),"
        " zalo_before = coalesce(zalo_before, json_object('title', title, 'ids', json('[]')))"
        " WHERE zalo_due_at IS NOT NULL AND zalo_id IS NULL",
        [now_ms],
    )


def write(db: Database, article_id: int, **changes: Any) -> None:
    """Note something that does not depend on a claim; whoever is at a step of this article learns that it lost it
    when `zalo_due_at` is among the changes."""
    _update(db, article_id, changes, "", [])


def write_claimed(db: Database, article: sqlite3.Row, **changes: Any) -> bool:
    """Note how a step went; False (and nothing is written) when the claim is no longer ours."""
    held = " AND zalo_due_at = ? AND zalo_owner = ?"
    return _update(db, article["id"], changes, held, [article["zalo_due_at"], article["zalo_owner"]])


def _update(db: Database, article_id: int, changes: dict[str, Any], held: str, values: list[Any]) -> bool:
    assert changes.keys() <= _COLUMNS
    columns = ", ".join(f"{name} = ?" for name in changes)
    cursor = db.conn.execute(
        f"UPDATE articles SET {columns} WHERE id = ?{held}", [*changes.values(), article_id, *values]
    )
    return cursor.rowcount == 1


def known_ids(store: Store, ids: Sequence[str]) -> set[str]:
    """Which of these Zalo ids belong to articles of ours."""
    marks = ", ".join("?" for _ in ids)
    return {row["zalo_id"] for row in store.rows(f"SELECT zalo_id FROM articles WHERE zalo_id IN ({marks})", ids)}


def soonest(store: Store) -> int | None:
    """When (ms) the next step is due, None when nothing waits."""
    row = store.row("SELECT min(zalo_due_at) AS at FROM articles WHERE zalo_due_at IS NOT NULL")
    return row["at"] if row else None
