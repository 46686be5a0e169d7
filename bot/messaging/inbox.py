"""Durable events: one writer thread commits whatever waits as a group; each request waits for its own group."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable

from bot.event import Event
from bot.lib.supervisor import Supervisor, Worker
from bot.store import DatabaseError, Store
from bot.store import inbox as events

log = logging.getLogger(__name__)

GROUP_LIMIT = 256
"""Most events in one commit: bounds how long the first of them waits."""

PATIENCE_S = 5.0
"""How long a request waits for its commit; Zalo itself waits two seconds, and sends the event again."""

STUCK_S = 2.0
"""A commit that takes longer than this (another process holds the database): requests no longer wait, so that they do
not take all threads of the web server away from the officials' pages and /healthz."""


class EventNotStored(Exception):
    """The disk refused: the event is not recorded, and the platform must send it again."""


class _WaitingRequest:
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

    def __init__(self, store: Store, on_new: Callable[[Event], None], supervisor: Supervisor) -> None:
        self._store = store
        self._on_new = on_new
        self._queue: queue.SimpleQueue[_WaitingRequest | None] = queue.SimpleQueue()
        self._writing_since: float | None = None
        self._worker = supervisor.start("inbox-writer", self._write_groups)

    def record(self, event: Event, body: bytes) -> bool:
        """Return once the event is on disk: True when new, False for a repeat. Raises EventNotStored."""
        since = self._writing_since
        if since is not None and time.monotonic() - since > STUCK_S:
            raise EventNotStored
        waiting = _WaitingRequest(event, body)
        self._queue.put(waiting)
        if not waiting.on_its_way.acquire(timeout=PATIENCE_S) or not waiting.stored:
            raise EventNotStored
        return waiting.is_new

    def close(self) -> None:
        """Commit what waits, then stop."""
        self._worker.stop()
        self._queue.put(None)
        self._worker.join(5)

    def _write_groups(self, worker: Worker) -> None:
        while True:
            worker.beat()
            try:
                first = self._queue.get(timeout=1)
            except queue.Empty:
                continue
            if first is None:
                return
            self._writing_since = time.monotonic()
            try:
                self._commit_group([first])
            finally:
                self._writing_since = None

    def _commit_group(self, group: list[_WaitingRequest]) -> None:
        """Commit what waits by the time it is our turn to write: the busier the disk, the more goes in one commit.

        Whatever happens, every request of the group hears of it.
        """
        new: set[str] = set()
        stored = False
        try:
            with self._store.write() as db:
                self._join_waiting(group)
                new = events.insert_events(db, [(waiting.event, waiting.body) for waiting in group])
            stored = True
        except DatabaseError as error:
            log.error("inbox: the disk refused %d events: %s", len(group), type(error).__name__)
        finally:
            fresh = [event for waiting in group if (event := self._release_request(waiting, stored, new)) is not None]
        for event in fresh:
            self._on_new(event)

    def _release_request(self, waiting: _WaitingRequest, stored: bool, new: set[str]) -> Event | None:
        """Let one request go on; returns its event when it is new."""
        waiting.stored = stored
        waiting.is_new = stored and waiting.event.key in new
        new.discard(waiting.event.key)  # a repeat in the same group is not new a second time
        waiting.on_its_way.release()
        return waiting.event if waiting.is_new else None

    def _join_waiting(self, group: list[_WaitingRequest]) -> None:
        while len(group) < GROUP_LIMIT and not self._queue.empty():
            following = self._queue.get()
            if following is None:
                self._queue.put(None)
                return
            group.append(following)
