"""Durable events: one writer thread commits whatever waits as a group; each request waits for its own group."""

from __future__ import annotations

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable

from bot.event import Event
from bot.store import Store
from bot.store import inbox as events

log = logging.getLogger(__name__)

GROUP_LIMIT = 256
"""Most events in one commit: bounds how long the first of them waits."""


class NotStored(Exception):
    """The disk refused: the event is not recorded, and the platform must send it again."""


class _Waiting:
    """An event on its way to the disk, and the request that waits for it."""

    __slots__ = ("body", "event", "is_new", "on_its_way", "stored")

    def __init__(self, event: Event, body: bytes) -> None:
        self.event, self.body = event, body
        self.on_its_way = threading.Lock()  # held until the commit; a bare lock costs a third of an Event
        self.on_its_way.acquire()
        self.stored = False
        self.is_new = False


class Inbox:
    """The way of events to the disk. `on_new` hears of each new event after its commit."""

    def __init__(self, store: Store, on_new: Callable[[Event], None]) -> None:
        self._store = store
        self._on_new = on_new
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_groups, name="inbox-writer", daemon=True)
        self._thread.start()

    def record(self, event: Event, body: bytes) -> bool:
        """Return once the event is on disk: True when new, False for a repeat. Raises NotStored."""
        waiting = _Waiting(event, body)
        self._queue.put(waiting)
        if not waiting.on_its_way.acquire(timeout=30) or not waiting.stored:
            raise NotStored
        return waiting.is_new

    def close(self) -> None:
        """Commit what waits, then stop."""
        self._queue.put(None)
        self._thread.join(timeout=5)

    def _write_groups(self) -> None:
        while (first := self._queue.get()) is not None:
            self._commit([first])

    def _commit(self, group: list[_Waiting]) -> None:
        """Commit what waits by the time it is our turn to write: the busier the disk, the more goes in one commit."""
        try:
            with self._store.write() as db:
                self._join(group)
                new = events.insert(db, [(waiting.event, waiting.body) for waiting in group])
            stored = True
        except sqlite3.Error as error:
            log.error("inbox: the disk refused %d events: %s", len(group), type(error).__name__)
            new, stored = set(), False
        for waiting in group:
            waiting.stored = stored
            waiting.is_new = waiting.event.key in new
            new.discard(waiting.event.key)  # a repeat in the same group is not new a second time
            waiting.on_its_way.release()
            if waiting.is_new:
                self._on_new(waiting.event)

    def _join(self, group: list[_Waiting]) -> None:
        while len(group) < GROUP_LIMIT and not self._queue.empty():
            following = self._queue.get()
            if following is None:
                self._queue.put(None)
                return
            group.append(following)
