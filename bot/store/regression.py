"""Questions whose meaning an official decided: from then on a change of content must not lose it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class RegressionQuestion:
    """A question with what it must lead to (`target`: a code, id or intent); `at` is in ms."""

    id: int
    question: str
    behaviour: str
    target: str
    at: int


def save_question(
    db: Transaction, folded: str, question: str, behaviour: str, target: str, official_id: int | None, now_ms: int
) -> None:
    """Keep a question with what it must lead to; a newer decision replaces the older one."""
    db.conn.execute(
        "INSERT INTO regression_questions (folded, question, behaviour, target, official_id, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (folded) DO UPDATE SET question = excluded.question, behaviour = excluded.behaviour,"
        " target = excluded.target, official_id = excluded.official_id, at = excluded.at",
        [folded, question, behaviour, target, official_id, now_ms],
    )


def list_newest(store: Store, limit: int) -> list[RegressionQuestion]:
    """The questions, the newest decision first."""
    rows = store.rows(
        "SELECT id, question, behaviour, target, at FROM regression_questions ORDER BY id DESC LIMIT ?", [limit]
    )
    return to_records(RegressionQuestion, rows)


def count_all(store: Store) -> int:
    """The number of regression questions."""
    row = store.row("SELECT count(*) AS count FROM regression_questions")
    return int(row["count"]) if row else 0
