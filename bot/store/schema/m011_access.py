"""Second factor, and what the installation asks of officials."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m011_access(db: Database) -> None:
    """Second factor, and what the installation asks of officials."""
