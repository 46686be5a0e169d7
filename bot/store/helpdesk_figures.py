"""Counts of the officials' work between two moments (ms; the first counts, the second does not)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store
from bot.store.records import to_record, to_records

_PERIOD = "created_at >= :since AND created_at < :until"


@dataclass(frozen=True, slots=True)
class HelpdeskCounts:
    """How many people asked for an official, how many of them got an answer; tickets, answered and closed ones."""

    handed_over: int
    answered: int
    tickets: int
    tickets_answered: int
    tickets_closed: int


@dataclass(frozen=True, slots=True)
class OfficialFigures:
    """One official's share: items answered, ratings received, their mean (None without any)."""

    name: str
    answered: int
    rated: int
    mean: float | None


def counts(store: Store, since_ms: int, until_ms: int) -> HelpdeskCounts:
    """Return the counts of what began in the period."""
    row = store.row(
        "SELECT coalesce(sum(kind = 'handover'), 0) AS handed_over,"
        " coalesce(sum(kind = 'handover' AND first_answer_at IS NOT NULL), 0) AS answered,"
        " coalesce(sum(kind IN ('feedback', 'proposal')), 0) AS tickets,"
        " coalesce(sum(kind IN ('feedback', 'proposal') AND first_answer_at IS NOT NULL), 0) AS tickets_answered,"
        " coalesce(sum(kind IN ('feedback', 'proposal') AND state = 'closed'), 0) AS tickets_closed"
        f" FROM tickets WHERE {_PERIOD}",
        {"since": since_ms, "until": until_ms},
    )
    assert row is not None
    return to_record(HelpdeskCounts, row)


def first_answers(store: Store, since_ms: int, until_ms: int) -> list[int]:
    """How long (ms) each person who asked for an official in the period waited for the first answer, shortest first."""
    rows = store.rows(
        "SELECT first_answer_at - created_at AS waited FROM tickets"
        f" WHERE kind = 'handover' AND first_answer_at IS NOT NULL AND {_PERIOD} ORDER BY waited",
        {"since": since_ms, "until": until_ms},
    )
    return [row["waited"] for row in rows]


def ratings(store: Store, since_ms: int, until_ms: int) -> dict[int, int]:
    """Return how often each rating was given to officials' work, by the moment of the rating."""
    rows = store.rows(
        "SELECT rating, count(*) AS count FROM tickets"
        " WHERE rated_at >= ? AND rated_at < ? AND rating IS NOT NULL GROUP BY rating",
        [since_ms, until_ms],
    )
    return {row["rating"]: row["count"] for row in rows}


def bot_ratings(store: Store, since_ms: int, until_ms: int) -> dict[int, int]:
    """Return how often each rating was given to the bot."""
    rows = store.rows(
        "SELECT rating, count(*) AS count FROM tickets"
        f" WHERE kind = 'rating' AND rating IS NOT NULL AND {_PERIOD} GROUP BY rating",
        {"since": since_ms, "until": until_ms},
    )
    return {row["rating"]: row["count"] for row in rows}


def officials(store: Store, since_ms: int, until_ms: int) -> list[OfficialFigures]:
    """Return each official's share of what began in the period."""
    rows = store.rows(
        "SELECT o.name, sum(t.answered_by IS NOT NULL) AS answered, count(t.rated_at) AS rated,"
        " avg(CASE WHEN t.rated_at IS NOT NULL THEN t.rating END) AS mean FROM tickets AS t"
        " JOIN officials AS o ON o.id = t.answered_by WHERE t.created_at >= ? AND t.created_at < ?"
        " GROUP BY o.id ORDER BY answered DESC, o.name",
        [since_ms, until_ms],
    )
    return to_records(OfficialFigures, rows)
