"""What the platform says about messages of ours, and events that are nobody's turn: read in batches."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable

from sqlite_utils import Database

from bot.clock import Clock
from bot.event import LABELS, Event, Kind
from bot.outbox import fingerprint
from bot.store import Store, outbox, tags
from bot.store import inbox as events

log = logging.getLogger(__name__)

BATCH = 50
"""Few enough that a turn waiting to write does not notice."""

STEPS = {Kind.SENT: "sent", Kind.RECEIVED: "received", Kind.SEEN: "seen"}


class Receipts:
    """Settles messages by the events that speak of them, and keeps labels as the platform has them."""

    def __init__(self, store: Store, parse: Callable[[bytes, int], Event], *, owner: str, clock: Clock) -> None:
        self._store, self._parse, self._owner, self._clock = store, parse, owner, clock

    def take(self) -> int:
        """Read one batch of waiting events; returns how many there were."""
        if not events.has_unowned(self._store):
            return 0
        with self._store.write(durable=False) as db:
            rows = events.claim_unowned(db, self._owner, BATCH)
            for row in rows:
                self._settle(db, row)
            if rows:
                events.finish(db, [row["id"] for row in rows], self._owner, self._clock())
        return len(rows)

    def _settle(self, db: Database, row: sqlite3.Row) -> None:
        event = self._parse(row["body"], row["received_at"])
        if event.kind in LABELS:
            _note_label(db, event)
            return
        step = STEPS.get(event.kind)
        if step is None:
            return
        at = event.occurred_at or event.received_at
        for platform_id in event.message_ids:
            mark = fingerprint(event.text) if event.kind is Kind.SENT else None
            outbox.note_receipt(db, platform_id, step, at, event.person_id, mark)


def _note_label(db: Database, event: Event) -> None:
    """A label was given, taken back, or taken off everyone. A new label nobody has yet says nothing of anybody."""
    tag = event.details.get("tag")
    if not tag:
        return
    if event.kind is Kind.TAG_REMOVED:
        tags.note_removed(db, tag)
    for person_id in event.details.get("person_ids", ()):
        tags.note(db, person_id, tag, is_on=event.kind is Kind.TAGGED)
