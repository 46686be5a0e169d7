"""Whether this database is the one that worked here last, or an older copy: a restored one must not send anything by itself.

A number counts up in the database and in a file beside it whenever messages leave. A copy brought back is behind its
file, has none, or was marked as a copy when it was made; then everything rests until an official has looked.
"""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

from bot.broadcasts import transitions
from bot.broadcasts.comparing import begin_comparison
from bot.broadcasts.states import Act
from bot.clock import Clock
from bot.store import Store, Transaction, article_steps, audit, broadcasts, deliveries, inbox, key_values, outbox
from bot.store.broadcasts import Broadcast

log = logging.getLogger(__name__)

NUMBER = "lineage"
RESTORED = "restored_at"
COPY = "copied_at"
"""Set in the copy itself when a backup is made."""


class RestoreGuard:
    """The line of one database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Looks once, at the start."""
        self._store, self._clock = store, clock
        self._file = store.path.with_name(store.path.name + ".lineage")
        self._writing, self._written_number = threading.Lock(), 0
        if not self.is_restored() and self._is_a_copy():
            self.rest()
        if not self.is_restored():
            self.mark()

    def is_restored(self) -> bool:
        """True until an official confirms that a restored database may send."""
        return key_values.get(self._store, RESTORED) is not None

    def mark(self) -> None:
        """Count on: a copy made before now is older than this."""
        with self._store.write(durable=False) as db:
            number = self.count(db)
        self.keep(number)

    def count(self, db: Transaction) -> int:
        """One more, in the caller's transaction; hand what it returns to `keep` once that is committed."""
        number = int(key_values.get(self._store, NUMBER) or 0) + 1
        key_values.set_in(db, NUMBER, str(number))
        return number

    def keep(self, number: int) -> None:
        """Write the number beside the database, in place of the one there; a smaller one comes too late."""
        with self._writing:
            if number <= self._written_number:
                return
            handle = os.open(self._file, os.O_CREAT | os.O_WRONLY, 0o600)
            try:
                os.pwrite(handle, f"{number:020}".encode(), 0)
            finally:
                os.close(handle)
            self._written_number = number

    def confirm(self, official_id: int | None) -> None:
        """An official looked and lets the database work on; paused broadcasts still wait for a decision of their own."""
        now = self._clock()
        with self._store.write() as db:
            for key in (RESTORED, COPY):
                key_values.remove(db, key)
            audit.write(db, now, official_id, "confirm_restore")
        self.mark()

    def notice_past(self, why: str) -> None:
        """Zalo has what only waits here: this is an older copy, though the number beside it came along. Let it rest."""
        if not self.is_restored():
            log.error("this database is older than what Zalo has (%s): nothing is sent until a manager confirms", why)
            self.rest()

    def rest(self) -> None:
        """Let nothing leave until an official confirms: what waited in an older copy may have gone out after it was made."""
        now = self._clock()
        with self._store.write() as db:
            key_values.set_in(db, RESTORED, str(now))
            for row in broadcasts.in_state(self._store, ("sending", "scheduled")):
                if row.state == "sending" or _is_past(row, now):
                    deliveries.recall_queued(db, row.id)
                    begin_comparison(db, row, whole=True)
                    transitions.move_state(db, row, Act.PAUSE, now, reason="restored")
            article_steps.pause_everything(db, now)
            outbox.mark_queued_unknown(db, "restored", now)
            inbox.mark_waiting_failed(db, "restored", now)

    def _is_a_copy(self) -> bool:
        if key_values.get(self._store, COPY) is not None:
            return True
        beside = _read_number(self._file)  # first: another process may count on in between
        number = int(key_values.get(self._store, NUMBER) or 0)
        return number > 0 if beside is None else beside > number


def _is_past(row: Broadcast, now: int) -> bool:
    moment = row.next_fire_at if row.role == "series" else row.send_at
    return moment is not None and moment <= now


def _read_number(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
