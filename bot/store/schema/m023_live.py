"""What each official has read and whether a page of theirs is open: for marks and counters that follow by themselves."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m023_live(db: Database) -> None:
    """`read_to` is the time (ms) of the newest message of a person that an official has seen."""
    db.conn.execute("""
        CREATE TABLE talk_reads (
            person_id TEXT NOT NULL,
            official_id INTEGER NOT NULL,
            read_to INTEGER NOT NULL,
            PRIMARY KEY (person_id, official_id)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("""
        CREATE TABLE open_pages (
            official_id INTEGER PRIMARY KEY,
            seen_at INTEGER NOT NULL
        ) STRICT""")
