"""What officials are told: the matters, who was told of each and how, what each of them chose, and their devices."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m025_notices(db: Database) -> None:
    """A matter is told of once as long as it lasts; `subject` is a code of a ticket or a number, never a person."""
    db.conn.execute("""
        CREATE TABLE notices (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            text TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE UNIQUE INDEX notices_open ON notices (key) WHERE ended_at IS NULL")
    db.conn.execute("CREATE INDEX notices_by_time ON notices (created_at)")
    db.conn.execute("""
        CREATE TABLE notice_deliveries (
            id INTEGER PRIMARY KEY,
            notice_id INTEGER NOT NULL REFERENCES notices (id) ON DELETE CASCADE,
            official_id INTEGER NOT NULL,
            reason TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            tried_at INTEGER,
            told_at INTEGER,
            way TEXT,
            UNIQUE (notice_id, official_id, reason)
        ) STRICT""")
    db.conn.execute("CREATE INDEX notice_deliveries_due ON notice_deliveries (due_at) WHERE told_at IS NULL")
    db.conn.execute("CREATE INDEX notice_deliveries_of_official ON notice_deliveries (official_id, told_at)")
    db.conn.execute("""
        CREATE TABLE notice_choices (
            official_id INTEGER PRIMARY KEY,
            choices TEXT NOT NULL
        ) STRICT""")
    db.conn.execute("""
        CREATE TABLE push_subscriptions (
            id INTEGER PRIMARY KEY,
            official_id INTEGER NOT NULL,
            endpoint TEXT NOT NULL UNIQUE,
            p256dh TEXT NOT NULL,
            auth TEXT NOT NULL,
            device TEXT NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT""")
    db.conn.execute("CREATE INDEX push_subscriptions_of_official ON push_subscriptions (official_id)")
