"""What happened to a ticket and when, so that the figures of a period stay what they were."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m031_ticket_events(db: Database) -> None:
    """Rows are only added: opened, closed, reopened. Of earlier tickets what is still known; their due day is not."""
    db.conn.execute("""
        CREATE TABLE ticket_events (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            act TEXT NOT NULL CHECK (act IN ('opened', 'closed', 'reopened')),
            at INTEGER NOT NULL,
            due_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX ticket_events_of_ticket ON ticket_events (code, at)")
    db.conn.execute("CREATE INDEX ticket_events_by_time ON ticket_events (at)")
    reports = "kind IN ('feedback', 'proposal')"
    db.conn.execute(
        "INSERT INTO ticket_events (code, act, at)"
        f" SELECT code, 'opened', created_at FROM tickets WHERE {reports} UNION ALL"
        f" SELECT code, 'closed', settled_at FROM tickets WHERE {reports} AND settled_at IS NOT NULL"
    )
