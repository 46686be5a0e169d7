"""Every message of every talk, with a running number so that a page can ask for changes."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass, field

from bot.simulator.json_types import JsonObject

KEPT_PER_TALK = 500
"""Older messages of one talk are forgotten."""


@dataclass(slots=True)
class SimulatedMessage:
    """One bubble. `who` is "person", "oa" or "note" (what the phone would not show); `at` is in milliseconds.

    `payload` holds what is not text (url, size, latitude ...); `change` is the number of this message's last change.
    """

    id: str
    who: str
    kind: str
    at: int
    text: str = ""
    buttons: list[JsonObject] = field(default_factory=list)
    elements: list[JsonObject] = field(default_factory=list)
    payload: JsonObject = field(default_factory=dict)
    quote: str | None = None
    via: str = ""
    is_received: bool = False
    is_seen: bool = False
    reaction: str = ""
    oa_reaction: str = ""
    change: int = 0

    def as_dict(self) -> JsonObject:
        """The message as plain JSON values."""
        return {
            "message_id": self.id,
            "who": self.who,
            "kind": self.kind,
            "at": self.at,
            "text": self.text,
            "buttons": self.buttons,
            "elements": self.elements,
            "payload": self.payload,
            "quote": self.quote,
            "via": self.via,
            "received": self.is_received,
            "seen": self.is_seen,
            "reaction": self.reaction,
            "oa_reaction": self.oa_reaction,
            "change": self.change,
        }


def new_message_id() -> str:
    """A message id in Zalo's form: 19 hex digits."""
    return secrets.token_hex(10)[:19]


class Talks:
    """All talks, one per person, and every message by id."""

    def __init__(self) -> None:
        self._talks: dict[str, list[SimulatedMessage]] = defaultdict(list)
        self._owners: dict[str, str] = {}
        self._by_id: dict[str, SimulatedMessage] = {}
        self._changes = 0

    @property
    def changes(self) -> int:
        """The number of the newest change: the cursor a page asks with."""
        return self._changes

    def add_message(self, person_id: str, message: SimulatedMessage) -> SimulatedMessage:
        """Append a message to a talk; returns it."""
        talk = self._talks[person_id]
        talk.append(message)
        self._by_id[message.id] = message
        self._owners[message.id] = person_id
        self.mark_changed(message)
        if len(talk) > KEPT_PER_TALK:
            self._forget_message(talk.pop(0))
        return message

    def _forget_message(self, message: SimulatedMessage) -> None:
        self._by_id.pop(message.id, None)
        self._owners.pop(message.id, None)

    def mark_changed(self, message: SimulatedMessage) -> None:
        """Give the message the next change number, so that pages fetch it again."""
        self._changes += 1
        message.change = self._changes

    def messages_with(self, person_id: str) -> list[SimulatedMessage]:
        """The talk with one person, oldest message first."""
        return self._talks.get(person_id, [])

    def find_message(self, message_id: str) -> SimulatedMessage | None:
        """A message by its id, or None."""
        return self._by_id.get(message_id)

    def owner_of(self, message_id: str) -> str | None:
        """The id of the person whose talk holds the message, or None."""
        return self._owners.get(message_id)

    def unseen_by(self, person_id: str) -> list[SimulatedMessage]:
        """Messages of the OA that this person has not seen."""
        return [message for message in self.messages_with(person_id) if message.who == "oa" and not message.is_seen]

    def latest_messages(self) -> list[tuple[str, SimulatedMessage]]:
        """The newest message of each talk with its person, newest talk first."""
        latest = [
            (person_id, spoken[-1]) for person_id, talk in self._talks.items() if (spoken := _spoken_messages(talk))
        ]
        return sorted(latest, key=lambda pair: pair[1].at, reverse=True)

    def clear(self, person_id: str) -> None:
        """Remove all messages of one talk."""
        for message in self._talks.pop(person_id, []):
            self._forget_message(message)
        self._changes += 1


def _spoken_messages(talk: list[SimulatedMessage]) -> list[SimulatedMessage]:
    return [message for message in talk if message.who != "note"]
