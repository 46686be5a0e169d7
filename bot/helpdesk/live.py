"""What follows by itself on officials' screens: whether a page is out of date, and what is unread."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from bot.clock import MINUTE, Clock
from bot.store import Store, live


class LiveState:
    """Cheap answers for pages that ask every few seconds."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def stamp(self) -> str:
        """A word that changes when anything on a list may have changed, and once a minute as waiting times grow."""
        return _digest((*live.changes(self._store), self._clock() // MINUTE))

    def talk_stamp(self, person_id: str, lines: int) -> str:
        """The same for the newest `lines` of one talk, without the minute."""
        return _digest(live.talk_changes(self._store, person_id, lines))

    def read_to(self, official_id: int, person_ids: Collection[str]) -> dict[str, int]:
        """Up to which message (ms) an official has read each talk; who is missing was never read."""
        return live.read_to(self._store, official_id, person_ids) if person_ids else {}

    def mark_read(self, official_id: int, person_id: str, newest: int | None) -> None:
        """Note that an official has seen the talk up to `newest` (ms, None: nothing to see)."""
        if newest is None or live.read_to(self._store, official_id, [person_id]).get(person_id, 0) >= newest:
            return
        with self._store.write(durable=False) as db:
            live.mark_read(db, official_id, person_id, newest)


def _digest(values: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]
