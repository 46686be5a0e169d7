"""The shapes of a broadcast: as a whole, in lists with names of officials, in the calendar, and its clicks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One broadcast. Times are in ms since 1970; `content`, `frozen` and `repeat` are JSON; `is_spread` is 0 or 1.

    `role` is single, series, item (of a rotating series) or occurrence (one run of a series); `content` is what is being
    written, `frozen` what was approved and `frozen_hash` its SHA-256; `fired` counts the runs of a series so far;
    `spread_to` is the last person whose delivery was made; `item_id` is the item an occurrence sends.
    `returned` (with its reason) and `approved_plan` are JSON of bot.broadcasts.drafts: what was given back to its author
    last and not approved since, and the times that were approved last.
    """

    id: int
    role: str
    series_id: int | None
    position: int | None
    kind: str
    state: str
    title: str
    topic: str | None
    content: str
    frozen: str | None
    frozen_hash: str | None
    author_id: int
    approver_id: int | None
    reason: str | None
    version: int
    send_at: int | None
    latest_start: int | None
    repeat: str | None
    next_fire_at: int | None
    fired: int
    created_at: int
    updated_at: int
    started_at: int | None
    finished_at: int | None
    audience_at: int | None
    spread_to: str | None
    is_spread: int
    held_until: int | None
    held_reason: str | None
    item_id: int | None
    returned: str | None
    returned_reason: str | None
    approved_plan: str | None


@dataclass(frozen=True, slots=True)
class ListedBroadcast(Broadcast):
    """A broadcast with the names of the officials who wrote and approved it."""

    author: str | None
    approver: str | None


@dataclass(frozen=True, slots=True)
class CalendarBroadcast(Broadcast):
    """A broadcast with the moment (ms) it began, or is to begin."""

    moment: int


@dataclass(frozen=True, slots=True)
class ClickCount:
    """How often one link was opened, or one button pressed (`kind` link or press, `target` its number)."""

    kind: str
    target: int
    times: int
