"""The audit for managers: who did what and when. Lines are never changed or deleted (a trigger holds that)."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from bot.store import Store, audit_pages

PAGE = 50


class AuditBook:
    """Reads only."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, filters: Mapping[str, Any], *, is_oldest_first: bool = False) -> tuple[list[sqlite3.Row], bool]:
        """(one page of the lines that fit, newest first unless told, whether more follow).

        `filters`: official_id, action, subject, since, until (ms), before and after (a line's id); None leaves one out.
        """
        rows = audit_pages.search(self._store, filters, PAGE + 1, is_oldest_first=is_oldest_first)
        return rows[:PAGE], len(rows) > PAGE

    def actions(self) -> list[str]:
        """Every kind of act there is a line of."""
        return audit_pages.actions(self._store)
