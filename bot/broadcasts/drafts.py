"""A broadcast as an official writes it, and as the table of broadcasts keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.broadcasts.message import Message
from bot.broadcasts.repeat import Repeat
from bot.store.broadcasts import Broadcast


class BroadcastError(Exception):
    """Why something cannot be done: every reason, in Vietnamese."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Actor:
    """The official who acts."""

    id: int
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What an official writes: the message, and when it goes out. Times in ms; `repeat` makes it a series."""

    kind: str
    message: Message
    send_at: int | None = None
    latest_start: int | None = None
    repeat: Repeat | None = None


def draft_of(row: Broadcast) -> BroadcastDraft:
    """What was written last."""
    return BroadcastDraft(
        row.kind,
        Message.from_dict(json.loads(row.content)),
        row.send_at,
        row.latest_start,
        Repeat.from_dict(json.loads(row.repeat)) if row.repeat else None,
    )


def columns_of(draft: BroadcastDraft) -> dict[str, Any]:
    """The columns of the table that hold a draft."""
    message = draft.message
    return {
        "kind": draft.kind,
        "title": message.title,
        "topic": message.topic,
        "send_at": draft.send_at,
        "content": json.dumps(message.as_dict(), ensure_ascii=False),
        "latest_start": draft.latest_start,
        "repeat": json.dumps(draft.repeat.as_dict(), ensure_ascii=False) if draft.repeat else None,
    }
