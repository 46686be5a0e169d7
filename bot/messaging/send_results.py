"""Results of calls other than SENT: the message is unknown, tried again, failed, or the whole queue pauses."""

from __future__ import annotations

import logging

from bot.clock import HOUR, MINUTE, SECOND, Clock
from bot.messaging.hooks import BroadcastHooks
from bot.messaging.outbox import fingerprint
from bot.messaging.stale_answers import STALE, DroppedMessage, StaleAnswers
from bot.store import Store, Transaction, outbox, outbox_again
from bot.store.outbox_records import OutboxMessage
from bot.zalo.errors import Outcome
from bot.zalo.limits import RATE_PAUSES_S
from bot.zalo.messages import SendResult

log = logging.getLogger(__name__)

RETRY_WAITS_MS = (10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE)
"""Waits before the 2nd, 3rd ... attempt of a message that Zalo refused for now; then it has failed."""

LINE_WAITS_MS = (10 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE)
"""The same while no byte reaches Zalo (the last one repeats): nothing was sent, so it is tried for as long as it is fresh."""


def is_unconnected(result: SendResult) -> bool:
    """Whether Zalo was not reached at all: no byte of the call left (bot.zalo.calls)."""
    return result.outcome is Outcome.RETRY_LATER and result.code is None


def fingerprint_sent(message: OutboxMessage, result: SendResult) -> str | None:
    """The fingerprint of the words that left where it may differ from the stored one, else None.

    Buttons and cards may have left as text, now or at an earlier attempt.
    """
    if result.plain_text is not None:
        return fingerprint(result.plain_text)
    return fingerprint(message.content().get("text") or "") if message.attempts > 1 else None


class FailureRecorder:
    """Writes such results into the outbox, and remembers until when the platform asked the queue to pause."""

    def __init__(self, store: Store, bulk: BroadcastHooks, stale: StaleAnswers, clock: Clock) -> None:
        self._store, self._bulk, self._stale, self._clock = store, bulk, stale, clock
        self._is_line_down = False
        self._pauses = 0
        self._paused_until = 0

    @property
    def paused_until(self) -> int:
        """Until when (ms) the platform's rate limit holds the whole queue; 0 when it does not."""
        remaining_ms = self._paused_until - self._clock()
        return self._paused_until if 0 < remaining_ms <= SECOND * RATE_PAUSES_S[-1] else 0

    def record_success(self) -> None:
        """Zalo accepted a message: the next pause is the shortest again; messages that waited for a connection are due now."""
        self._pauses = 0
        if self._is_line_down:
            with self._store.write(durable=False) as db:
                outbox_again.hasten_unconnected(db, self._clock())
            self._is_line_down = False

    def record_drop(self, db: Transaction, message: OutboxMessage, dropped: DroppedMessage) -> None:
        """Record that no call is made for a message; whom an answer was promised is told."""
        if dropped == STALE:
            self._stale.drop(db, message)
        else:
            outbox.settle(db, message.id, dropped.state, self._clock(), outcome=dropped.outcome, note=dropped.note)

    def record_failure(self, db: Transaction, message: OutboxMessage, result: SendResult) -> None:
        """Record a result other than SENT; a broadcast is informed, and may put its message back to wait."""
        if message.is_bulk and self._bulk.requeues_broadcast(db, message, result):
            if result.outcome is Outcome.RATE_LIMITED:
                self._begin_pause(result)
            return
        wait = self._wait_before_retry(message, result)
        if wait is not None:
            outbox.requeue(db, message.id, self._clock() + wait, result.outcome, result.code)
            return
        if result.outcome is Outcome.UNKNOWN:
            self._write_unknown(db, message, result)
        else:
            log.warning("sender: message %s failed: %s (code %s)", message.id, result.outcome, result.code)
            self._settle_as(db, message, "failed", result)
        outbox.match_echo(db, message.id)
        if message.is_bulk:
            self._bulk.on_failure(db, message, result)

    def _wait_before_retry(self, message: OutboxMessage, result: SendResult) -> int | None:
        """Milliseconds until the message is tried again; None when it is not."""
        match result.outcome:
            case Outcome.RATE_LIMITED | Outcome.TOKEN_REFRESH:
                return self._begin_pause(result)
            case Outcome.RETRY_LATER if is_unconnected(result):
                self._is_line_down = True
                return LINE_WAITS_MS[min(message.attempts, len(LINE_WAITS_MS)) - 1]
            case Outcome.RETRY_LATER if message.attempts <= len(RETRY_WAITS_MS):
                return RETRY_WAITS_MS[message.attempts - 1]
            case Outcome.NIGHT if message.attempts <= len(RETRY_WAITS_MS):
                return HOUR
            case _:
                return None

    def _write_unknown(self, db: Transaction, message: OutboxMessage, result: SendResult) -> None:
        log.warning("sender: message %s is unknown (code %s)", message.id, result.code)
        self._settle_as(db, message, "unknown", result)
        if result.plain_text is not None:
            outbox.set_fingerprint(db, message.id, fingerprint(result.plain_text))

    def _settle_as(self, db: Transaction, message: OutboxMessage, state: str, result: SendResult) -> None:
        now = self._clock()
        outbox.settle(db, message.id, state, now, outcome=result.outcome, code=result.code, note=result.note)

    def _begin_pause(self, result: SendResult) -> int:
        """Hold the whole queue, longer each time in a row; returns the wait in ms."""
        if result.outcome is Outcome.TOKEN_REFRESH:
            return MINUTE
        wait = SECOND * RATE_PAUSES_S[min(self._pauses, len(RATE_PAUSES_S) - 1)]
        self._pauses += 1
        self._paused_until = self._clock() + wait
        log.warning("sender: the platform asks for a pause of %d s", wait // 1000)
        return wait
