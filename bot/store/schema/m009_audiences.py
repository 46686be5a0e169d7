"""What people want to hear: topics, labels, neighbourhood; named segments; and how far the list of followers was read."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m009_audiences(db: Database) -> None:
    """What people want to hear: topics, labels ("tags"), neighbourhood; and named segments."""
    db.conn.execute("ALTER TABLE people ADD COLUMN neighbourhood TEXT")
    # Ids between commas (",dat-dai,y-te,"), NULL for "all": one column, so that an index alone answers (below).
    db.conn.execute("ALTER TABLE people ADD COLUMN topics TEXT")
    # An audience is counted without touching the rows, which hold whole talks: 30,000 followers in milliseconds.
    db.conn.execute(
        "CREATE INDEX people_audience ON people (last_interaction_at, neighbourhood, topics, follows, id) WHERE follows = 1"
    )
    db.conn.execute(
        "CREATE INDEX people_of_neighbourhood ON people (neighbourhood, last_interaction_at, topics, follows, id)"
        " WHERE follows = 1 AND neighbourhood IS NOT NULL"
    )
    db.conn.execute("""
        CREATE TABLE segments (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            rule TEXT NOT NULL,
            created_by INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT""")


@migrations()
def m009_tags(db: Database) -> None:
    """Labels as we know them, and changes of ours that the platform has not taken yet (or has refused: `code`)."""
    db.conn.execute("""
        CREATE TABLE person_tags (
            tag TEXT NOT NULL,
            person_id TEXT NOT NULL,
            PRIMARY KEY (person_id, tag)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("CREATE INDEX person_tags_by_tag ON person_tags (tag, person_id)")
    db.conn.execute("""
        CREATE TABLE tag_changes (
            id INTEGER PRIMARY KEY,
            person_id TEXT NOT NULL,
            tag TEXT NOT NULL,
            wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
            attempts INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            code TEXT,
            outcome TEXT,
            created_at INTEGER NOT NULL,
            UNIQUE (person_id, tag)
        ) STRICT""")
    db.conn.execute("CREATE INDEX tag_changes_due ON tag_changes (due_at) WHERE due_at IS NOT NULL")
    db.conn.execute("CREATE INDEX tag_changes_refused ON tag_changes (id) WHERE due_at IS NULL")


@migrations()
def m009_people_sync(db: Database) -> None:
    """How far the platform's list of followers was read, and whose details are to be read when."""
    for column in ("follows_at", "listed_at", "details_at", "details_due_at", "erased_at"):
        db.conn.execute(f"ALTER TABLE people ADD COLUMN {column} INTEGER")
    db.conn.execute("CREATE INDEX people_details_due ON people (details_due_at) WHERE details_due_at IS NOT NULL")
    db.conn.execute("CREATE INDEX people_listed ON people (listed_at) WHERE follows = 1")
    db.conn.execute("""
        CREATE TABLE people_sync (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            parts TEXT NOT NULL,
            reached INTEGER NOT NULL DEFAULT 0,
            expected INTEGER,
            is_cut INTEGER NOT NULL DEFAULT 0,
            new_people INTEGER NOT NULL DEFAULT 0,
            left_people INTEGER,
            slow_downs INTEGER NOT NULL DEFAULT 0,
            rest_until INTEGER NOT NULL DEFAULT 0
        ) STRICT""")
