"""Second factor, sessions by device, the audit by who, what and when, and how many messages left in each hour."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations

_REACHED = "'sent', 'delivered', 'seen'"


@migrations()
def m011_access(db: Database) -> None:
    """`last_step` is the newest half minute whose code was taken: a code works once. Recovery codes are kept hashed."""
    db.conn.execute("""
        CREATE TABLE factors (
            official_id INTEGER PRIMARY KEY REFERENCES officials (id),
            secret TEXT NOT NULL,
            confirmed_at INTEGER,
            last_step INTEGER NOT NULL DEFAULT 0
        ) STRICT""")
    db.conn.execute("""
        CREATE TABLE recovery_codes (
            official_id INTEGER NOT NULL REFERENCES officials (id),
            code_hash TEXT NOT NULL,
            PRIMARY KEY (official_id, code_hash)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute("ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT ''")
    # 1: the password was right, the code of the second factor is still to come
    db.conn.execute("ALTER TABLE sessions ADD COLUMN is_half INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("CREATE INDEX sessions_of_official ON sessions (official_id, seen_at)")
    db.conn.execute("CREATE INDEX audit_by_official ON audit (official_id, id)")
    db.conn.execute("CREATE INDEX audit_by_action ON audit (action, id)")
    db.conn.execute("CREATE INDEX audit_by_time ON audit (at)")


@migrations()
def m011_delivery_hours(db: Database) -> None:
    """Messages of broadcasts by the hour they left, kept equal to the rows by triggers: a chart counts no million rows."""
    db.conn.execute("""
        CREATE TABLE delivery_hours (
            hour INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('reached', 'failed')),
            count INTEGER NOT NULL,
            PRIMARY KEY (hour, kind)
        ) STRICT, WITHOUT ROWID""")
    db.conn.execute(
        f"INSERT INTO delivery_hours (hour, kind, count) SELECT {_hour('d')}, {_kind('d')}, count(*) FROM deliveries AS d"
        f" WHERE {_counts('d')} GROUP BY 1, 2"
    )
    db.conn.execute(
        f"CREATE TRIGGER deliveries_count_new AFTER INSERT ON deliveries WHEN {_counts('NEW')} BEGIN {_add('NEW', 1)} END"
    )
    db.conn.execute(
        "CREATE TRIGGER deliveries_count_moved AFTER UPDATE OF state, sent_at, settled_at ON deliveries"
        f" WHEN {_counts('OLD')} OR {_counts('NEW')} BEGIN {_add('OLD', -1)} {_add('NEW', 1)} END"
    )


def _counts(row: str) -> str:
    return f"({row}.state IN ({_REACHED}, 'failed') AND {_hour(row)} IS NOT NULL)"


def _hour(row: str) -> str:
    return f"(coalesce({row}.sent_at, {row}.settled_at) / 3600000)"


def _kind(row: str) -> str:
    return f"CASE {row}.state WHEN 'failed' THEN 'failed' ELSE 'reached' END"


def _add(row: str, by: int) -> str:
    return (
        f"INSERT INTO delivery_hours (hour, kind, count) SELECT {_hour(row)}, {_kind(row)}, {by} WHERE {_counts(row)}"
        " ON CONFLICT (hour, kind) DO UPDATE SET count = count + excluded.count;"
    )
