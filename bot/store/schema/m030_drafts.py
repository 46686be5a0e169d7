"""Drafts of forms: what an official typed and has not sent yet."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m030_drafts(db: Database) -> None:
    """One draft for each official and form, with the resident it is about; sessions that ended are known for a while."""
    db.conn.execute("ALTER TABLE sessions ADD COLUMN ended_at INTEGER")
    db.conn.execute("""
        CREATE TABLE form_drafts (
            official_id INTEGER NOT NULL,
            address TEXT NOT NULL,
            page TEXT NOT NULL,
            person_id TEXT,
            fields TEXT NOT NULL,
            saved_at INTEGER NOT NULL,
            PRIMARY KEY (official_id, address)
        ) STRICT""")
    db.conn.execute("CREATE INDEX form_drafts_of_person ON form_drafts (person_id) WHERE person_id IS NOT NULL")
