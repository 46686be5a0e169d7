"""Asks Zalo who has a broadcast already, before it goes on after a standstill.

A folder or a virtual machine brought back from a snapshot does not know what was sent since; nor does a restored backup. Zalo does:
the record of each person's talk shows the message. Only consultations have such a record.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from bot.broadcasts.kinds import KindServices, MessageRecipient, find_kind
from bot.broadcasts.message import load_approved
from bot.clock import MINUTE
from bot.messaging.talk_records import find_in_record, is_closed_by_person
from bot.store import Transaction, broadcasts, deliveries, deliveries_missing, key_values
from bot.store.broadcasts import Broadcast
from bot.store.deliveries import WaitingDelivery
from bot.store.outbox_records import REPLY_KINDS
from bot.zalo.calls import CallFailed
from bot.zalo.limits import CHATS_PAGE

STANDSTILL_MS = 5 * MINUTE
"""So long without a beat of the clock, the machine was off, asleep, or is another one."""

ENOUGH_MISSES = 20
"""So many people in a row without the message: it was not sent any further. People get it in the order they are asked in."""

PEOPLE_AT_ONCE = 10
SLACK_MS = 5 * MINUTE
"""How far the clocks may be apart."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far one is: the last delivery asked about, misses in a row; `whole` asks about everybody (a restored backup)."""

    after: int = 0
    misses: int = 0
    whole: bool = False


def begin_comparison(db: Transaction, row: Broadcast, *, whole: bool) -> None:
    """Let this broadcast send nothing before Zalo was asked; for kinds without a record nothing happens."""
    if row.kind in REPLY_KINDS and row.started_at is not None:
        key_values.set_in(db, _key(row.id), json.dumps(asdict(Comparison(whole=whole))))


class RecordComparisons:
    """Makes the comparisons that are begun. `advance` is called by the clock, `is_under_way` by who sends."""

    def __init__(self, services: KindServices) -> None:
        self._services, self._store, self._clock = services, services.store, services.clock

    def note_standstill(self) -> None:
        """The machine stood still, or this is an older copy of it: compare every broadcast under way."""
        with self._store.write() as db:
            for row in broadcasts.broadcasts_sending(self._store):
                if row.kind in REPLY_KINDS and not self.is_under_way(row.id):
                    deliveries.recall_queued(db, row.id)
                    begin_comparison(db, row, whole=False)

    def is_under_way(self, broadcast_id: int) -> bool:
        """Whether a broadcast must wait for its comparison."""
        return key_values.get(self._store, _key(broadcast_id)) is not None

    def advance(self) -> int:
        """Ask about the next people of each broadcast that compares; returns how many had the message already."""
        return sum(
            self._advance_one(row, Comparison(**json.loads(note)))
            for row in broadcasts.broadcasts_sending(self._store)
            if (note := key_values.get(self._store, _key(row.id))) is not None
        )

    def _advance_one(self, row: Broadcast, state: Comparison) -> int:
        waiting = deliveries_missing.waiting_after(self._store, row.id, state.after, PEOPLE_AT_ONCE)
        count = 0
        for delivery in waiting:
            try:
                sent_at, refusal = self._sent_at(row, delivery), None
            except CallFailed as failure:
                if not is_closed_by_person(failure):
                    return count
                sent_at, refusal = None, failure.result.outcome
            state = replace(state, after=delivery.id, misses=0 if sent_at else state.misses + (refusal is None))
            count += sent_at is not None
            with self._store.write() as db:
                if sent_at is not None:
                    deliveries_missing.settle_by_record(db, delivery.id, sent_at)
                elif refusal is not None:  # a message would meet the same refusal, or be the second one
                    deliveries.leave_out(db, delivery.id, refusal, self._clock())
                key_values.set_in(db, _key(row.id), json.dumps(asdict(state)))
        is_through = len(waiting) < PEOPLE_AT_ONCE and row.is_spread
        if is_through or (state.misses >= ENOUGH_MISSES and not state.whole):
            with self._store.write() as db:
                key_values.remove(db, _key(row.id))
        return count

    def _sent_at(self, row: Broadcast, delivery: WaitingDelivery) -> int | None:
        """When (ms) this person got this broadcast by Zalo's record; None when not. Raises CallFailed."""
        message = load_approved(row.frozen, row.frozen_hash)
        kind = find_kind(row.kind).for_message(message)
        payload = kind.payload(message, MessageRecipient(row.id, delivery.name, delivery.id), self._services)
        talk = self._services.zalo.conversation(delivery.person_id, count=CHATS_PAGE)
        entries = find_in_record(talk, payload, (row.started_at or 0) - SLACK_MS)
        return entries[0].at_ms if entries else None


def _key(broadcast_id: int) -> str:
    return f"compare_broadcast:{broadcast_id}"
