"""What officials tell each other beside a talk: notes, and who has it open."""

from __future__ import annotations

import sqlite3

from bot.answering.errors import DeskError
from bot.clock import MINUTE, Clock
from bot.store import Store, answering_notes, audit

LONGEST = 2000
"""Characters of a note."""

HERE_MS = 5 * MINUTE
"""An official who had the talk open this recently is taken to be at it; a page without scripts tells nothing sooner."""


class Notes:
    """Notes and presence. Nothing of this is ever sent."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def add(self, person_id: str, text: str, official_id: int | None) -> None:
        """Write a note about one person's talk. Raises DeskError."""
        text = text.strip()
        if not text:
            raise DeskError("Ghi chú chưa có chữ nào.")
        if len(text) > LONGEST:
            raise DeskError("Ghi chú dài quá 2.000 ký tự. Hãy rút ngắn.")
        now = self._clock()
        with self._store.write() as db:
            answering_notes.add(db, person_id, official_id, text, now)
            audit.write(db, now, official_id, "note", person_id)

    def of_person(self, person_id: str) -> list[sqlite3.Row]:
        """(text, created_at, official) of the notes, newest first."""
        return answering_notes.of_person(self._store, person_id)

    def look(self, person_id: str, official_id: int) -> None:
        """This official has the talk open now."""
        now = self._clock()
        with self._store.write(durable=False) as db:
            answering_notes.look(db, person_id, official_id, now, now - HERE_MS)

    def leave(self, person_id: str, official_id: int) -> None:
        """This official is done with the talk."""
        with self._store.write(durable=False) as db:
            answering_notes.leave(db, person_id, official_id)

    def others(self, person_id: str, official_id: int) -> list[sqlite3.Row]:
        """(name, since) of other officials who have the talk open."""
        return answering_notes.others(self._store, person_id, official_id, self._clock() - HERE_MS)
