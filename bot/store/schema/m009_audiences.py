"""What people want to hear: topics, tags, neighbourhood; and named segments."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m009_audiences(db: Database) -> None:
    """What people want to hear: topics, tags, neighbourhood; and named segments."""
