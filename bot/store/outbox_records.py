"""The shapes of a message of the outbox: as it is queued, as the sender claims it, and as officials see it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

REPLY, OFFICIAL, BULK = 0, 1, 5
"""Priorities: a reply to a resident always overtakes bulk messages."""
REPLY_KIND = "consultation"
REPLY_KINDS = (REPLY_KIND, "urgent")
"""Kinds whose messages are replies by Zalo's rules, so that its record of a talk shows them."""
"""What Zalo calls a message that answers a person; broadcasts of bot.broadcasts.kinds.consultation are such messages too."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """One message to put in the outbox. `fingerprint` recognises its echo (see bot.messaging.outbox.fingerprint)."""

    person_id: str
    reply: str
    fingerprint: str
    kind: str = REPLY_KIND
    priority: int = REPLY
    event_id: int | None = None
    official_id: int | None = None
    delivery_id: int | None = None


@dataclass(frozen=True, slots=True)
class OutboxMessage:
    """A message that a sender has claimed. `attempts` counts this time; times are in ms since 1970."""

    id: int
    person_id: str
    delivery_id: int | None
    kind: str
    priority: int
    reply: str
    fingerprint: str
    attempts: int
    attempted_at: int
    created_at: int

    @property
    def is_bulk(self) -> bool:
        """Whether the message belongs to a broadcast."""
        return self.delivery_id is not None

    def content(self) -> dict[str, Any]:
        """What to send, as JSON values; its fields depend on `kind`."""
        values: dict[str, Any] = json.loads(self.reply)
        return values


@dataclass(frozen=True, slots=True)
class UnknownMessage:
    """A message that may have reached the platform, for a look at the platform's record of the talk."""

    id: int
    person_id: str
    reply: str | None
    fingerprint: str
    attempted_at: int
    created_at: int
    is_bulk: bool
    is_from_official: bool


@dataclass(frozen=True, slots=True)
class TalkMessage:
    """A message of one person's talk. `official` is the name of the official who wrote it; None for the bot."""

    id: int
    created_at: int
    official_id: int | None
    kind: str
    reply: str
    state: str
    outcome: str | None
    note: str | None
    fingerprint: str | None
    official: str | None
