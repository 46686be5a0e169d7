"""The first page of an official: what waits, what goes out next, what was stopped, and 30 days in figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.accounts.roles import Official
from bot.articles.returning import WaitingArticle
from bot.clock import DAY, HOUR, at_zone
from bot.content_editing.proposals import ContentProposal
from bot.reports.figures import QUESTION_OUTCOMES
from bot.store import delivery_hours, questions

if TYPE_CHECKING:
    from bot.runtime import Runtime

AHEAD_DAYS = 14
"""Planned broadcasts are listed that far ahead."""
LATE_DAYS = 7
"""Broadcasts that expired are listed for that long."""
CHART_DAYS = 30
MOST_LISTED = 50
MOST_PLANNED = 5
"""Planned broadcasts listed at most."""


@dataclass(frozen=True, slots=True)
class BroadcastSummary:
    """A broadcast in a list: who wrote it (None when that account is gone), when it is due (ms), why it was returned."""

    id: int
    title: str
    author_id: int | None
    author: str | None
    send_at: int | None
    state: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class PlannedBroadcast:
    """A broadcast that will be sent, or a series, and when it is due next (ms)."""

    id: int
    title: str
    at: int
    is_series: bool


@dataclass(frozen=True, slots=True)
class StoppedBroadcast:
    """A broadcast that is paused or was not sent; `reason` is a key of bot.broadcasts.texts.PAUSES or HOLDS."""

    id: int
    title: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class DayCount:
    """One day of a chart with two counts: successes and failures."""

    day: date
    good: int
    bad: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the first page shows an official. `overdue` counts content entries past their review, `asked` questions of today."""

    to_approve: list[BroadcastSummary]
    returned: list[BroadcastSummary]
    planned: list[PlannedBroadcast]
    stopped: list[StoppedBroadcast]
    overdue: int
    asked: int
    not_understood: int
    articles_waiting: list[WaitingArticle]
    articles_returned: list[WaitingArticle]
    content_waiting: list[ContentProposal]
    content_returned: list[ContentProposal]


def build_dashboard(runtime: Runtime, official: Official) -> Dashboard:
    """Read everything the first page shows this official."""
    today = f"{runtime.today()}"
    counts = {row.outcome: row.count for row in questions.list_by_day(runtime.store, today, today)}
    return Dashboard(
        to_approve=_list_to_approve(runtime, official),
        returned=_list_returned(runtime, official),
        planned=_list_planned(runtime),
        stopped=list(_list_stopped(runtime)),
        overdue=_count_overdue(runtime),
        asked=sum(counts.get(outcome, 0) for outcome in QUESTION_OUTCOMES),
        not_understood=counts.get("fallback", 0),
        articles_waiting=_list_articles_waiting(runtime, official),
        articles_returned=runtime.publishing.returns.list_returned(official.id) if official.may_write else [],
        content_waiting=_list_content_waiting(runtime, official),
        content_returned=runtime.content_editing.proposals.list_returned(official.id) if official.may_edit else [],
    )


def count_work(runtime: Runtime, official: Official) -> dict[str, int]:
    """How much waits for this official, by the first page of the section where it is done. Cheap enough to ask often."""
    waiting = runtime.helpdesk.counts(official.id).get("waiting", 0) if official.may_answer else 0
    drafts = len(_list_to_approve(runtime, official)) + len(_list_returned(runtime, official))
    articles = len(_list_articles_waiting(runtime, official))
    if official.may_write:
        articles += len(runtime.publishing.returns.list_returned(official.id))
    content = len(_list_content_waiting(runtime, official))
    if official.may_edit:
        content += len(runtime.content_editing.proposals.list_returned(official.id))
    return {"inbox": waiting, "broadcasts": drafts, "articles": articles, "content": content}


def question_days(runtime: Runtime) -> list[DayCount]:
    """Questions of 30 days: understood, and not; the same outcomes as in reports, so without greetings."""
    days, counts = _chart_days(runtime.today()), dict[str, list[int]]()
    for row in questions.list_by_day(runtime.store, f"{days[0]}", f"{days[-1]}"):
        if row.outcome in QUESTION_OUTCOMES:
            counts.setdefault(row.day, [0, 0])[row.outcome == "fallback"] += row.count
    return [DayCount(day, *counts.get(f"{day}", [0, 0])) for day in days]


