"""How far broadcasts reach: telephone numbers their owners agreed to be reached by, and whom Zalo has had enough for."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m017_phones(db: Database) -> None:
    """One number a person, kept only after a clear yes. Beside table people, so that its indexes stay narrow."""
    db.conn.execute("""
        CREATE TABLE person_phones (
            person_id TEXT PRIMARY KEY,
            phone TEXT NOT NULL,
            agreed_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID""")


@migrations()
def m017_over_quota(db: Database) -> None:
    """Few rows: who had got, by Zalo's word, all there is for one person in a period."""
    db.conn.execute(
        "CREATE INDEX deliveries_over_quota ON deliveries (person_id, settled_at, broadcast_id)"
        " WHERE outcome = 'quota_person'"
    )
