"""Broadcasts: what is to be said to many, one row per (broadcast, person), and everything that was done about it."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations

_STATES = """('draft', 'submitted', 'approved', 'returned', 'rejected', 'scheduled', 'sending', 'paused', 'sent',
             'stopped', 'expired')"""


@migrations()
def m008_broadcasts(db: Database) -> None:
    """`content` is what is being written, `frozen` what was approved, byte for byte what `frozen_hash` signs."""
    db.conn.execute(f"""
        CREATE TABLE broadcasts (
            id INTEGER PRIMARY KEY,
            role TEXT NOT NULL DEFAULT 'single' CHECK (role IN ('single', 'series', 'item', 'occurrence')),
            series_id INTEGER REFERENCES broadcasts (id),
            position INTEGER,
            kind TEXT NOT NULL CHECK (kind IN ('article', 'consultation', 'promotion', 'template')),
            state TEXT NOT NULL CHECK (state IN {_STATES}),
            title TEXT NOT NULL,
            topic TEXT,
            content TEXT NOT NULL,
            frozen TEXT,
            frozen_hash TEXT,
            author_id INTEGER NOT NULL,
            approver_id INTEGER,
            reason TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            send_at INTEGER,
            latest_start INTEGER,
            repeat TEXT,
            next_fire_at INTEGER,
            fired INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            audience_at INTEGER,
            spread_to TEXT,
            is_spread INTEGER NOT NULL DEFAULT 0,
            held_until INTEGER,
            held_reason TEXT,
            UNIQUE (series_id, role, position)
        ) STRICT""")
    db.conn.execute(
        "CREATE INDEX broadcasts_due ON broadcasts (send_at) WHERE state = 'scheduled' AND role != 'series'"
    )
    db.conn.execute(
        "CREATE INDEX series_due ON broadcasts (next_fire_at) WHERE state = 'scheduled' AND role = 'series'"
    )
    db.conn.execute("CREATE INDEX broadcasts_sending ON broadcasts (id) WHERE state = 'sending'")
    db.conn.execute("CREATE INDEX broadcasts_by_state ON broadcasts (state, id)")
    db.conn.execute("CREATE INDEX broadcasts_by_time ON broadcasts (coalesce(started_at, send_at, created_at))")


@migrations()
def m008_deliveries(db: Database) -> None:
    """One row per (broadcast, person); the trigger keeps it equal to its message in the outbox at every moment."""
    db.conn.execute("""
        CREATE TABLE deliveries (
            id INTEGER PRIMARY KEY,
            broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
            person_id TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN
                ('waiting', 'queued', 'sent', 'delivered', 'seen', 'failed', 'unknown', 'expired', 'cancelled', 'left_out')),
            outcome TEXT,
            code TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            sent_at INTEGER,
            settled_at INTEGER,
            UNIQUE (broadcast_id, person_id)
        ) STRICT""")
    db.conn.execute("CREATE INDEX deliveries_by_outcome ON deliveries (broadcast_id, state, outcome)")
    db.conn.execute(
        "CREATE INDEX deliveries_in_order ON deliveries (broadcast_id)"
    )  # and by id, as every index is at last
    db.conn.execute("CREATE INDEX deliveries_waiting ON deliveries (broadcast_id, id) WHERE state = 'waiting'")
    db.conn.execute("CREATE INDEX deliveries_recent ON deliveries (broadcast_id, settled_at)")
    db.conn.execute(
        "CREATE INDEX deliveries_of_person ON deliveries (person_id, sent_at, broadcast_id) WHERE sent_at IS NOT NULL"
    )
    db.conn.execute("CREATE INDEX deliveries_unknown ON deliveries (id) WHERE state = 'unknown'")
    db.conn.execute("ALTER TABLE outbox ADD COLUMN delivery_id INTEGER")
    db.conn.execute("CREATE INDEX outbox_of_delivery ON outbox (delivery_id) WHERE delivery_id IS NOT NULL")
    db.conn.execute("""
        CREATE TRIGGER outbox_moves_delivery AFTER UPDATE OF state ON outbox
        WHEN NEW.delivery_id IS NOT NULL AND NEW.state != OLD.state
        BEGIN
            UPDATE deliveries SET
                state = CASE WHEN NEW.state IN ('queued', 'sending') THEN 'queued'
                             WHEN NEW.state = 'cancelled' AND NEW.outcome IS NOT NULL THEN 'left_out'
                             ELSE NEW.state END,
                outcome = NEW.outcome,
                code = NEW.code,
                attempts = NEW.attempts,
                sent_at = CASE WHEN NEW.state IN ('sent', 'delivered', 'seen', 'unknown')
                               THEN coalesce(sent_at, NEW.attempted_at) ELSE sent_at END,
                settled_at = CASE WHEN NEW.state IN ('queued', 'sending') THEN settled_at ELSE NEW.settled_at END
            WHERE id = NEW.delivery_id;
        END""")


@migrations()
def m008_counting(db: Database) -> None:
    """Clicks and presses are counted, never who made them."""
    db.conn.execute("""
        CREATE TABLE clicks (
            broadcast_id INTEGER NOT NULL REFERENCES broadcasts (id),
            kind TEXT NOT NULL CHECK (kind IN ('link', 'press')),
            target INTEGER NOT NULL,
            day TEXT NOT NULL,
            times INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (broadcast_id, kind, target, day)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("ALTER TABLE people ADD COLUMN blocked_at INTEGER")
    db.conn.execute("ALTER TABLE officials ADD COLUMN person_id TEXT")
    db.conn.execute("CREATE INDEX audit_of_subject ON audit (subject, id)")
    db.conn.execute("CREATE INDEX people_following ON people (id) WHERE follows = 1")
    db.conn.execute(
        "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit"
        " BEGIN SELECT raise(ABORT, 'the audit is only ever added to'); END"
    )
    db.conn.execute(
        "CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit"
        " BEGIN SELECT raise(ABORT, 'the audit is only ever added to'); END"
    )
