"""An official may have several roles (bot.accounts.roles)."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m028_several_roles(db: Database) -> None:
    """The column holds ids of roles between commas, as the note of roles that need a second factor does."""
    db.conn.execute("ALTER TABLE officials RENAME COLUMN role TO roles")
