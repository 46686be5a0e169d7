"""Posts that officials saved to begin new ones from."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m049_post_templates(db: Database) -> None:
    """`content` is a message as broadcasts keep it, `folded` the name in the form in which two are equal."""
    db.conn.execute("""
        CREATE TABLE post_templates (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            content TEXT NOT NULL,
            made_by INTEGER NOT NULL,
            made_at INTEGER NOT NULL
        ) STRICT""")
