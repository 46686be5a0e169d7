"""Answers that waited so long (no token, no line for a day) that they are not sent any more: the resident is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.clock import DAY, Clock
from bot.messaging.outbox import fingerprint, put_replies
from bot.reply import Reply
from bot.store import Transaction, outbox, outbox_again
from bot.store.outbox_records import OutboxMessage

STALE_MS = DAY
"""An automatic answer older than this is not sent any more: it would surprise, and might cost money."""


@dataclass(frozen=True, slots=True)
class DroppedMessage:
    """A message that is not sent at all: the state it ends in, and why."""

    state: str
    outcome: str | None = None
    note: str | None = None


STALE = DroppedMessage("expired", note="stale")


class StaleAnswers:
    """Drops such answers. `excuse` says what the resident is told instead: that nothing was answered, and to ask again."""

    def __init__(self, excuse: Callable[[], str], clock: Clock) -> None:
        self._excuse, self._clock = excuse, clock

    def is_stale(self, message: OutboxMessage) -> bool:
        """Whether this answer of the assistant is too old; words of officials never are."""
        return message.priority == outbox.REPLY and self._clock() - message.created_at > STALE_MS

    def drop(self, db: Transaction, message: OutboxMessage) -> None:
        """End it, for the list of what was dropped; its person is told, once for all that waited."""
        now = self._clock()
        outbox.settle(db, message.id, STALE.state, now, note=STALE.note)
        excuse = self._excuse()
        if not outbox_again.has_message(db, message.person_id, fingerprint(excuse), now - STALE_MS):
            put_replies(db, message.person_id, [Reply(excuse)], now)
