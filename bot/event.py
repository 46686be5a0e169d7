"""What came in, in our own words: no platform terms past this point."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of events the product tells apart; everything else is OTHER and only kept."""

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
    OTHER = "other"


MESSAGES = frozenset(
    {
        Kind.TEXT, Kind.IMAGE, Kind.GIF, Kind.LINK, Kind.VOICE, Kind.VIDEO, Kind.STICKER,
        Kind.LOCATION, Kind.CONTACT, Kind.FILE,
    }
)  # fmt: skip
"""What a person sends on purpose: each opens the consultation window."""

RECEIPTS = frozenset({Kind.SENT, Kind.RECEIVED, Kind.SEEN})
"""What the platform says about messages of ours."""

LABELS = frozenset({Kind.TAGGED, Kind.UNTAGGED, Kind.TAG_REMOVED})
"""What officials did to labels of people."""

NOBODYS_TURN = RECEIPTS | LABELS
"""What is only noted: nobody waits for an answer."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `key` is its identity for repeats; `occurred_at` and `received_at` are milliseconds since 1970, the first None
    when the platform's time could not be trusted. `message_ids` names the messages of ours that a receipt speaks of.
    `attachment` holds what was sent besides text (url, latitude, phone, name ...), `details` the rest that somebody needs.
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
