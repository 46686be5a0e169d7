"""What the sender asks of broadcasts and of the restore guard; it imports neither room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from bot.store import Transaction
from bot.store.outbox_records import OutboxMessage
from bot.store.people import PersonRecord
from bot.zalo.messages import SendResult

Deliver = Callable[[str, str, dict[str, Any]], SendResult]
"""(kind, person, content as the outbox keeps it) → how the call to the platform ended."""


class BroadcastHooks(Protocol):
    """What the sender asks about messages that belong to a broadcast (bot.broadcasts)."""

    def is_sending(self) -> bool:
        """Whether a broadcast is under way."""
        ...

    def refill(self) -> int:
        """Put more messages in the outbox; returns how many."""
        ...

    def exclusion_reason(self, person: PersonRecord | None, kind: str) -> str | None:
        """Why this person gets no message of this kind after all, or None."""
        ...

    def is_night(self, kind: str) -> bool:
        """Whether nothing of this kind may leave at this hour."""
        ...

    def needs_window(self, kind: str) -> bool:
        """Whether Zalo takes a message of this kind only within the window after the person's own."""
        ...

    def requeues_broadcast(self, db: Transaction, message: OutboxMessage, result: SendResult) -> bool:
        """Put the message back to wait with its broadcast, or end it with a stopped one; False when neither applies."""
        ...

    def on_failure(self, db: Transaction, message: OutboxMessage, result: SendResult) -> None:
        """Record a message that was refused, or of which it is unknown whether it was sent."""
        ...


class SendCounter(Protocol):
    """Counts what leaves, so that an older copy of the database is recognised (bot.installation.restore_guard)."""

    def count(self, db: Transaction) -> int:
        """Count one more send in the caller's transaction; returns the new number."""
        ...

    def keep(self, number: int) -> None:
        """Keep the number outside the database."""
        ...
