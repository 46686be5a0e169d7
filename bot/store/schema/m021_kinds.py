"""Kinds of broadcasts are known to the program, not to the database (bot.broadcasts.kinds)."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m021_kinds_by_code(db: Database) -> None:
    """A new kind needs no new table: the list of kinds in the CHECK of the column goes, with the column it stands in."""
    db.conn.execute("ALTER TABLE broadcasts ADD COLUMN kind_name TEXT NOT NULL DEFAULT ''")
    db.conn.execute("UPDATE broadcasts SET kind_name = kind")
    db.conn.execute("ALTER TABLE broadcasts DROP COLUMN kind")
    db.conn.execute("ALTER TABLE broadcasts RENAME COLUMN kind_name TO kind")
