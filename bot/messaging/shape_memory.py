"""Which shape of message Zalo took last, in the database: what one process learned the others know as well."""

from __future__ import annotations

import hashlib
import json
import logging
from typing import Any

from bot.clock import DAY, Clock
from bot.store import DatabaseError, Store, Transaction, key_values
from bot.zalo.shapes import STRANGE_MESSAGES, Family, MessageShape

log = logging.getLogger(__name__)

KEY = "button_shapes"
PLAIN_KEY = "button_shapes_plain"
"""The messages of each family that were accepted as plain text only since the last success with buttons."""
REMEMBERED_MS = 7 * DAY
"""After this the first choice is tried again: Zalo may take by then what it refused."""
RENEWED_MS = DAY
"""A success renews a memory older than this: not every message costs a write."""


class NotedShapes:
    """A bot.zalo.shapes.ShapeMemory over the key/value notes. `first` is the installation's choice; another choice made
    later begins anew. A database that refuses costs a try in the wrong shape, never the message."""

    def __init__(self, store: Store, clock: Clock, first: MessageShape) -> None:
        self._store, self._clock, self._first = store, clock, first

    def taken(self, family: Family) -> MessageShape | None:
        """The shape that was taken within the last week, or None."""
        try:
            return self._shape_within(family, REMEMBERED_MS)
        except DatabaseError:
            log.exception("the shape of messages could not be read")
            return None

    def remember(self, family: Family, shape: MessageShape) -> None:
        """This shape was taken just now; the messages of `count_plain` are forgotten."""
        try:
            if self._shape_within(family, RENEWED_MS) is shape and not self._plain_messages(family):
                return
            is_news = self._shape_within(family, REMEMBERED_MS) is not shape
            with self._store.write(durable=False) as db:
                self._note(db, family, shape)
                self._note_plain(db, family, [])
        except DatabaseError:
            log.exception("the shape of messages could not be kept")
            return
        level = logging.INFO if shape in (self._first, MessageShape.LIST) else logging.WARNING
        if is_news:
            log.log(level, "messages with %s are sent as %s from now on", family.value, shape.value)

    def count_plain(self, family: Family, content: object) -> int:
        """Note that this message was accepted as plain text only; returns how many different ones were, in a row."""
        mark = hashlib.blake2b(repr(content).encode(), digest_size=16).hexdigest()
        try:
            messages = self._plain_messages(family)
            if mark in messages:
                return len(messages)
            with self._store.write(durable=False) as db:
                messages = [*self._plain_messages(family), mark][-STRANGE_MESSAGES:]
                messages = list(dict.fromkeys(messages))
                self._note_plain(db, family, messages)
        except DatabaseError:
            log.exception("a message that was sent as plain text could not be counted")
            return 0
        return len(messages)

    def _shape_within(self, family: Family, age_ms: int) -> MessageShape | None:
        """The remembered shape, unless it was noted longer ago or under another first choice."""
        note = _read(key_values.get(self._store, KEY)).get(family.value)
        if note is None or note["first"] != self._first or not 0 <= self._clock() - note["at"] < age_ms:
            return None
        return MessageShape(note["shape"])

    def _plain_messages(self, family: Family) -> list[str]:
        """Marks of the messages that were accepted as plain text only."""
        note = _read(key_values.get(self._store, PLAIN_KEY)).get(family.value)
        return list(note["messages"]) if note is not None and note["first"] == self._first else []

    def _note(self, db: Transaction, family: Family, shape: MessageShape) -> None:
        noted = _read(key_values.get(self._store, KEY))
        noted[family.value] = {"shape": shape.value, "at": self._clock(), "first": self._first.value}
        key_values.set_in(db, KEY, json.dumps(noted))

    def _note_plain(self, db: Transaction, family: Family, messages: list[str]) -> None:
        noted = _read(key_values.get(self._store, PLAIN_KEY))
        noted[family.value] = {"messages": messages, "first": self._first.value}
        key_values.set_in(db, PLAIN_KEY, json.dumps(noted))


def _read(value: str | None) -> dict[str, dict[str, Any]]:
    noted: dict[str, dict[str, Any]] = json.loads(value or "{}")
    return noted
