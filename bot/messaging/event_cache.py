"""Parsed events between the webhook, which parses them, and the worker that handles them."""

from __future__ import annotations

import threading
from collections.abc import Callable

from bot.event import Event
from bot.store.inbox import ClaimedEvent

MOST_EVENTS = 2000
"""Events that are remembered at once; of more the oldest are forgotten and parsed again from the inbox."""


class EventCache:
    """Hands each parsed event to the worker that claims its row, so that a body is parsed once.

    What another or an earlier process received is not in it, and is parsed from the stored body.
    """

    def __init__(self, parse: Callable[[bytes, int], Event], most: int = MOST_EVENTS) -> None:
        self._parse, self._most = parse, most
        self._events: dict[str, Event] = {}
        self._guard = threading.Lock()

    def put(self, event: Event) -> None:
        """Remember an event that was recorded in the inbox."""
        with self._guard:
            self._events[event.key] = event
            if len(self._events) > self._most:
                del self._events[next(iter(self._events))]

    def take(self, claimed: ClaimedEvent) -> Event:
        """The event of a claimed row; it is forgotten here. Raises NotAnObject when a stored body cannot be parsed."""
        with self._guard:
            event = self._events.pop(claimed.key, None)
        return event or self._parse(claimed.body, claimed.received_at)
