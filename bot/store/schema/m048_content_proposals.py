"""Changes of legal content that wait for a second official before the bot says them."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m048_content_proposals(db: Database) -> None:
    """`before` is the text the author saw (NULL: a new file), `after` the proposed one; `kind` as in content_versions. Times in ms."""
    db.conn.execute("""
        CREATE TABLE content_proposals (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            entry TEXT NOT NULL,
            kind TEXT NOT NULL,
            before TEXT,
            after TEXT NOT NULL,
            reason TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'returned', 'withdrawn')),
            proposed_by INTEGER NOT NULL,
            proposed_at INTEGER NOT NULL,
            decided_by INTEGER,
            decided_at INTEGER,
            comment TEXT NOT NULL DEFAULT ''
        ) STRICT""")
    db.conn.execute("CREATE UNIQUE INDEX content_proposals_waiting ON content_proposals (file) WHERE state = 'waiting'")
    db.conn.execute("CREATE INDEX content_proposals_by ON content_proposals (proposed_by, state)")
