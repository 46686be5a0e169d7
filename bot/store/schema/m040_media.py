"""Pictures, recordings and files that people sent: where the platform keeps them, and what was fetched of them."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m040_media(db: Database) -> None:
    """One row for each attachment of an event. An erased row leads to nobody, and waits until its file is deleted."""
    db.conn.execute("""
        CREATE TABLE media (
            id INTEGER PRIMARY KEY,
            person_id TEXT,
            event_id INTEGER,
            place INTEGER NOT NULL,
            kind TEXT NOT NULL,
            address TEXT,
            name TEXT,
            received_at INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'failed', 'erased')),
            due_at INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            reason TEXT,
            file TEXT,
            media_type TEXT,
            size INTEGER,
            UNIQUE (event_id, place)
        ) STRICT""")
    db.conn.execute("CREATE INDEX media_of_person ON media (person_id, id)")
    db.conn.execute("CREATE INDEX media_waiting ON media (due_at) WHERE state = 'waiting'")
    db.conn.execute("CREATE INDEX media_erased ON media (id) WHERE state = 'erased'")
    db.conn.execute("CREATE INDEX media_by_time ON media (received_at)")