def delivery_days(runtime: Runtime) -> list[DayCount]:
    """Messages of broadcasts of 30 days: those Zalo accepted, and those that failed."""
    days, zone = _chart_days(runtime.today()), runtime.settings.timezone
    since = int(datetime.combine(days[0], time(), zone).timestamp() * 1000)
    counts: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for row in delivery_hours.counts_between(runtime.store, since, runtime.clock() + HOUR):
        counts[at_zone(row.hour * HOUR, zone).date()][row.kind == "failed"] += row.count
    return [DayCount(day, *counts[day]) for day in days]


def _chart_days(today: date) -> list[date]:
    return [today - timedelta(days=back) for back in range(CHART_DAYS - 1, -1, -1)]


def _list_to_approve(runtime: Runtime, official: Official) -> list[BroadcastSummary]:
    """Broadcasts this official may approve: not those they wrote."""
    if not official.may_approve:
        return []
    proposals = [
        BroadcastSummary(
            change.series_id,
            f"Đổi một kỳ: {change.title}",
            change.proposed_by,
            change.proposer,
            change.run_at,
            "",
            None,
        )
        for change in runtime.broadcasts.series_changes.list_open()
    ]
    submitted = [*proposals, *_list_in_state(runtime, "submitted")]
    return [broadcast for broadcast in submitted if broadcast.author_id != official.id]


def _list_articles_waiting(runtime: Runtime, official: Official) -> list[WaitingArticle]:
    """Articles at Zalo this official may show: not those they wrote."""
    if not official.may_approve:
        return []
    return [article for article in runtime.publishing.returns.list_waiting() if article.author_id != official.id]


def _list_content_waiting(runtime: Runtime, official: Official) -> list[ContentProposal]:
    """Changes of content this official may approve."""
    if not official.may_read_twice:
        return []
    proposals = runtime.content_editing.proposals
    return [row for row in proposals.list_waiting() if proposals.may_decide(row, official.id)]


def _list_returned(runtime: Runtime, official: Official) -> list[BroadcastSummary]:
    """Broadcasts returned to this official for changes."""
    return _list_in_state(runtime, "returned", author_id=official.id) if official.may_write else []


def _list_in_state(runtime: Runtime, state: str, **filters: int) -> list[BroadcastSummary]:
    _, rows = runtime.broadcasts.results.search({"state": state, **filters}, limit=MOST_LISTED)
    return [
        BroadcastSummary(row.id, row.title, row.author_id, row.author, row.send_at, row.state, row.reason)
        for row in rows
    ]


def _list_planned(runtime: Runtime) -> list[PlannedBroadcast]:
    now, results = runtime.clock(), runtime.broadcasts.results
    planned = [
        PlannedBroadcast(row.id, row.title, row.moment, is_series=False)
        for row in results.between(now - DAY, now + AHEAD_DAYS * DAY)
        if row.state == "scheduled"
    ]
    planned += [
        PlannedBroadcast(row.id, row.title, row.next_fire_at, is_series=True)
        for row in results.planned_series()
        if row.next_fire_at is not None
    ]
    return sorted(planned, key=lambda broadcast: broadcast.at)[:MOST_PLANNED]


def _list_stopped(runtime: Runtime) -> Iterator[StoppedBroadcast]:
    since = runtime.clock() - LATE_DAYS * DAY
    for state in ("paused", "expired", "sending"):
        for row in runtime.broadcasts.results.search({"state": state}, limit=MOST_LISTED)[1]:
            if state == "sending" and row.held_reason:
                yield StoppedBroadcast(row.id, row.title, state, row.held_reason)
            elif state == "paused" or (state == "expired" and row.updated_at >= since):
                yield StoppedBroadcast(row.id, row.title, state, row.reason or row.held_reason or "")


def _count_overdue(runtime: Runtime) -> int:
    """How many entries of content are past their day of review."""
    content, today = runtime.live_content.content, runtime.today()
    groups = (content.procedures, content.guides, content.life_events, content.quizzes)
    return sum(entry.origin.is_overdue(today) for group in groups for entry in group.values())
