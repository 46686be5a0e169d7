"""Failed items: messages that did not arrive, and events that could not be handled."""

from __future__ import annotations

from dataclasses import replace

from bot.store import Store, failures
from bot.store.failures import STATES, FailedEvent, FailedMessage, FailureQuery

__all__ = ["PAGE", "STATES", "FailedEvent", "FailedItems", "FailedMessage", "FailureQuery"]

PAGE = 20


class FailedItems:
    """Reads them; bot.helpdesk.service sends and handles again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def messages(self, query: FailureQuery) -> tuple[int, list[FailedMessage]]:
        """Return (how many match, one page of them)."""
        return failures.messages(self._store, query)

    def newest(self, limit: int) -> tuple[list[FailedEvent], list[FailedMessage]]:
        """Return the newest events and messages, without the names of their people."""
        query = FailureQuery(limit=limit)
        return (
            [replace(event, person=None) for event in self.events(query)[1]],
            [replace(message, person=None) for message in self.messages(query)[1]],
        )

    def events(self, query: FailureQuery) -> tuple[int, list[FailedEvent]]:
        """Return (how many match, one page of them)."""
        return failures.events(self._store, query)
