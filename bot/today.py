"""What an official should know when the day begins: what waits, what goes out next, what stands still, and 30 days in figures."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.clock import DAY, HOUR, at_zone
from bot.official_roles import Official
from bot.store import delivery_hours, questions

if TYPE_CHECKING:
    from bot.runtime import Runtime

AHEAD_DAYS = 14
LATE_DAYS = 7
CHART_DAYS = 30
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coming:
    """A broadcast that goes out, and when (ms)."""

    id: int
    title: str
    at: int
    is_series: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A broadcast that stands still or did not go out; `reason` is a key of bot.broadcasts.words.PAUSES or HOLDS."""

    id: int
    title: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of a chart: how many of each of two kinds."""

    day: date
    good: int
    bad: int


@dataclass(frozen=True, slots=True)
class Board:
    """All of it. Lists are short; `to_approve` and `returned` hold (id, title)."""

    to_approve: list[sqlite3.Row]
    returned: list[sqlite3.Row]
    coming: list[Coming]
    standing: list[Standing]
    overdue: int
    asked: int
    not_understood: int


def board(runtime: Runtime, official: Official) -> Board:
    """What there is for this official."""
    today = f"{runtime.today()}"
    counts = {row["outcome"]: row["count"] for row in questions.by_day(runtime.store, today, today)}
    counts.pop(questions.THUMBS_DOWN, None)
    return Board(
        to_approve=_to_approve(runtime, official),
        returned=_of_state(runtime, "returned", author_id=official.id) if official.may_write else [],
        coming=_coming(runtime),
        standing=list(_standing(runtime)),
        overdue=_overdue(runtime),
        asked=sum(counts.values()),
        not_understood=counts.get("fallback", 0),
    )


def question_days(runtime: Runtime) -> list[DayCount]:
    """Questions of 30 days: understood, and not."""
    days, found = _days(runtime.today()), dict[str, list[int]]()
    for row in questions.by_day(runtime.store, f"{days[0]}", f"{days[-1]}"):
        if row["outcome"] != questions.THUMBS_DOWN:
            found.setdefault(row["day"], [0, 0])[row["outcome"] == "fallback"] += row["count"]
    return [DayCount(day, *found.get(f"{day}", [0, 0])) for day in days]


def delivery_days(runtime: Runtime) -> list[DayCount]:
    """Messages of broadcasts of 30 days: those Zalo took, and those that failed."""
    days, zone = _days(runtime.today()), runtime.settings.timezone
    since = int(datetime.combine(days[0], time(), zone).timestamp() * 1000)
    found: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row in delivery_hours.between(runtime.store, since, runtime.clock() + HOUR):
        found[at_zone(row["hour"] * HOUR, zone).date()][row["kind"] == "failed"] += row["count"]
    return [DayCount(day, *found[day]) for day in days]


def _days(today: date) -> list[date]:
    return [today - timedelta(days=back) for back in range(CHART_DAYS - 1, -1, -1)]


def _to_approve(runtime: Runtime, official: Official) -> list[sqlite3.Row]:
    """Whoever wrote a broadcast does not approve it."""
    if not official.may_approve:
        return []
    return [row for row in _of_state(runtime, "submitted") if row["author_id"] != official.id]


def _of_state(runtime: Runtime, state: str, **more: int) -> list[sqlite3.Row]:
    return runtime.broadcasting.reports.search({"state": state, **more}, limit=50)[1]


def _coming(runtime: Runtime) -> list[Coming]:
    now, reports = runtime.clock(), runtime.broadcasting.reports
    found = [
        Coming(row["id"], row["title"], row["moment"], is_series=False)
        for row in reports.between(now - DAY, now + AHEAD_DAYS * DAY) if row["state"] == "scheduled"
    ]  # fmt: skip
    found += [
        Coming(row["id"], row["title"], row["next_fire_at"], is_series=True)
        for row in reports.planned_series() if row["next_fire_at"] is not None
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.at)[:SHOWN]


def _standing(runtime: Runtime) -> Iterator[Standing]:
    since = runtime.clock() - LATE_DAYS * DAY
    for state in ("paused", "expired"):
        for row in _of_state(runtime, state):
            if state == "paused" or row["updated_at"] >= since:
                yield Standing(row["id"], row["title"], state, row["reason"] or row["held_reason"] or "")
    for row in _of_state(runtime, "sending"):
        if row["held_reason"]:
            yield Standing(row["id"], row["title"], "sending", row["held_reason"])


def _overdue(runtime: Runtime) -> int:
    """How many entries of content are past their day of review."""
    content, today = runtime.brain.content, runtime.today()
    procedures = sum(one.origin.review_due < today for one in content.procedures.values())
    return procedures + sum(one.origin.review_due < today for one in content.topics.values())
