"""The book of activities off line, for reports."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m014_activities(db: Database) -> None:
    """The book of activities off line, for reports."""
