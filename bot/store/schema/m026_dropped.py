"""Answers that were dropped for their age are listed."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m026_dropped(db: Database) -> None:
    """Find them without reading the whole outbox."""
    db.conn.execute("CREATE INDEX outbox_dropped ON outbox (id) WHERE state = 'expired' AND delivery_id IS NULL")
