"""One run of a series left out or moved, proposed by one official and decided by another; the series goes on meanwhile."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m037_series_changes(db: Database) -> None:
    """`run_at` is when the run would go out, `to_at` when it shall instead (NULL: not at all); both ms."""
    db.conn.execute("""
        CREATE TABLE series_changes (
            id INTEGER PRIMARY KEY,
            series_id INTEGER NOT NULL REFERENCES broadcasts (id),
            run_at INTEGER NOT NULL,
            to_at INTEGER,
            reason TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'refused')),
            proposed_by INTEGER NOT NULL,
            proposed_at INTEGER NOT NULL,
            decided_by INTEGER,
            decided_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX series_changes_open ON series_changes (id) WHERE state = 'proposed'")
    db.conn.execute("CREATE INDEX series_changes_of_series ON series_changes (series_id, id)")
