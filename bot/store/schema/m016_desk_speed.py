"""Indexes that answer what officials' pages ask of 30,000 people without touching their rows."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m016_audience(db: Database) -> None:
    """A forecast looks at everybody: all that decides who gets a broadcast stands in the index of the audience."""
    db.conn.execute("DROP INDEX people_audience")
    db.conn.execute(
        "CREATE INDEX people_audience ON people (last_interaction_at, neighbourhood, topics, follows, id, opted_out_at,"
        " blocked_at, last_message_at) WHERE follows = 1"
    )


@migrations()
def m016_tickets(db: Database) -> None:
    """All that a report says of tickets, in the order it says it: their rows hold whole letters."""
    db.conn.execute("DROP INDEX tickets_by_time")
    db.conn.execute(
        "CREATE INDEX tickets_by_time ON tickets (created_at, id, kind, state, first_answer_at, settled_at, rating)"
    )
