"""Finds messages whose call ended without a written result although the process runs on, and marks them unknown."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Set
from typing import TypeVar

from bot.clock import SECOND, Clock, steady_clock
from bot.store import DatabaseError, Store, outbox

log = logging.getLogger(__name__)

Result = TypeVar("Result")

LOOK_MS = 5 * SECOND
ORPHAN_MS = 15 * SECOND
"""A message marked as being sent for so long, without a call of this process, is an orphan."""

AGAIN_S = (0.2, 0.5, 1.0, 2.0)
MOST_TRIES = 60
"""Pauses between attempts to write while the disk refuses (the last one repeats), and the most attempts."""


class Orphans:
    """Finds orphans of one owner; receipts, the platform's record or an official settle them later.

    Until they are marked unknown, later messages to the same person would wait behind them.
    """

    def __init__(self, store: Store, owner: str, clock: Clock) -> None:
        self._store, self._owner, self._clock = store, owner, clock
        self._since: dict[int, int] = {}
        self._looked_at = 0

    def look(self, in_hand: Callable[[], Set[int]]) -> None:
        """Mark unknown what has been an orphan for ORPHAN_MS. `in_hand` returns the messages that have a call.

        Looks at the table every LOOK_MS at most.
        """
        now = steady_clock()
        if now - self._looked_at < LOOK_MS:
            return
        self._looked_at = now
        orphans = outbox.sending_ids(self._store, self._owner) - in_hand()  # in this order: a call may just have ended
        self._since = {message_id: self._since.get(message_id, now) for message_id in orphans}
        late = [message_id for message_id, since in self._since.items() if now - since >= ORPHAN_MS]
        if late:
            with self._store.write() as db:
                count = outbox.mark_calls_unknown(db, late, self._clock())
            log.warning("sender: %d messages are unknown, nobody could write down how they ended", count)


def until_written(write: Callable[[], Result], is_stopping: Callable[[], bool], what: str) -> Result:
    """Call `write` until it succeeds; raises its last error when the sender stops, or after MOST_TRIES attempts."""
    tries = 0
    while True:
        try:
            return write()
        except DatabaseError as error:
            if is_stopping() or tries == MOST_TRIES:
                raise
            if not tries:
                log.error("%s waits to be written down: %s", what, type(error).__name__)
            time.sleep(AGAIN_S[min(tries, len(AGAIN_S) - 1)])
            tries += 1
