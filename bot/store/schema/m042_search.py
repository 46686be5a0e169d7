"""Words of talks to be found without accents, and names that officials corrected at their person's wish."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m042_search(db: Database) -> None:
    """One row for each message with words, deleted with it. A corrected name is not replaced by the platform's."""
    db.conn.execute("ALTER TABLE people ADD COLUMN name_corrected_at INTEGER")
    db.conn.execute("""
        CREATE TABLE talk_words (
            event_id INTEGER PRIMARY KEY,
            person_id TEXT NOT NULL,
            at INTEGER NOT NULL,
            words TEXT NOT NULL
        ) STRICT""")
    db.conn.execute("CREATE INDEX talk_words_of_person ON talk_words (person_id)")
    db.conn.execute("CREATE INDEX talk_words_by_time ON talk_words (at)")
