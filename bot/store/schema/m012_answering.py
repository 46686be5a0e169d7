"""Working on talks: who has taken one, notes, canned answers, ratings."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m012_answering(db: Database) -> None:
    """A talk with an official is a ticket of its own kind; beside it notes, ready answers and who looks at what."""
    for column in (
        "official_id INTEGER",
        "waiting_since INTEGER",
        "first_answer_at INTEGER",
        "answered_by INTEGER",
        "ended TEXT",
        "result TEXT",
        "rating_asked_at INTEGER",
        "rated_at INTEGER",
        "rating_words TEXT",
    ):
        db.conn.execute(f"ALTER TABLE tickets ADD COLUMN {column}")
    db.conn.execute("UPDATE tickets SET waiting_since = created_at WHERE state = 'open'")
    # Most tickets are closed ones of the past: an index by state would lure the planner into reading all of them.
    db.conn.execute("DROP INDEX tickets_open")
    db.conn.execute("CREATE INDEX tickets_in_hand ON tickets (created_at) WHERE state <> 'closed'")
    db.conn.execute("CREATE INDEX tickets_waiting ON tickets (waiting_since) WHERE state = 'open'")
    db.conn.execute("CREATE INDEX tickets_closed ON tickets (settled_at) WHERE state = 'closed'")
    db.conn.execute("CREATE INDEX tickets_by_official ON tickets (official_id, state) WHERE official_id IS NOT NULL")
    db.conn.execute("CREATE INDEX tickets_by_time ON tickets (created_at)")
    db.conn.execute("CREATE INDEX tickets_rated ON tickets (rated_at) WHERE rated_at IS NOT NULL")
    db.conn.execute(
        "INSERT INTO tickets (code, person_id, kind, state, created_at, waiting_since)"
        " SELECT 'GC-0' || rowid, id, 'handover', 'open', handed_over_at, handed_over_at FROM people"
        " WHERE handed_over_until IS NOT NULL AND handed_over_at IS NOT NULL"
    )
    db.conn.execute("""
        CREATE TABLE talk_notes (
            id INTEGER PRIMARY KEY,
            person_id TEXT NOT NULL,
            official_id INTEGER,
            text TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT""")
    db.conn.execute("CREATE INDEX talk_notes_of_person ON talk_notes (person_id, id)")
    db.conn.execute("""
        CREATE TABLE talk_presence (
            person_id TEXT NOT NULL,
            official_id INTEGER NOT NULL,
            since INTEGER NOT NULL,
            seen_at INTEGER NOT NULL,
            PRIMARY KEY (person_id, official_id)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("""
        CREATE TABLE canned_answers (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL UNIQUE COLLATE NOCASE,
            text TEXT NOT NULL,
            official_id INTEGER,
            changed_at INTEGER NOT NULL
        ) STRICT""")
