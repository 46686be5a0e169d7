"""One broadcast: what it says, what it will do, how it goes, and everything that may be done to it now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words
from bot.admin import words_broadcasts as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.broadcasts.repeat_words import describe
from bot.broadcasts.reports import Counts
from bot.broadcasts.service import RETRYABLE, BroadcastError, Draft
from bot.broadcasts.states import acts_on
from bot.broadcasts.words import ACTS, DELIVERIES, HOLDS, KINDS, PAUSES, REASONS, STATES, told
from bot.publishing_words import STATES as ARTICLE_STATES
from bot.runtime import Runtime

BEFORE = frozenset({"draft", "returned", "submitted", "approved", "scheduled"})
"""States in which it is still told what would happen."""
RETRIED_IN = frozenset({"sending", "paused", "sent"})


@dataclass(frozen=True, slots=True)
class Done:
    """One line of the history."""

    at: int
    who: str
    what: str
    reason: str


def page(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Everything about one broadcast."""
    return one(runtime, broadcast_id)


def progress(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """The figures of this moment, for the script that keeps them fresh."""
    row = known(runtime, broadcast_id)
    counts = runtime.broadcasting.reports.counts(broadcast_id)
    return jsonify(
        state=row["state"], counts={state: words.number(count) for state, count in counts.by_state.items()},
        reached=words.number(counts.reached), total=words.number(counts.total), percent=percent(counts),
    )  # fmt: skip


def known(runtime: Runtime, broadcast_id: int) -> sqlite3.Row:
    """The broadcast, or the page that says there is none."""
    try:
        return runtime.broadcasting.desk.get(broadcast_id)
    except BroadcastError:
        abort(404)


def percent(counts: Counts) -> int:
    """How much of it is decided, one way or another."""
    still = counts.by_state.get("waiting", 0) + counts.by_state.get("queued", 0)
    return 100 * (counts.total - still) // counts.total if counts.total else 0


def one(runtime: Runtime, broadcast_id: int, reasons: Sequence[str] = (), typed_reason: str = "") -> str:
    """The page, after a refusal with all its reasons and what was typed."""
    row = known(runtime, broadcast_id)
    room = runtime.broadcasting
    draft = room.desk.draft_of(row)
    approved = looks.approved(row)
    is_open = row["state"] in BEFORE
    counts = room.reports.counts(broadcast_id)
    look = looks.look(runtime, draft, broadcast_id, asks_quota="quota" in request.args) if is_open else None
    return render_template(
        "admin/broadcasts/one.html", row=row, draft=draft, message=draft.message, reasons=reasons,
        typed_reason=typed_reason, is_open=is_open, acts={act.value for act in acts_on(row["state"], me().role)},
        is_own=row["author_id"] == me().id, faults=_faults(runtime, row, draft),
        look=look, is_live=_is_live(runtime, row, look),
        bubble=looks.bubble(runtime, draft.kind, draft.message, broadcast_id),
        changes=looks.changed(runtime, approved, draft.message) if approved and is_open else None,
        standing=_standing(row), counts=counts, retryable=_retryable(row, counts), percent=percent(counts),
        opened=room.reports.opened(row) if approved else [], history=_history(runtime, broadcast_id),
        audience=looks.audience_words(runtime, draft.message), topics=looks.topic_labels(runtime),
        article=runtime.publishing.get(draft.message.article_id) if draft.message.article_id else None,
        article_states=ARTICLE_STATES, tied=runtime.own_zalos.tied() if is_open and row["kind"] != "article" else [],
        said=said, states=STATES, kinds=KINDS, deliveries=DELIVERIES, why=REASONS, explained=told,
        button_words=looks.button_words, quota=looks.quota_words, today=runtime.today(),
        picture_trouble=runtime.pictures.trouble() if runtime.pictures.path_of(draft.message.picture) else "",
        timetable=describe(draft.repeat) if draft.repeat else "", **_series(runtime, row, draft),
    )  # fmt: skip


def _faults(runtime: Runtime, row: sqlite3.Row, draft: Draft) -> list[str]:
    """What keeps a draft from being submitted."""
    if row["state"] not in ("draft", "returned"):
        return []
    return runtime.broadcasting.desk.problems(draft, is_item=row["role"] == "item")


def _is_live(runtime: Runtime, row: sqlite3.Row, look: looks.Look | None) -> bool:
    """Whether its figures move now, or are about to."""
    if row["state"] == "scheduled" and row["role"] != "series" and look:
        return look.forecast.starts <= runtime.now() + timedelta(minutes=1)
    return bool(row["state"] == "sending")


def _retryable(row: sqlite3.Row, counts: Counts) -> int:
    """How many messages this official may have sent again."""
    if row["state"] not in RETRIED_IN or not me().may_approve:
        return 0
    return sum(n for (state, outcome), n in counts.by_reason.items() if state == "failed" and outcome in RETRYABLE)


def _standing(row: sqlite3.Row) -> str:
    """Why it stands where it stands: a hold of the program, a pause, or an official's reason."""
    if row["state"] in ("sending", "scheduled") and row["held_reason"]:
        return HOLDS.get(row["held_reason"], "")
    if row["state"] in ("paused", "expired"):
        return PAUSES.get(row["reason"], HOLDS.get(row["reason"], ""))
    return f"Lý do: {row['reason']}" if row["state"] in ("returned", "rejected") and row["reason"] else ""


def _series(runtime: Runtime, row: sqlite3.Row, draft: Draft) -> dict[str, object]:
    """What belongs to a series: its next dates, its items, its runs."""
    if row["role"] != "series":
        return {"dates": [], "items": [], "runs": []}
    reports = runtime.broadcasting.reports
    return {
        "dates": looks.dates(runtime, draft, row["fired"], row["next_fire_at"]) if row["state"] in BEFORE else [],
        "items": reports.items(row["id"]), "runs": reports.occurrences(row["id"]),
    }  # fmt: skip


def _history(runtime: Runtime, broadcast_id: int) -> list[Done]:
    """Who did what, newest first."""
    found = [_done(row) for row in runtime.broadcasting.reports.history(broadcast_id)]
    return found[::-1]


def _done(row: sqlite3.Row) -> Done:
    act = row["action"].removeprefix("broadcast_")
    detail = json.loads(row["detail"]) if row["detail"] else {}
    counted = f"{words.number(detail['count'])} người" if detail.get("count") else ""
    what = ACTS.get(act, act)
    return Done(row["at"], row["name"] or "Máy", what[:1].upper() + what[1:], told(detail.get("reason")) or counted)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/<int:broadcast_id>", "broadcast", page, Rule.SIGNED_IN),
    Route("GET", "/broadcasts/<int:broadcast_id>/progress", "broadcast_progress", progress, Rule.SIGNED_IN),
)
