"""How often each kind of question was asked: one row for each day and meaning, with nothing about the person."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records

THUMBS_DOWN = "thumbs_down"
"""An outcome beside those of an understanding: a person called the answer wrong. It is not a question of its own."""


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """The questions of one day (YYYY-MM-DD) with one meaning; `procedure` is "" when there is none.

    `outcome` is answer, clarify, decline, fallback, chat or THUMBS_DOWN.
    """

    day: str
    outcome: str
    intent: str
    procedure: str
    count: int


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """The questions of one day (YYYY-MM-DD) with one outcome."""

    day: str
    outcome: str
    count: int


def count_question(db: Transaction, day: str, outcome: str, intent: str, procedure: str | None = None) -> None:
    """Add one to the questions of `day` (YYYY-MM-DD) with this outcome and meaning."""
    db.conn.execute(
        "INSERT INTO question_counts (day, outcome, intent, procedure, count) VALUES (?, ?, ?, ?, 1)"
        " ON CONFLICT DO UPDATE SET count = count + 1",
        [day, outcome, intent, procedure or ""],
    )


def list_between(store: Store, first_day: str, last_day: str) -> list[QuestionCount]:
    """The counts of these days, both included, oldest first."""
    rows = store.rows(
        "SELECT day, outcome, intent, procedure, count FROM question_counts WHERE day BETWEEN ? AND ?"
        " ORDER BY day, outcome, intent, procedure",
        [first_day, last_day],
    )
    return to_records(QuestionCount, rows)


def list_by_day(store: Store, first_day: str, last_day: str) -> list[OutcomeCount]:
    """The counts of these days by outcome only, both days included, oldest first; used by charts."""
    rows = store.rows(
        "SELECT day, outcome, sum(count) AS count FROM question_counts WHERE day BETWEEN ? AND ?"
        " GROUP BY day, outcome ORDER BY day, outcome",
        [first_day, last_day],
    )
    return to_records(OutcomeCount, rows)
