"""The audit log as managers read it: who did what and when, reading included. No line is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.clock import HOUR, Clock
from bot.store import Store, audit, audit_pages
from bot.store.audit import AuditLine

__all__ = ["AuditLine", "AuditLog"]

PAGE = 50
READ_TALK = "read_talk"
READ_PERSON = "read_person"
AGAIN_MS = HOUR
"""Reading the same again within this time leaves no second line: an open page asks every few seconds."""


class AuditLog:
    """Reads the lines that officials' acts have written (bot.store.audit)."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def note_reading(self, what: str, person_id: str, official_id: int) -> None:
        """Write down that an official read something of a resident (READ_TALK, READ_PERSON): nobody looks in unseen."""
        now = self._clock()
        if not audit.has_line_since(self._store, official_id, (what,), person_id, now - AGAIN_MS):
            with self._store.write(durable=False) as db:
                audit.write(db, now, official_id, what, person_id)

    def page(self, filters: Mapping[str, Any], *, is_oldest_first: bool = False) -> tuple[list[AuditLine], bool]:
        """Return (one page of the lines that match, newest first unless asked otherwise; whether more follow).

        `filters`: official_id, action, subject, since, until (ms), before and after (a line's id); None leaves one out.
        """
        rows = audit_pages.search(self._store, filters, PAGE + 1, is_oldest_first=is_oldest_first)
        return rows[:PAGE], len(rows) > PAGE

    def actions(self) -> list[str]:
        """Return every kind of act there is a line of."""
        return audit_pages.actions(self._store)
