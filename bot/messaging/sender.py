"""Sends the messages of the outbox: one sender, one rate limit, bounded concurrency."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.clock import Clock
from bot.lib.process_lock import Owner
from bot.lib.rate_limit import RateLimit
from bot.lib.supervisor import Supervisor, Worker, start_threads
from bot.messaging.hooks import BroadcastHooks, Deliver, SendCounter
from bot.messaging.orphans import Orphans, until_written
from bot.messaging.send_results import FailureRecorder, fingerprint_sent
from bot.messaging.stale_answers import STALE, DroppedMessage, StaleAnswers
from bot.store import DatabaseError, Store, Transaction, outbox, people
from bot.store.group_commit import GroupCommit
from bot.store.outbox_records import OutboxMessage
from bot.store.people import PersonRecord
from bot.zalo.errors import Outcome
from bot.zalo.limits import Window, window
from bot.zalo.messages import SendResult
from bot.zalo.outgoing import Refused

log = logging.getLogger(__name__)

CLOSING_S = 2.5
"""How long the end of the program waits for calls under way; the whole end may take five seconds."""

ROLE = "sender"


class Sender:
    """Sends what the outbox holds while this process leads; the sender of another process waits until it may lead.

    `bulk` decides about messages of broadcasts, `counter` counts what leaves.
    """

    def __init__(
        self,
        store: Store,
        deliver: Deliver,
        may_send: Callable[[], bool],
        bulk: BroadcastHooks,
        counter: SendCounter,
        stale: StaleAnswers,
        *,
        supervisor: Supervisor,
        owner: Owner,
        clock: Clock,
        per_second: float,
        concurrency: int,
    ) -> None:
        self._store, self._deliver, self._may_send, self._owner, self._clock = store, deliver, may_send, owner, clock
        self._bulk, self._counter, self._stale, self._supervisor = bulk, counter, stale, supervisor
        self._failures = FailureRecorder(store, bulk, stale, clock)
        self._limit, self._concurrency = RateLimit(per_second, clock), concurrency
        self._under_way = self._number = self._ahead = 0
        self._claimed: list[OutboxMessage] = []
        self._in_hand: set[int] = set()
        self._orphans = Orphans(store, owner.name, clock)
        self._endings = GroupCommit(store, self._settle_sent)
        self._lead: int | None = None
        self._due: int | None = None
        self._stopping = self._woken = False
        self._wake = threading.Condition()
        self._pool = ThreadPoolExecutor(concurrency, thread_name_prefix="send")
        self._worker: Worker | None = None

    @property
    def paused_until(self) -> int:
        """Until when (ms) the platform's rate limit holds the whole queue; 0 when it does not."""
        return self._failures.paused_until

    def start(self) -> None:
        """Start sending; messages that wait in the outbox are sent too."""
        start_threads(self._pool, self._concurrency)
        self._worker = self._supervisor.start("sender", self._run_rounds)

    def wake(self) -> None:
        """Look at the outbox now: a message was queued, or a place became free."""
        with self._wake:
            self._woken = True
            self._wake.notify_all()

    def close(self) -> bool:
        """Take no new messages and let calls under way end; False when one did not end in time.

        Such a call stays "sending" in the table; the next start marks it unknown, for a receipt or an official to settle.
        """
        self._stopping = True
        if self._worker is not None:
            self._worker.stop()
            self.wake()
            self._worker.join(CLOSING_S)
        self._pool.shutdown(wait=False)
        with self._wake:
            is_done = self._wake.wait_for(lambda: not self._under_way, timeout=CLOSING_S)
        self._give_back()
        return is_done

    def _give_back(self) -> None:
        """Queue again what was claimed and not begun; if the disk refuses, the next start marks it unknown."""
        if self._claimed:
            with suppress(DatabaseError), self._store.write() as db:
                outbox.give_back(db, [message.id for message in self._claimed])

    def _run_rounds(self, worker: Worker) -> None:
        while not self._stopping:
            worker.beat()
            self._orphans.look(self._ids_in_hand)
            if not self._send_some():
                with self._wake:
                    self._wake.wait_for(lambda: self._woken, self._seconds_to_rest())
                    self._woken = False

    def _seconds_to_rest(self) -> float:
        """Seconds to rest: short while something waits only for the rate limit."""
        wait = 1000 if self._due is None else self._due - self._clock()
        return min(max(wait, 20), 500) / 1000

    def _send_some(self) -> int:
        """Claim what may leave now and hand it to the pool; returns how many."""
        if self._claimed:
            return self._begin_claimed()  # the last round broke off after its claim
        if self.paused_until or not self._is_leader() or self._has_nothing() or not self._may_send():
            return 0
        if 0 < self._ahead <= self._concurrency:
            self._refill_outbox()  # before the last one is taken, so that no place is left free meanwhile
        free = self._concurrency - self._under_way
        if free <= 0:
            return 0
        self._due = outbox.next_due(self._store, self._clock())
        if self._due is None or self._due > self._clock():
            return self._refill_outbox()  # looked at again at once when they put something in
        granted = self._limit.take(free)
        if not granted:
            return 0
        with self._store.write() as db:
            claimed = outbox.claim(db, self._owner.name, self._clock(), granted)
            number = self._counter.count(db) if claimed else 0
        self._remember_claimed(claimed, number)
        self._limit.give_back(granted - len(claimed))
        return self._begin_claimed()

    def _has_nothing(self) -> bool:
        """Whether no message is due and no broadcast is under way: then nobody asks for the token and its key."""
        now = self._clock()
        self._due = outbox.next_due(self._store, now)
        return (self._due is None or self._due > now) and not self._bulk.is_sending()

    def _remember_claimed(self, claimed: Sequence[OutboxMessage], number: int) -> None:
        """Remember claimed messages until their calls begin, even if that has to wait (no file descriptors)."""
        with self._wake:
            self._in_hand.update(message.id for message in claimed)
            self._claimed += claimed
            self._number = max(self._number, number)

    def _begin_claimed(self) -> int:
        """Hand what is claimed to the pool; returns how many."""
        if not self._claimed:
            return 0
        self._counter.keep(self._number)  # before the first call: a copy made earlier is older than this
        with self._wake:
            messages, self._claimed = self._claimed, []
            self._under_way += len(messages)
        for message in messages:
            self._note_begun(message)
            self._pool.submit(self._send_in_row, message)
        return len(messages)

    def _ids_in_hand(self) -> set[int]:
        with self._wake:
            return set(self._in_hand)

    def _refill_outbox(self) -> int:
        """Let broadcasts put more messages in the outbox; returns how many. `_ahead` counts those that wait there."""
        count = self._bulk.refill()
        self._ahead = self._ahead + count if count else 0
        return count

    def _note_begun(self, message: OutboxMessage) -> None:
        if not message.is_bulk:
            return
        with self._wake:
            self._ahead = max(0, self._ahead - 1)
            if self._ahead == self._concurrency:
                self._woken = True
                self._wake.notify_all()

    def _is_leader(self) -> bool:
        if self._lead is None:
            self._lead = self._owner.lead(ROLE)
        return self._lead is not None

    def _send_in_row(self, message: OutboxMessage) -> None:
        """Send this message and, as long as each is taken, the next ones in the same thread."""
        following: OutboxMessage | None = message
        try:
            while following is not None:
                following = self._send_one(following)
        finally:
            with self._wake:
                self._under_way -= 1
                self._woken = True
                self._wake.notify_all()

    def _send_one(self, message: OutboxMessage) -> OutboxMessage | None:
        """Make one call and settle it; returns the next message to send, if one was taken along."""
        try:
            return self._write_down(message, self._result_of(message))
        except Exception:
            # The message stays "sending" and becomes unknown. Nothing is ever resent because of our own fault.
            log.exception("sender: message %s could not be settled", message.id)
            return None
        finally:
            with self._wake:
                self._in_hand.discard(message.id)

    def _result_of(self, message: OutboxMessage) -> SendResult | DroppedMessage:
        """How the call ended, or why none was made."""
        if self._stale.is_stale(message):
            return STALE
        person = people.get(self._store, message.person_id)
        if message.is_bulk:
            outcome = self._bulk.exclusion_reason(person, message.kind)
            if outcome:
                return DroppedMessage("cancelled", outcome=outcome)
            if self._bulk.is_night(message.kind):
                return SendResult(Outcome.NIGHT, note="not called")
        return self._call_platform(message, person)

    def _write_down(self, message: OutboxMessage, result: SendResult | DroppedMessage) -> OutboxMessage | None:
        """Write the result, and repeat that while the disk refuses: nothing else could be sent meanwhile either."""

        def write() -> OutboxMessage | None:
            if isinstance(result, SendResult):
                return self._write_result(message, result)
            with self._store.write() as db:
                self._failures.record_drop(db, message, result)
            return None

        return until_written(write, lambda: self._stopping, f"sender: message {message.id}")

    def _call_platform(self, message: OutboxMessage, person: PersonRecord | None) -> SendResult:
        """Call the platform, unless the message would certainly be refused (the window is closed)."""
        last = (person.last_message_at, person.last_interaction_at) if person else (None, None)
        if self._bulk.needs_window(message.kind) and window(self._clock(), *last) is Window.CLOSED:
            return SendResult(Outcome.WINDOW_CLOSED, note="not called")
        try:
            return self._deliver(message.kind, message.person_id, message.content())
        except Refused as refusal:
            return SendResult(Outcome.INVALID_REQUEST, note=str(refusal))

    def _write_result(self, message: OutboxMessage, result: SendResult) -> OutboxMessage | None:
        """Record the outcome of a call; returns the message that was claimed in the same commit, to be sent next, or None."""
        if result.outcome is not Outcome.SENT:
            with self._store.write(durable=False) as db:  # lost in a power cut, the message is named unknown
                self._failures.record_failure(db, message, result)
            return None
        self._failures.record_success()
        following, number = self._endings.write((message.id, result.message_id, fingerprint_sent(message, result)))
        if following is None:
            return None
        self._remember_claimed([following], number)
        return self._begin_next(following)

    def _begin_next(self, message: OutboxMessage) -> OutboxMessage | None:
        """The next message, ready to be sent; None when it has to wait for the sender's next round."""
        try:
            self._counter.keep(self._number)
        except OSError:
            log.exception("sender: the number beside the database could not be written")
            return None
        with self._wake:
            if message not in self._claimed:
                return None  # the sender's round has begun it already
            self._claimed.remove(message)
        self._note_begun(message)
        return message

    def _settle_sent(
        self, db: Transaction, ending: tuple[int, str | None, str | None]
    ) -> tuple[OutboxMessage | None, int]:
        """Write that a message was sent; in the same commit the next one is marked as being sent."""
        outbox.settle_sent(db, *ending, self._clock())
        following = self._claim_next(db)
        return following, self._counter.count(db) if following is not None else 0

    def _claim_next(self, db: Transaction) -> OutboxMessage | None:
        """The next message for the place that became free; None when nothing may leave now."""
        if self._stopping or self.paused_until or not self._limit.take(1):
            return None
        claimed = outbox.claim(db, self._owner.name, self._clock(), 1)
        if not claimed:
            self._limit.give_back(1)
        return claimed[0] if claimed else None
