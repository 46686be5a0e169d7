"""Roles of officials are checked by code (bot.accounts.roles), so that a new role changes no table."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m022_roles(db: Database) -> None:
    """Replace the column `role` by one without a CHECK: a rebuilt table would break the references of others to it."""
    db.conn.execute("ALTER TABLE officials ADD COLUMN unchecked_role TEXT NOT NULL DEFAULT 'viewer'")
    db.conn.execute("UPDATE officials SET unchecked_role = role")
    db.conn.execute("ALTER TABLE officials DROP COLUMN role")
    db.conn.execute("ALTER TABLE officials RENAME COLUMN unchecked_role TO role")
