"""What was said: every message of every talk, and a running number so that a page can ask for what is new."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

KEPT_PER_TALK = 500
"""Older messages of one talk are forgotten."""


@dataclass(slots=True)
class Message:
    """One bubble. `who` is "person", "oa" or "note" (what the phone would not show); `at` is in milliseconds.

    `payload` holds what is not text (url, size, latitude ...); `change` is the number of this message's last change.
    """

    id: str
    who: str
    kind: str
    at: int
    text: str = ""
    buttons: list[dict[str, Any]] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    payload: dict[str, Any] = field(default_factory=dict)
    quote: str | None = None
    via: str = ""
    received: bool = False
    seen: bool = False
    reaction: str = ""
    oa_reaction: str = ""
    change: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The message as plain JSON values."""
        return {
            "message_id": self.id, "who": self.who, "kind": self.kind, "at": self.at, "text": self.text,
            "buttons": self.buttons, "elements": self.elements, "payload": self.payload, "quote": self.quote,
            "via": self.via, "received": self.received, "seen": self.seen, "reaction": self.reaction,
            "oa_reaction": self.oa_reaction, "change": self.change,
        }  # fmt: skip


def new_message_id() -> str:
    """A message id in Zalo's form: 19 hex digits."""
    return secrets.token_hex(10)[:19]


class Talks:
    """All talks, one per person, and every message by id."""

    def __init__(self) -> None:
        self._talks: dict[str, list[Message]] = defaultdict(list)
        self._owners: dict[str, str] = {}
        self._by_id: dict[str, Message] = {}
        self._changes = 0

    @property
    def changes(self) -> int:
        """The number of the newest change: the cursor a page asks with."""
        return self._changes

    def add(self, person_id: str, message: Message) -> Message:
        """Put a message at the end of a talk."""
        talk = self._talks[person_id]
        talk.append(message)
        self._by_id[message.id] = message
        self._owners[message.id] = person_id
        self.touch(message)
        if len(talk) > KEPT_PER_TALK:
            self._forget(talk.pop(0))
        return message

    def _forget(self, message: Message) -> None:
        self._by_id.pop(message.id, None)
        self._owners.pop(message.id, None)

    def touch(self, message: Message) -> None:
        """Say that a message changed, so that pages fetch it again."""
        self._changes += 1
        message.change = self._changes

    def of(self, person_id: str) -> list[Message]:
        """The talk with one person, oldest message first."""
        return self._talks.get(person_id, [])

    def find(self, message_id: str) -> Message | None:
        """A message by its id, or None."""
        return self._by_id.get(message_id)

    def owner(self, message_id: str) -> str | None:
        """Whose talk a message stands in, or None."""
        return self._owners.get(message_id)

    def unseen(self, person_id: str) -> list[Message]:
        """Messages of the OA that this person has not looked at yet."""
        return [message for message in self.of(person_id) if message.who == "oa" and not message.seen]

    def last(self) -> list[tuple[str, Message]]:
        """The newest message of each talk with its person, newest talk first."""
        latest = [(person_id, spoken[-1]) for person_id, talk in self._talks.items() if (spoken := _spoken(talk))]
        return sorted(latest, key=lambda pair: pair[1].at, reverse=True)

    def clear(self, person_id: str) -> None:
        """Empty one talk on the phone."""
        for message in self._talks.pop(person_id, []):
            self._forget(message)
        self._changes += 1


def _spoken(talk: list[Message]) -> list[Message]:
    return [message for message in talk if message.who != "note"]
