"""Urgent broadcasts stand on the public page until they are over."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m046_urgent_notices(db: Database) -> None:
    """One row an approved urgent broadcast; moments in ms. `ended_at` is set when an official said that it is over."""
    db.conn.execute("""
        CREATE TABLE urgent_notices (
            broadcast_id INTEGER PRIMARY KEY REFERENCES broadcasts (id),
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            since INTEGER NOT NULL,
            until INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX urgent_notices_open ON urgent_notices (until) WHERE ended_at IS NULL")
