"""One broadcast: what it says, what it will do, how it goes, and everything that may be done to it now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

from flask import abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from bot.accounts.audit_log import AuditLine
from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews as looks
from bot.admin.broadcasts import texts as broadcasts_texts
from bot.admin.broadcasts.changes import compare_draft
from bot.admin.route import Route
from bot.articles.listing import article_text
from bot.articles.preview import build_preview
from bot.articles.texts import STATES as ARTICLE_STATES
from bot.broadcasts.drafts import approved_draft
from bot.broadcasts.items import items_by_turn
from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import RETRYABLE, Broadcast, BroadcastDraft, BroadcastError
from bot.broadcasts.repeat_texts import describe_repeat
from bot.broadcasts.results import DeliveryCounts
from bot.broadcasts.states import acts_on
from bot.broadcasts.texts import ACTS, DELIVERIES, HOLDS, REASONS, STATES, STILL, explain_reason
from bot.lib.numbers import format_number
from bot.runtime import Runtime

BEFORE = frozenset({"draft", "returned", "submitted", "approved", "scheduled"})
"""States in which it is still told what would happen."""
RETRIED_IN = frozenset({"sending", "paused", "sent"})


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history."""

    at: int
    who: str
    what: str
    reason: str


def page(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Everything about one broadcast."""
    return render_broadcast(runtime, broadcast_id)


def progress(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """The figures of this moment, for the script that keeps them fresh."""
    row = find_broadcast(runtime, broadcast_id)
    counts = runtime.broadcasts.results.counts(broadcast_id)
    return jsonify(
        state=row.state,
        counts={state: format_number(count) for state, count in counts.by_state.items()},
        reached=format_number(counts.reached),
        total=format_number(counts.total),
        percent=percent_settled(counts),
    )


def find_broadcast(runtime: Runtime, broadcast_id: int) -> Broadcast:
    """The broadcast, or the page that says there is none."""
    try:
        return runtime.broadcasts.lifecycle.get(broadcast_id)
    except BroadcastError:
        abort(404)


def percent_settled(counts: DeliveryCounts) -> int:
    """How much of it is decided, one way or another."""
    still = counts.by_state.get("waiting", 0) + counts.by_state.get("queued", 0)
    return 100 * (counts.total - still) // counts.total if counts.total else 0


def render_broadcast(runtime: Runtime, broadcast_id: int, reasons: Sequence[str] = (), typed_reason: str = "") -> str:
    """The page, after a refusal with all its reasons and what was typed."""
    row = find_broadcast(runtime, broadcast_id)
    room = runtime.broadcasts
    draft = room.lifecycle.draft_of(row)
    kind = find_kind(draft.kind)
    is_open = row.state in BEFORE
    counts = room.results.counts(broadcast_id)
    series_id = row.series_id if row.role == "item" else None
    asks_quota = "quota" in request.args
    article = runtime.publishing.get(draft.message.article_id) if draft.message.article_id else None
    look = (
        looks.preview_broadcast(runtime, draft, broadcast_id, asks_quota=asks_quota, series_id=series_id)
        if is_open
        else None
    )
    return render_template(
        "admin/broadcasts/one.html",
        row=row,
        draft=draft,
        message=draft.message,
        reasons=reasons,
        typed_reason=typed_reason,
        is_open=is_open,
        acts={act.value for act in acts_on(row.state, me().roles)},
        is_own=row.author_id == me().id,
        faults=_faults(runtime, row, draft),
        look=look,
        is_live=_is_live(runtime, row, look),
        bubble=looks.phone_bubble(runtime, draft.kind, draft.message, broadcast_id),
        notice=next((one for one in room.urgent_notices() if one.broadcast_id == broadcast_id), None),
        comparisons=compare_draft(runtime, row, draft),
        may_delete=me().may_write and room.deletion.may_delete(row),
        standing=_standing(row),
        counts=counts,
        retryable=_retryable(row, counts, room.results.missing(broadcast_id)),
        percent=percent_settled(counts),
        opened=room.results.opened(row) if approved_draft(row) else [],
        history=_history(runtime, broadcast_id),
        audience=looks.audience_words(runtime, draft.message),
        topics=looks.topic_labels(runtime),
        article=article,
        article_preview=build_preview(runtime.pictures, article_text(article)) if article else None,
        article_states=ARTICLE_STATES,
        tied=runtime.linked_zalo.list_linked() if is_open and kind.can_be_tested else [],
        texts=broadcasts_texts,
        states=STATES,
        kind=kind,
        deliveries=DELIVERIES,
        why=REASONS,
        explained=explain_reason,
        button_words=looks.button_words,
        quota=looks.quota_words,
        today=runtime.today(),
        picture_trouble=runtime.pictures.trouble() if runtime.pictures.path_of(draft.message.picture) else "",
        timetable=describe_repeat(draft.repeat) if draft.repeat else "",
        **_series(runtime, row, draft),
    )


def _faults(runtime: Runtime, row: Broadcast, draft: BroadcastDraft) -> list[str]:
    """What keeps a draft from being submitted."""
    if row.state not in ("draft", "returned"):
        return []
    return runtime.broadcasts.lifecycle.problems(draft, is_item=row.role == "item")


def _is_live(runtime: Runtime, row: Broadcast, look: looks.BroadcastPreview | None) -> bool:
    """Whether its figures move now, or are about to."""
    if row.state == "scheduled" and row.role != "series" and look:
        return look.forecast.starts <= runtime.now() + timedelta(minutes=1)
    return bool(row.state == "sending")


def _retryable(row: Broadcast, counts: DeliveryCounts, missing: int) -> int:
    """How many messages this official may have sent again."""
    if row.state not in RETRIED_IN or not me().may_approve:
        return 0
    refused = sum(n for (state, outcome), n in counts.by_reason.items() if state == "failed" and outcome in RETRYABLE)
    return refused + missing


def _standing(row: Broadcast) -> str:
    """Why it stands where it stands: a hold of the program, a pause, or an official's reason."""
    if row.state in ("sending", "scheduled") and row.held_reason:
        return HOLDS.get(row.held_reason, "")
    if row.state in ("paused", "expired"):
        return STILL.get(row.reason or "", "")
    return f"Lý do: {row.reason}" if row.state in ("returned", "rejected") and row.reason else ""


def _series(runtime: Runtime, row: Broadcast, draft: BroadcastDraft) -> dict[str, object]:
    """What belongs to a series: its next dates, its items, its runs."""
    if row.role != "series":
        return {"dates": [], "items": [], "runs": [], "turns": [], "proposals": []}
    reports = runtime.broadcasts.results
    dates = looks.next_dates(runtime, draft, row.fired, row.next_fire_at) if row.state in BEFORE else []
    return {
        "dates": dates,
        "proposals": [one for one in runtime.broadcasts.series_changes.list_open() if one.series_id == row.id],
        "turns": list(zip(dates, cycle(items_by_turn(runtime.store, row.id, row.kind)), strict=False)),
        "items": reports.items(row.id),
        "runs": reports.occurrences(row.id),
    }


def _history(runtime: Runtime, broadcast_id: int) -> list[HistoryEntry]:
    """Who did what, newest first."""
    lines = [_done(row) for row in runtime.broadcasts.results.history(broadcast_id)]
    return lines[::-1]


def _done(row: AuditLine) -> HistoryEntry:
    act = row.action.removeprefix("broadcast_")
    detail = json.loads(row.detail) if row.detail else {}
    counted = f"{format_number(detail['count'])} người" if detail.get("count") else ""
    what = ACTS.get(act, act)
    reason = explain_reason(detail.get("reason")) or counted
    return HistoryEntry(row.at, row.name or "Máy", what[:1].upper() + what[1:], reason)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/<int:broadcast_id>", "broadcast", page, Rule.SIGNED_IN),
    Route("GET", "/broadcasts/<int:broadcast_id>/progress", "broadcast_progress", progress, Rule.SIGNED_IN),
)
