"""Messages that did not arrive are put aside once an official has dealt with them."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m038_settled_failures(db: Database) -> None:
    """`put_aside_at` (ms): an official has seen it and nothing more is to be done. The lists and figures leave it out."""
    db.conn.execute("ALTER TABLE outbox ADD COLUMN put_aside_at INTEGER")
