"""The ward's library of pictures: what each uploaded picture shows."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m050_pictures(db: Database) -> None:
    """`name` is the file's; `removed_at` (ms) takes it out of the library, while posts that use it keep it."""
    db.conn.execute("""
        CREATE TABLE pictures (
            name TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            made_by INTEGER,
            made_at INTEGER NOT NULL,
            removed_at INTEGER
        ) STRICT""")
