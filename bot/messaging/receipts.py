"""Background events in batches: receipts of our messages, labels, answers of officials in the platform's page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.clock import Clock
from bot.event import LABELS, Event, Kind
from bot.messaging.attempts import CalmAfterStart, check_attempts, describe_error
from bot.messaging.outbox import fingerprint
from bot.store import DatabaseError, Store, Transaction, inbox, outbox, tags
from bot.store.database import is_disk_trouble, savepoint
from bot.store.inbox import ClaimedEvent

log = logging.getLogger(__name__)

BATCH = 50
"""Events in one transaction: few enough that a turn does not wait long to write."""

STEPS = {Kind.SENT: "sent", Kind.RECEIVED: "received", Kind.SEEN: "seen"}


class Receipts:
    """Settles messages by their receipts, and keeps labels equal to those at the platform."""

    def __init__(
        self,
        store: Store,
        read_event: Callable[[ClaimedEvent], Event],
        record_zalo_answer: Callable[[Transaction, Event], None],
        notice_past: Callable[[str], None],
        *,
        owner: str,
        clock: Clock,
    ) -> None:
        """`record_zalo_answer` records that an official answered a person in the platform's own page (bot.helpdesk).

        `notice_past` is told when Zalo reports a message of a broadcast as sent that only waits here: our rows are older.
        """
        self._store, self._read_event, self._record_zalo_answer = store, read_event, record_zalo_answer
        self._owner, self._clock, self._is_calm = owner, clock, CalmAfterStart()
        self._notice_past, self._ahead = notice_past, ""
        self._unfinished: list[int] = []
        """Events of the last batch while it is under way, and after the database refused it."""

    def take_batch(self) -> int:
        """Handle one batch of waiting background events; returns how many there were. One thread calls this."""
        if not self._unfinished and not inbox.has_background(self._store):
            return 0
        batch = self._claim_batch()
        with self._store.write(durable=False) as db:
            ids = [claimed.id for claimed in batch if self._is_handled(db, claimed)]
            if ids and not inbox.mark_done(db, ids, self._owner, self._clock()):
                raise RuntimeError("receipts: events in hand were taken away")
        self._unfinished = []
        if self._ahead:
            self._notice_past(self._ahead)
            self._ahead = ""
        return len(batch)

    def _claim_batch(self) -> list[ClaimedEvent]:
        """Take a batch in a commit of its own, so that a process that dies of an event leaves its attempt counted.

        What the database refused before waits again first; that was the fault of no event.
        """
        with self._store.write(durable=False) as db:
            if self._unfinished:
                inbox.put_back(db, self._unfinished, self._owner, is_attempt=False)
            batch = inbox.claim_background(db, self._owner, BATCH, takes_suspects=self._is_calm())
        self._unfinished = [claimed.id for claimed in batch]
        return batch

    def _is_handled(self, db: Transaction, claimed: ClaimedEvent) -> bool:
        """Handle one event; False when that failed: it is marked failed, and the others of the batch go on."""
        try:
            check_attempts(claimed.attempts)
            with savepoint(db):
                self._handle_event(db, claimed)
            return True
        except Exception as error:
            if isinstance(error, DatabaseError) and is_disk_trouble(error):
                raise
            log.exception("receipts: event %s of kind %s is dead", claimed.id, claimed.kind)
            inbox.mark_failed(db, claimed.id, describe_error(error), self._clock())
            return False

    def _handle_event(self, db: Transaction, claimed: ClaimedEvent) -> None:
        event = self._read_event(claimed)
        if event.kind in LABELS:
            _note_label(db, event)
            return
        kind = event.kind
        if kind in (Kind.SENT, Kind.OFFICIAL) and _is_ahead(db, event):
            self._ahead = "a message that waits here has arrived there"
        if kind is Kind.OFFICIAL:
            if not _is_echo(db, event):
                self._record_zalo_answer(db, event)
                return
            kind = Kind.SENT
            inbox.note_kind(db, claimed.id, kind)
        if kind in STEPS:
            _note_receipt(db, event, kind)


def _is_echo(db: Transaction, event: Event) -> bool:
    """Whether the event only repeats a message that this program sent, or is sending just now."""
    return outbox.knows_message(db, event.person_id or "", event.message_ids, _mark(event))


def _mark(event: Event) -> str:
    """The fingerprint of what an echo repeats: its words, or the name of its file."""
    return fingerprint(event.text or str(event.attachment.get("name") or ""))


def _is_ahead(db: Transaction, event: Event) -> bool:
    """Whether Zalo has a message of a broadcast that still waits here for its first attempt, and no other of ours is meant."""
    return outbox.is_ahead(db, event.person_id or "", fingerprint(event.text)) and not _is_echo(db, event)


def _note_receipt(db: Transaction, event: Event, kind: Kind) -> None:
    """Write down that a message of ours was sent, received or seen."""
    mark = _mark(event) if kind is Kind.SENT else None
    at = event.occurred_at or event.received_at
    for platform_id in event.message_ids:
        outbox.note_receipt(db, platform_id, STEPS[kind], at, event.person_id, mark)


def _note_label(db: Transaction, event: Event) -> None:
    """A label was given to people, taken off them, or deleted. A new label without people changes nothing."""
    tag = event.details.get("tag")
    if not tag:
        return
    if event.kind is Kind.TAG_REMOVED:
        tags.note_removed(db, tag)
    for person_id in event.details.get("person_ids", ()):
        tags.note(db, person_id, tag, is_on=event.kind is Kind.TAGGED)
