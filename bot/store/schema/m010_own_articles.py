"""Articles made or taken over for Zalo, and how far each got there."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m010_own_articles(db: Database) -> None:
    """Articles made or taken over for Zalo, and how far each got there."""
