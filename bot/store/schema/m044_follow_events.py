"""Each time somebody follows or leaves is a row without the person, so that past figures stay what they were."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m044_follow_events(db: Database) -> None:
    """`is_told` is 1 when Zalo said so in an event, 0 when the list of followers showed it later (`at` is when it was read).

    Of earlier changes what is still known: a person's first day and last change.
    """
    db.conn.execute("""
        CREATE TABLE follow_events (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            follows INTEGER NOT NULL CHECK (follows IN (0, 1)),
            is_told INTEGER NOT NULL CHECK (is_told IN (0, 1))
        ) STRICT""")
    db.conn.execute("CREATE INDEX follow_events_by_time ON follow_events (at, follows, is_told)")
    db.conn.execute(
        "INSERT INTO follow_events (at, follows, is_told)"
        " SELECT coalesce(follows_at, first_seen_at), 1, follows_at IS NOT NULL FROM people WHERE follows = 1"
        " UNION ALL SELECT first_seen_at, 1, 0 FROM people WHERE follows = 0 AND follows_at IS NOT NULL"
        " UNION ALL SELECT follows_at, 0, 1 FROM people WHERE follows = 0 AND follows_at IS NOT NULL"
    )
    _make_triggers(db)
    db.conn.execute("DROP INDEX people_since")


def _make_triggers(db: Database) -> None:
    """Every way a person's row changes writes one, whatever statement does it."""
    db.conn.execute("""
        CREATE TRIGGER person_came_following AFTER INSERT ON people WHEN NEW.follows = 1
        BEGIN
            INSERT INTO follow_events (at, follows, is_told)
            VALUES (coalesce(NEW.follows_at, NEW.first_seen_at), 1, NEW.follows_at IS NOT NULL);
        END""")
    db.conn.execute("""
        CREATE TRIGGER person_follows_or_leaves AFTER UPDATE OF follows ON people
        WHEN NEW.follows IS NOT NULL AND NEW.follows IS NOT OLD.follows AND NOT (OLD.follows IS NULL AND NEW.follows = 0)
        BEGIN
            INSERT INTO follow_events (at, follows, is_told) VALUES (
                CASE WHEN NEW.follows_at IS NOT OLD.follows_at THEN NEW.follows_at ELSE
                    max(NEW.first_seen_at, coalesce(NEW.follows_at, 0), coalesce(NEW.listed_at, 0),
                        coalesce(NEW.details_at, 0)) END,
                NEW.follows,
                NEW.follows_at IS NOT OLD.follows_at);
        END""")
    # The list of followers showed it first, and the event came afterwards: it counts as told, and as one person still.
    db.conn.execute("""
        CREATE TRIGGER person_was_listed_first AFTER UPDATE OF follows_at ON people
        WHEN NEW.follows = 1 AND OLD.follows = 1 AND OLD.follows_at IS NULL AND NEW.follows_at IS NOT NULL
        BEGIN
            INSERT INTO follow_events (at, follows, is_told) VALUES (NEW.follows_at, 1, 1), (NEW.follows_at, 0, 0);
        END""")
