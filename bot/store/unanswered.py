"""Questions the bot did not understand, without the person who asked: equal questions are one row with a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records

STATES = ("open", "dismissed", "settled")
REASONS = ("fallback", "unsure", "thumbs_down")

_COLUMNS = "id, folded, text, reason, outcome, intent, procedure, count, first_at, last_at, state, target, decided_at"


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question; `folded` is its text without accents, `procedure` is "" when there is none, times are in ms.

    `target` is the code, id or intent it must lead to once it is settled.
    """

    id: int
    folded: str
    text: str
    reason: str
    outcome: str
    intent: str
    procedure: str
    count: int
    first_at: int
    last_at: int
    state: str
    target: str | None
    decided_at: int | None


def add_question(
    db: Transaction, folded: str, text: str, reason: str, outcome: str, intent: str, procedure: str | None, now_ms: int
) -> None:
    """Count this question once more. A settled one becomes open again, a dismissed one stays dismissed."""
    if reason not in REASONS:
        raise ValueError(f"unknown reason: {reason}")
    db.conn.execute(
        "INSERT INTO misunderstood (folded, text, reason, outcome, intent, procedure, count, first_at, last_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (folded) DO UPDATE SET count = count + 1,"
        " last_at = excluded.last_at, reason = excluded.reason, outcome = excluded.outcome, intent = excluded.intent,"
        " procedure = excluded.procedure, state = CASE state WHEN 'settled' THEN 'open' ELSE state END",
        [folded, text, reason, outcome, intent, procedure or "", now_ms, now_ms],
    )


def list_newest(store: Store, state: str, limit: int) -> list[UnansweredQuestion]:
    """The questions in a state, last asked first."""
    rows = store.rows(
        f"SELECT {_COLUMNS} FROM misunderstood WHERE state = ? ORDER BY last_at DESC LIMIT ?", [state, limit]
    )
    return to_records(UnansweredQuestion, rows)


def list_by_ids(store: Store, ids: Iterable[int]) -> list[UnansweredQuestion]:
    """The questions with these ids, the most asked first; unknown ids are left out."""
    values = list(ids)
    marks = ", ".join("?" * len(values))
    rows = store.rows(f"SELECT {_COLUMNS} FROM misunderstood WHERE id IN ({marks}) ORDER BY count DESC, id", values)
    return to_records(UnansweredQuestion, rows)


def count_by_state(store: Store) -> dict[str, int]:
    """How many different questions are in each state."""
    rows = store.rows("SELECT state, count(*) AS count FROM misunderstood GROUP BY state")
    return {state: 0 for state in STATES} | {row["state"]: row["count"] for row in rows}


def set_state(
    db: Transaction, ids: Iterable[int], state: str, official_id: int | None, now_ms: int, target: str | None = None
) -> int:
    """Dismiss, settle or reopen questions; returns how many. `target` is what settled ones must lead to."""
    if state not in STATES:
        raise ValueError(f"unknown state: {state}")
    values = list(ids)
    marks = ", ".join("?" * len(values))
    return db.conn.execute(
        f"UPDATE misunderstood SET state = ?, official_id = ?, decided_at = ?, target = ? WHERE id IN ({marks})",
        [state, official_id, now_ms, target, *values],
    ).rowcount


def forget_before(db: Transaction, before_ms: int) -> None:
    """Delete the questions that were asked last before a moment (they are kept as long as messages are)."""
    db.conn.execute("DELETE FROM misunderstood WHERE last_at < ?", [before_ms])
