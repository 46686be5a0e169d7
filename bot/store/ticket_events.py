"""The course of reports and proposals as rows that are only added: opened, closed, reopened. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import to_record

REPORTS = ("feedback", "proposal")
"""The kinds of tickets with a due day."""


@dataclass(frozen=True, slots=True)
class TicketFigures:
    """Tickets of a period: how many came, were settled by their due day or later, and were left over at its end."""

    received: int
    settled_in_time: int
    settled_late: int
    left_over: int


def add(db: Database, code: str, act: str, at: int, due_at: int | None = None) -> None:
    """Note what happened to a report or proposal; of talks, praise and ratings nothing is noted."""
    db.conn.execute(
        "INSERT INTO ticket_events (code, act, at, due_at) SELECT code, ?, ?, ? FROM tickets"
        f" WHERE code = ? AND kind IN {REPORTS}",
        [act, at, due_at, code],
    )


def figures(store: Store, since_ms: int, until_ms: int) -> TicketFigures:
    """The figures from `since_ms` up to, without, `until_ms`; what happens later does not change them.

    A ticket counts as settled when the last thing that happened to it in the period was its closing. Without a due day
    (closed before there was a rule) it was in time.
    """
    row = store.row(
        "WITH last AS (SELECT code, act, at, due_at, max(id) FROM ticket_events WHERE at < :until GROUP BY code)"
        " SELECT (SELECT count(*) FROM ticket_events WHERE act = 'opened' AND at >= :since AND at < :until) AS received,"
        " coalesce(sum(act = 'closed' AND at >= :since AND at <= coalesce(due_at, at)), 0) AS settled_in_time,"
        " coalesce(sum(act = 'closed' AND at >= :since AND at > due_at), 0) AS settled_late,"
        " coalesce(sum(act <> 'closed'), 0) AS left_over FROM last",
        {"since": since_ms, "until": until_ms},
    )
    assert row is not None
    return to_record(TicketFigures, row)
