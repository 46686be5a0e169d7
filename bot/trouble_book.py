"""What did not work between residents and the ward: messages that did not arrive, events nobody could handle."""

from __future__ import annotations

import sqlite3

from bot.store import Store, trouble_lists
from bot.store.trouble_lists import STATES, Query

__all__ = ["PAGE", "STATES", "Query", "TroubleBook"]

PAGE = 20


class TroubleBook:
    """Reads only; bot.desk sends and handles again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def messages(self, query: Query) -> tuple[int, list[sqlite3.Row]]:
        """(how many fit, one page of them); see bot.store.trouble_lists."""
        return trouble_lists.messages(self._store, query)

    def events(self, query: Query) -> tuple[int, list[sqlite3.Row]]:
        """(how many fit, one page of them)."""
        return trouble_lists.events(self._store, query)
