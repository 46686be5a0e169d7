"""What the sender asks of broadcasts and of the database's line: it knows neither room itself."""

from __future__ import annotations

import sqlite3
from typing import Protocol

from sqlite_utils import Database

from bot.zalo.messages import SendResult


class Bulk(Protocol):
    """What the sender asks about messages that belong to a broadcast (bot.broadcasts)."""

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many."""
        ...

    def is_out(self, person: sqlite3.Row | None, kind: str) -> str | None:
        """Why this person gets no message of this kind after all, or None."""
        ...

    def is_night(self, kind: str) -> bool:
        """Whether nothing of this kind may leave at this hour."""
        ...

    def takes_over(self, db: Database, row: sqlite3.Row, result: SendResult) -> bool:
        """True when the message went back to wait with its whole broadcast."""
        ...

    def after_trouble(self, db: Database, row: sqlite3.Row, result: SendResult) -> None:
        """A message was refused or its fate is unknown."""
        ...


class Line(Protocol):
    """The line of this database (bot.lineage): it counts what leaves, so that an older copy is known as one."""

    def count(self, db: Database) -> int:
        """One more, in the caller's transaction; returns the number."""
        ...

    def keep(self, number: int) -> None:
        """Keep the number outside the database."""
        ...
