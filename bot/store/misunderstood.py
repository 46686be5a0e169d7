"""What was not understood, without the person who asked: equal questions are one row with a count."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlite_utils import Database

from bot.store.database import Store

STATES = ("open", "dismissed", "settled")

_COLUMNS = "id, folded, text, reason, outcome, intent, procedure, count, first_at, last_at, state, target, decided_at"


def note(
    db: Database, folded: str, text: str, reason: str, outcome: str, intent: str, procedure: str | None, now_ms: int
) -> None:  # fmt: skip
    """One more of this question. What was settled and is not understood again is open again; what was dismissed stays so."""
    db.conn.execute(
        "INSERT INTO misunderstood (folded, text, reason, outcome, intent, procedure, count, first_at, last_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (folded) DO UPDATE SET count = count + 1,"
        " last_at = excluded.last_at, reason = excluded.reason, outcome = excluded.outcome, intent = excluded.intent,"
        " procedure = excluded.procedure, state = CASE state WHEN 'settled' THEN 'open' ELSE state END",
        [folded, text, reason, outcome, intent, procedure or "", now_ms, now_ms],
    )


def newest(store: Store, state: str, limit: int) -> list[sqlite3.Row]:
    """The questions in a state, last asked first."""
    return store.rows(
        f"SELECT {_COLUMNS} FROM misunderstood WHERE state = ? ORDER BY last_at DESC LIMIT ?", [state, limit]
    )


def some(store: Store, ids: Iterable[int]) -> list[sqlite3.Row]:
    """These questions, the most asked first; ids that are none are left out."""
    found = list(ids)
    marks = ", ".join("?" * len(found))
    return store.rows(f"SELECT {_COLUMNS} FROM misunderstood WHERE id IN ({marks}) ORDER BY count DESC, id", found)


def counts(store: Store) -> dict[str, int]:
    """How many different questions are in each state."""
    rows = store.rows("SELECT state, count(*) AS count FROM misunderstood GROUP BY state")
    return {state: 0 for state in STATES} | {row["state"]: row["count"] for row in rows}


def asked_since(store: Store, since_ms: int) -> int:
    """How many different open questions were asked since a moment."""
    row = store.row("SELECT count(*) AS count FROM misunderstood WHERE state = 'open' AND last_at >= ?", [since_ms])
    return int(row["count"]) if row else 0


def decide(
    db: Database, ids: Iterable[int], state: str, official_id: int | None, now_ms: int, target: str | None = None
) -> int:  # fmt: skip
    """Dismiss, settle or open again; returns how many. `target` is what they shall lead to (settled)."""
    found = list(ids)
    marks = ", ".join("?" * len(found))
    return db.conn.execute(
        f"UPDATE misunderstood SET state = ?, official_id = ?, decided_at = ?, target = ? WHERE id IN ({marks})",
        [state, official_id, now_ms, target, *found],
    ).rowcount


def forget_before(db: Database, before_ms: int) -> None:
    """Delete what nobody asked since (kept as long as messages are)."""
    db.conn.execute("DELETE FROM misunderstood WHERE last_at < ?", [before_ms])
