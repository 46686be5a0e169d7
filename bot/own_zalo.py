"""An official's own Zalo, for test sends: a code shown on the official's page and sent to the ward's OA ties the two."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from dataclasses import dataclass

from sqlite_utils import Database

from bot.clock import MINUTE, Clock
from bot.store import Store, audit, official_links, officials, people
from bot.zalo.limits import Window, window

CODE_LIFE_MS = 15 * MINUTE
DIGITS = 8
"""Long enough that nobody guesses one by writing messages for a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class OwnZalo:
    """The Zalo of an official. `is_open`: whether a test may be sent to it now."""

    email: str
    official_name: str
    person_name: str | None
    is_open: bool


class OwnZalos:
    """Makes codes, and says who is tied."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def new_code(self, official_id: int) -> str:
        """A code for a quarter of an hour; an older one of this official is worth nothing any more."""
        code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
        now = self._clock()
        with self._store.write() as db:
            official_links.put_code(db, official_id, _hash(code), now + CODE_LIFE_MS)
            audit.write(db, now, official_id, "zalo_code", str(official_id))
        return code

    def untie(self, official_id: int) -> None:
        """No test is sent to this official's Zalo any more."""
        with self._store.write() as db:
            official_links.link(db, official_id, None)
            audit.write(db, self._clock(), official_id, "zalo_untie", str(official_id))

    def of(self, official_id: int) -> OwnZalo | None:
        """The Zalo tied to an official, or None."""
        row = officials.by_id(self._store, official_id)
        return self._own(row) if row and row["person_id"] else None

    def tied(self) -> list[OwnZalo]:
        """Everybody whose Zalo is tied, by e-mail."""
        rows = [officials.by_id(self._store, row["id"]) for row in officials.everyone(self._store)]
        return [self._own(row) for row in rows if row and row["person_id"] and row["disabled_at"] is None]

    def _own(self, row: sqlite3.Row) -> OwnZalo:
        person = people.get(self._store, row["person_id"])
        is_open = person is not None and window(
            self._clock(), person["last_message_at"], person["last_interaction_at"]
        ) is not Window.CLOSED  # fmt: skip
        return OwnZalo(row["email"], row["name"], person["name"] if person else None, is_open)


def tie(db: Database, code: str, person_id: str, now_ms: int) -> None:
    """Who sent an open code is the official it was shown to; any other code does nothing."""
    official_id = official_links.take_code(db, _hash(code), now_ms)
    if official_id is not None:
        official_links.link(db, official_id, person_id)
        audit.write(db, now_ms, official_id, "zalo_tie", str(official_id))


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
