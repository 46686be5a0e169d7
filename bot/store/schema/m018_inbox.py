"""Events nobody could finish: how often each was begun, and which are emptied as soon as they are finished."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m018_inbox_attempts(db: Database) -> None:
    """Also ends what earlier versions emptied before it was handled: it stopped every receipt behind it."""
    db.conn.execute("ALTER TABLE inbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("ALTER TABLE inbox ADD COLUMN erase_when_done INTEGER NOT NULL DEFAULT 0")
    db.conn.execute(
        "UPDATE inbox SET state = 'done', owner = NULL, error = NULL"
        " WHERE state IN ('new', 'working', 'dead') AND body IS NULL"
    )
