"""A broadcast as an official writes it, and as the table of broadcasts keeps it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.broadcasts.message import Message, load_approved
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_patterns import read_pattern
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


def draft_as_text(row: Broadcast) -> str:
    """Everything an official wrote of it, as JSON; `draft_from_text` reads it back."""
    return json.dumps({"kind": row.kind, "content": json.loads(row.content), **_plan_of(row)}, ensure_ascii=False)


def draft_from_text(text: str) -> BroadcastDraft:
    """The draft `draft_as_text` wrote."""
    return _draft_from(json.loads(text))


def plan_as_text(draft: BroadcastDraft) -> str:
    """When it goes out, as JSON; `approved_draft` reads it back."""
    repeat = draft.repeat.as_dict() if draft.repeat else None
    plan = {"send_at": draft.send_at, "latest_start": draft.latest_start, "repeat": repeat}
    return json.dumps(plan, ensure_ascii=False)


def approved_draft(row: Broadcast) -> BroadcastDraft | None:
    """What was approved last, or None; also when the copy is not whole any more.

    Of a database from before the plan was kept, the times are those written now.
    """
    try:
        message = load_approved(row.frozen, row.frozen_hash) if row.frozen else None
    except ValueError:
        return None
    if message is None:
        return None
    plan = json.loads(row.approved_plan) if row.approved_plan else _plan_of(row)
    return _draft_from({"kind": row.kind, "content": message.as_dict(), **plan})


def _plan_of(row: Broadcast) -> dict[str, Any]:
    repeat = json.loads(row.repeat) if row.repeat else None
    return {"send_at": row.send_at, "latest_start": row.latest_start, "repeat": repeat}


def _draft_from(data: dict[str, Any]) -> BroadcastDraft:
    repeat = Repeat.from_dict(data["repeat"]) if data["repeat"] else None
    return BroadcastDraft(
        data["kind"], Message.from_dict(data["content"]), data["send_at"], data["latest_start"], repeat
    )


def keep_moved_runs(draft: BroadcastDraft, row: Broadcast) -> BroadcastDraft:
    """The draft with the single runs that were moved before; a form shows the rule only."""
    before = json.loads(row.repeat) if row.repeat else {}
    if draft.repeat is None or draft.repeat.moved or before.get("pattern") != draft.repeat.pattern:
        return draft
    return replace(draft, repeat=replace(draft.repeat, moved=Repeat.from_dict(before).moved))


def anchor_draft(draft: BroadcastDraft, now_ms: int) -> BroadcastDraft:
    """A series of every second week (and the like) begins when it is written: what was previewed is what comes."""
    if draft.repeat is None or draft.send_at is not None or read_pattern(draft.repeat.pattern).interval == 1:
        return draft
    return replace(draft, send_at=now_ms)
