"""Incoming events in terms of our own: rooms above bot.zalo use no terms of the platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of events the product distinguishes; anything else is OTHER, and is only stored.

    SAMPLE is a test event that the platform's console sends; it is not stored.
    """

    TEXT = "text"
    IMAGE = "image"
    GIF = "gif"
    LINK = "link"
    VOICE = "voice"
    VIDEO = "video"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    FILE = "file"
    FOLLOW = "follow"
    UNFOLLOW = "unfollow"
    OPENED_CHAT = "opened_chat"
    SHARED_INFO = "shared_info"
    REACTION = "reaction"
    WITHDRAW = "withdraw"
    ANONYMOUS = "anonymous"
    TAGGED = "tagged"
    UNTAGGED = "untagged"
    TAG_REMOVED = "tag_removed"
    SENT = "sent"
    RECEIVED = "received"
    SEEN = "seen"
    SAMPLE = "sample"
    OFFICIAL = "official"
    OTHER = "other"


MESSAGES = frozenset(
    {
        Kind.TEXT,
        Kind.IMAGE,
        Kind.GIF,
        Kind.LINK,
        Kind.VOICE,
        Kind.VIDEO,
        Kind.STICKER,
        Kind.LOCATION,
        Kind.CONTACT,
        Kind.FILE,
    }
)
"""Messages of a person: each opens the consultation window."""

RECEIPTS = frozenset({Kind.SENT, Kind.RECEIVED, Kind.SEEN})
"""Receipts: the platform reports on messages of ours."""

LABELS = frozenset({Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED})
"""Changes of labels that officials made at the platform."""

BACKGROUND_EVENTS = RECEIPTS | LABELS | {Kind.OFFICIAL}
"""Kinds that need no answer. OFFICIAL: an official wrote to a person in the platform's own page."""


WAITS_TOO_LONG_MS = 5 * 60 * 1000
"""An event that waits this long means that a worker has stopped: a turn takes seconds, a receipt a tenth of one."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `key` is its identity for repeats; `occurred_at` and `received_at` are milliseconds since 1970, the first None
    when the platform's time could not be trusted. `message_ids` names the messages of ours that a receipt speaks of.
    `attachment` holds what was sent besides text (url, latitude, phone, name ...), `details` other fields by name.
    """

    key: str
    name: str
    kind: Kind
    person_id: str | None
    received_at: int
    occurred_at: int | None = None
    message_id: str | None = None
    text: str = ""
    message_ids: tuple[str, ...] = ()
    by_official: str | None = None
    attachment: dict[str, Any] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def happened_at(self) -> int:
        """When it happened (ms): by the platform's clock, but never later than it was received."""
        return min(self.occurred_at or self.received_at, self.received_at)
