"""The book of activities off line, and sums that reports read instead of a million rows."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m014_activities(db: Database) -> None:
    """What officials did away from Zalo: `day` is YYYY-MM-DD; `people` are attendances, NULL when nobody counted them.

    With `is_more` there were more people than that ("hơn 100").
    """
    db.conn.execute("""
        CREATE TABLE activities (
            id INTEGER PRIMARY KEY,
            day TEXT NOT NULL,
            kind TEXT NOT NULL,
            place TEXT NOT NULL,
            events INTEGER NOT NULL CHECK (events > 0),
            people INTEGER CHECK (people >= 0),
            is_more INTEGER NOT NULL DEFAULT 0 CHECK (is_more IN (0, 1)),
            note TEXT NOT NULL DEFAULT '',
            official_id INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT""")
    db.conn.execute("CREATE INDEX activities_by_day ON activities (day, id)")
    db.conn.execute(
        "CREATE TABLE quiz_counts (day TEXT NOT NULL, quiz TEXT NOT NULL, played INTEGER NOT NULL,"
        " right INTEGER NOT NULL, asked INTEGER NOT NULL, PRIMARY KEY (day, quiz)) STRICT, WITHOUT ROWID"
    )
    db.conn.execute(  # all a report asks of followers, so that it need not read the people's rows
        "CREATE INDEX people_since ON people (coalesce(follows_at, first_seen_at), follows, follows_at, first_seen_at)"
    )


@migrations()
def m014_delivery_counts(db: Database) -> None:
    """How many deliveries of a broadcast stand where, kept by triggers: a year's million rows cannot be counted at each look.

    `outcome` is '' where the delivery has none.
    """
    db.conn.execute("""
        CREATE TABLE delivery_counts (
            broadcast_id INTEGER NOT NULL,
            state TEXT NOT NULL,
            outcome TEXT NOT NULL,
            n INTEGER NOT NULL,
            PRIMARY KEY (broadcast_id, state, outcome)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute(
        "INSERT INTO delivery_counts SELECT broadcast_id, state, coalesce(outcome, ''), count(*) FROM deliveries"
        " GROUP BY broadcast_id, state, coalesce(outcome, '')"
    )
    decrease = (
        "UPDATE delivery_counts SET n = n - 1 WHERE broadcast_id = OLD.broadcast_id AND state = OLD.state"
        " AND outcome = coalesce(OLD.outcome, '');"
    )
    increase = (
        "INSERT INTO delivery_counts VALUES (NEW.broadcast_id, NEW.state, coalesce(NEW.outcome, ''), 1)"
        " ON CONFLICT DO UPDATE SET n = n + 1;"
    )
    db.conn.execute(f"CREATE TRIGGER deliveries_counted AFTER INSERT ON deliveries BEGIN {increase} END")
    db.conn.execute(f"CREATE TRIGGER deliveries_uncounted AFTER DELETE ON deliveries BEGIN {decrease} END")
    db.conn.execute(
        "CREATE TRIGGER deliveries_recounted AFTER UPDATE OF state, outcome ON deliveries"
        f" WHEN NEW.state IS NOT OLD.state OR NEW.outcome IS NOT OLD.outcome BEGIN {decrease} {increase} END"
    )
