"""What was not understood, and versions of content."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m013_wording(db: Database) -> None:
    """What was not understood, and versions of content."""
