"""Buttons a person was sent, as the outbox keeps them: what a press puts into the chat, and the command behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bot.store.database import Store
from bot.store.records import first_record

MOST_MESSAGES = 200
"""So many of a person's newest messages are looked through where all their buttons are wanted."""

_LEFT = "state IN ('sending', 'sent', 'delivered', 'seen', 'unknown', 'failed')"
"""It may have arrived: an echo can follow even a refusal (docs/zalo/platform.md 14)."""


@dataclass(frozen=True, slots=True)
class BroadcastMessage:
    """One message of a broadcast: its content as JSON, and the fingerprint of the words that left."""

    reply: str
    fingerprint: str
    delivery_id: int | None


def command(store: Store, person_id: str, words: str) -> str | None:
    """The command behind the newest button of this person that says exactly `words`."""
    # The text that bot.messaging.outbox.packed writes: only replies that contain it are parsed.
    mark = f'"words": {json.dumps(words, ensure_ascii=False)}'
    row = store.row(
        f"SELECT reply FROM outbox WHERE person_id = ? AND {_LEFT} AND instr(reply, ?) ORDER BY id DESC LIMIT 1",
        [person_id, mark],
    )
    buttons = _buttons(row["reply"]) if row else ()
    return next((button["say"] for button in buttons if button.get("words") == words), None)


def list_button_labels(store: Store, person_id: str) -> set[str]:
    """Return the labels of the buttons in this person's newest messages."""
    rows = store.rows(
        f"SELECT reply FROM outbox WHERE person_id = ? AND {_LEFT} AND instr(reply, '\"words\": ')"
        " ORDER BY id DESC LIMIT ?",
        [person_id, MOST_MESSAGES],
    )
    return {button["words"] for row in rows for button in _buttons(row["reply"]) if "words" in button}


def last_broadcast(store: Store, person_id: str) -> BroadcastMessage | None:
    """The newest message of this person if that was one of a broadcast, else None."""
    row = store.row(
        f"SELECT reply, fingerprint, delivery_id FROM outbox WHERE person_id = ? AND attempted_at IS NOT NULL AND {_LEFT}"
        " AND reply IS NOT NULL ORDER BY attempted_at DESC, id DESC LIMIT 1",
        [person_id],
    )
    message = first_record(BroadcastMessage, row)
    return message if message is not None and message.delivery_id is not None else None


def _buttons(reply: str) -> Iterator[dict[str, str]]:
    yield from json.loads(reply).get("buttons") or ()
