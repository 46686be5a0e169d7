"""The first tables: people, queues, tokens, tickets, officials, articles."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m001_people(db: Database) -> None:
    """Who writes or follows, and what is remembered between two messages."""
    db.conn.execute("""
        CREATE TABLE people (
            id TEXT PRIMARY KEY,
            name TEXT,
            follows INTEGER,
            first_seen_at INTEGER NOT NULL,
            last_message_at INTEGER,
            last_interaction_at INTEGER,
            introduced_at INTEGER,
            opted_out_at INTEGER,
            handed_over_at INTEGER,
            handed_over_until INTEGER,
            state TEXT,
            state_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX people_handed_over ON people (handed_over_until) WHERE handed_over_until IS NOT NULL")


@migrations()
def m002_inbox(db: Database) -> None:
    """Every event of the platform as it came, unique by its own identity."""
    db.conn.execute("""
        CREATE TABLE inbox (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            person_id TEXT,
            received_at INTEGER NOT NULL,
            body BLOB,
            state TEXT NOT NULL CHECK (state IN ('new', 'working', 'done', 'dead')),
            owner TEXT,
            error TEXT,
            done_at INTEGER
        ) STRICT""")
    # SQLite takes a partial index only for a condition of the same letters: one index a state.
    db.conn.execute("CREATE INDEX inbox_new ON inbox (person_id, id) WHERE state = 'new'")
    db.conn.execute("CREATE INDEX inbox_waiting ON inbox (id) WHERE state = 'new'")
    db.conn.execute("CREATE INDEX inbox_working ON inbox (person_id, owner) WHERE state = 'working'")
    db.conn.execute("CREATE INDEX inbox_dead ON inbox (id) WHERE state = 'dead'")
    db.conn.execute("CREATE INDEX inbox_of_person ON inbox (person_id, id)")
    db.conn.execute("CREATE INDEX inbox_by_time ON inbox (received_at)")


@migrations()
def m003_outbox(db: Database) -> None:
    """The only way out: one row is one message to one person."""
    db.conn.execute("""
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            person_id TEXT NOT NULL,
            event_id INTEGER,
            official_id INTEGER,
            kind TEXT NOT NULL,
            priority INTEGER NOT NULL,
            reply TEXT,
            fingerprint TEXT,
            state TEXT NOT NULL CHECK (state IN
                ('queued', 'sending', 'sent', 'delivered', 'seen', 'failed', 'expired', 'cancelled', 'unknown')),
            attempts INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            not_before INTEGER NOT NULL,
            owner TEXT,
            attempted_at INTEGER,
            message_id TEXT,
            outcome TEXT,
            code TEXT,
            note TEXT,
            settled_at INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX outbox_queue ON outbox (priority, id) WHERE state = 'queued'")
    db.conn.execute("CREATE INDEX outbox_due ON outbox (not_before) WHERE state = 'queued'")
    db.conn.execute("CREATE INDEX outbox_open ON outbox (person_id, id) WHERE state IN ('queued', 'sending')")
    db.conn.execute("CREATE INDEX outbox_sending ON outbox (owner) WHERE state = 'sending'")
    db.conn.execute("CREATE INDEX outbox_unknown ON outbox (person_id) WHERE state = 'unknown'")
    db.conn.execute("CREATE INDEX outbox_unsettled ON outbox (attempted_at) WHERE state = 'unknown'")
    db.conn.execute("CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed'")
    db.conn.execute("CREATE INDEX outbox_message ON outbox (message_id) WHERE message_id IS NOT NULL")
    db.conn.execute("CREATE INDEX outbox_of_person ON outbox (person_id, id)")
    db.conn.execute("""
        CREATE TABLE receipts (
            message_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL,
            person_id TEXT,
            fingerprint TEXT,
            PRIMARY KEY (message_id, kind)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("CREATE INDEX receipts_of_person ON receipts (person_id, fingerprint) WHERE kind = 'sent'")


@migrations()
def m004_tokens(db: Database) -> None:
    """The one token pair of the OA, the lease of its refresher, and sign-ins to Zalo under way."""
    db.conn.execute("""
        CREATE TABLE tokens (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            access_token TEXT,
            refresh_token TEXT,
            expires_at INTEGER,
            refreshed_at INTEGER,
            lost_at INTEGER,
            lost_reason TEXT,
            lease_owner TEXT,
            lease_until INTEGER
        ) STRICT""")
    db.conn.execute("""
        CREATE TABLE connections (
            state TEXT PRIMARY KEY,
            verifier TEXT NOT NULL,
            official_id INTEGER NOT NULL,
            created_at INTEGER NOT NULL
        ) STRICT""")


@migrations()
def m005_tickets(db: Database) -> None:
    """What an official must look at: feedback taken down, and people who want a person."""
    db.conn.execute("""
        CREATE TABLE tickets (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL UNIQUE,
            person_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            text TEXT,
            rating INTEGER,
            state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
            created_at INTEGER NOT NULL,
            settled_at INTEGER,
            settled_by INTEGER
        ) STRICT""")
    db.conn.execute("CREATE INDEX tickets_open ON tickets (state, created_at)")
    db.conn.execute("CREATE INDEX tickets_of_person ON tickets (person_id)")


@migrations()
def m006_officials(db: Database) -> None:
    """Who may sign in, their sessions, and who did what."""
    db.conn.execute("""
        CREATE TABLE officials (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE COLLATE NOCASE,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('viewer', 'author', 'approver', 'answerer', 'editor', 'manager')),
            password_hash TEXT NOT NULL,
            must_change INTEGER NOT NULL DEFAULT 1,
            failures INTEGER NOT NULL DEFAULT 0,
            locked_until INTEGER,
            disabled_at INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT""")
    db.conn.execute("""
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            official_id INTEGER NOT NULL REFERENCES officials (id),
            csrf TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            seen_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            official_id INTEGER,
            action TEXT NOT NULL,
            subject TEXT,
            detail TEXT
        ) STRICT""")


@migrations()
def m007_articles(db: Database) -> None:
    """The ward portal's articles as its feed gave them."""
    db.conn.execute("""
        CREATE TABLE articles (
            id INTEGER PRIMARY KEY,
            guid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            summary TEXT NOT NULL,
            url TEXT,
            image TEXT,
            published_at INTEGER,
            fetched_at INTEGER NOT NULL
        ) STRICT""")
    db.conn.execute("CREATE INDEX articles_by_time ON articles (published_at)")
    db.conn.execute("CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
