"""Failed items: messages that did not arrive, and events that could not be handled."""

from __future__ import annotations

from dataclasses import replace

from bot.clock import Clock
from bot.store import Store, audit, failures
from bot.store.failures import STATES, FailedEvent, FailedMessage, FailureQuery

__all__ = ["PAGE", "STATES", "FailedEvent", "FailedItems", "FailedMessage", "FailureQuery"]

PAGE = 20


class FailedItems:
    """Reads them, and puts aside what needs no more; bot.helpdesk.service sends and handles again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def messages(self, query: FailureQuery) -> tuple[int, list[FailedMessage]]:
        """Return (how many match, one page of them)."""
        return failures.messages(self._store, query)

    def count(self) -> int:
        """How many messages did not arrive and are not put aside."""
        return failures.messages(self._store, FailureQuery(limit=0))[0]

    def put_aside(self, message_id: int, official_id: int) -> bool:
        """An official has dealt with a message that did not arrive; False when it is in no list any more."""
        with self._store.write() as db:
            is_done = failures.put_aside(db, message_id, self._clock())
            if is_done:
                audit.write(db, self._clock(), official_id, "failure_put_aside", str(message_id))
        return is_done

    def put_all_aside(self, before_ms: int, official_id: int) -> int:
        """The same for all that was refused or dropped up to a moment (ms), which the official saw listed; how many."""
        with self._store.write() as db:
            count = failures.put_all_aside(db, before_ms, self._clock())
            if count:
                audit.write(db, self._clock(), official_id, "failures_put_aside", None, str(count))
        return count

    def mark_arrived(self, message_id: int, official_id: int) -> bool:
        """An official saw at Zalo that a message of unknown fate arrived; False when its fate is known by now."""
        with self._store.write() as db:
            is_done = failures.mark_arrived(db, message_id, self._clock())
            if is_done:
                audit.write(db, self._clock(), official_id, "message_arrived", str(message_id))
        return is_done

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
