"""Wrong tries counted by where they come from, so that a stranger's do not keep an official out; devices known already."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m027_lockouts(db: Database) -> None:
    """`origin`: a device's hash, or a word of bot.accounts.lockout. The counts of before, which mixed all, are dropped."""
    db.conn.execute("""
        CREATE TABLE lockouts (
            official_id INTEGER NOT NULL REFERENCES officials (id),
            origin TEXT NOT NULL,
            failures INTEGER NOT NULL,
            failed_at INTEGER NOT NULL,
            locked_until INTEGER NOT NULL,
            PRIMARY KEY (official_id, origin)
        )""")
    db.conn.execute("""
        CREATE TABLE known_devices (
            official_id INTEGER NOT NULL REFERENCES officials (id),
            device_hash TEXT NOT NULL,
            used_at INTEGER NOT NULL,
            PRIMARY KEY (official_id, device_hash)
        )""")
    db.conn.execute("ALTER TABLE officials DROP COLUMN failures")
    db.conn.execute("ALTER TABLE officials DROP COLUMN locked_until")
