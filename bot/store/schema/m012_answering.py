"""Working on talks: who has taken one, notes, canned answers, ratings."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.schema.registry import migrations


@migrations()
def m012_answering(db: Database) -> None:
    """Working on talks: who has taken one, notes, canned answers, ratings."""
