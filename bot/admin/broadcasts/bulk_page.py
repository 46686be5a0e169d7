"""Several broadcasts at once: drafts submitted or deleted from the list, and what waits for approval read and approved on one page.

Each one goes through the same checks as alone; what is refused is named with its reasons, the others are done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews, texts
from bot.admin.broadcasts.changes import DraftComparison, compare_draft
from bot.admin.broadcasts.compose_page import signed_in_actor
from bot.admin.route import Route
from bot.articles.listing import Article, article_text
from bot.articles.preview import build_preview
from bot.articles.publishing import PublishingError
from bot.broadcasts.kinds import BroadcastKind, find_kind
from bot.broadcasts.lifecycle import Broadcast, BroadcastError
from bot.broadcasts.texts import STATES
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

MOST_SHOWN = 20
"""Broadcasts on the page of what waits; the others come when these are decided."""
UNREAD = "Bài viết tới mọi người theo dõi và không thu lại được. Hãy đánh dấu ô “Tôi biết…” của riêng bản này."
NONE_CHOSEN = "Chưa chọn bản nào."


@dataclass(frozen=True, slots=True)
class WaitingBroadcast:
    """One broadcast to approve, with all its approver has to read."""

    row: Broadcast
    kind: BroadcastKind
    audience: str
    look: previews.BroadcastPreview
    comparisons: list[DraftComparison]
    article: Article | None
    article_preview: object
    urgent_reason: str

    @property
    def mark(self) -> str:
        """Names it and the versions that were read."""
        return f"{self.row.id}.{self.row.version}.{self.article.version if self.article else 0}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One broadcast that was not done, and why."""

    title: str
    reasons: tuple[str, ...]


def waiting_page(runtime: Runtime) -> ResponseReturnValue:
    """Everything that waits for this official's approval, in full."""
    return _render_waiting(runtime)


def approve_chosen(runtime: Runtime) -> ResponseReturnValue:
    """Approve the broadcasts that are ticked, in the versions that were read."""
    confirmed_marks = set(request.form.getlist("everyone"))
    marks = list(dict.fromkeys([*request.form.getlist("chosen"), *confirmed_marks]))
    if not marks:
        return _render_waiting(runtime, [Refusal("", (NONE_CHOSEN,))]), 422

    def approve(mark: str) -> None:
        broadcast_id, version, article = (parse_integer(part) for part in [*mark.split("."), "0", "0"][:3])
        row = runtime.broadcasts.lifecycle.get(broadcast_id)
        if find_kind(row.kind).confirmation and mark not in confirmed_marks:
            raise BroadcastError([UNREAD])
        runtime.broadcasts.lifecycle.approve(broadcast_id, signed_in_actor(), version, article or None)

    refusals = _do_each(runtime, marks, approve)
    if refusals:
        return _render_waiting(runtime, refusals, len(marks) - len(refusals)), 409
    return redirect(url_for("admin.broadcasts_waiting", done="broadcasts_approved"), 303)


def act_on_drafts(runtime: Runtime) -> ResponseReturnValue:
    """Submit or delete the drafts ticked in the list."""
    marks, is_deleting = request.form.getlist("chosen"), request.form.get("act") == "delete"
    room, by = runtime.broadcasts, signed_in_actor()
    if not marks:
        return _render_refusals([Refusal("", (NONE_CHOSEN,))], 0), 422

    def act(mark: str) -> None:
        if is_deleting:
            room.deletion.delete(parse_integer(mark), by)
        else:
            room.lifecycle.submit(parse_integer(mark), by)

    refusals = _do_each(runtime, marks, act)
    if refusals:
        return _render_refusals(refusals, len(marks) - len(refusals)), 409
    notice = "broadcasts_deleted" if is_deleting else "broadcasts_submitted"
    return redirect(url_for("admin.broadcasts", done=notice), 303)


def _do_each(runtime: Runtime, marks: Iterable[str], act: Callable[[str], None]) -> list[Refusal]:
    """Do it to each; returns those that were refused. A mark that names nothing is refused too."""
    refusals = []
    for mark in marks:
        try:
            act(mark)
        except ValueError:
            refusals.append(Refusal("", (f"Không có bản tin “{mark[:20]}”.",)))
        except (BroadcastError, PublishingError) as error:
            refusals.append(Refusal(_title_of(runtime, mark), error.reasons))
    return refusals


def _title_of(runtime: Runtime, mark: str) -> str:
    try:
        row = runtime.broadcasts.lifecycle.get(parse_integer(mark.partition(".")[0]))
    except BroadcastError:
        return ""
    return f"{row.title or '(chưa có tiêu đề)'} (số {row.id})"


def _render_refusals(refusals: list[Refusal], done_count: int) -> str:
    return render_template("admin/broadcasts/bulk.html", refusals=refusals, done_count=done_count)


def _render_waiting(runtime: Runtime, refusals: Iterable[Refusal] = (), done_count: int = 0) -> str:
    total, rows = runtime.broadcasts.results.search({"state": "submitted"}, order="oldest", limit=200)
    others = [row for row in rows if row.author_id != me().id]
    others.sort(key=lambda row: not find_kind(row.kind).is_urgent)
    return render_template(
        "admin/broadcasts/waiting.html",
        waiting=[_waiting_one(runtime, row) for row in others[:MOST_SHOWN]],
        more=len(others[MOST_SHOWN:]),
        own=total - len(others),
        proposals=runtime.broadcasts.series_changes.list_open(),
        refusals=list(refusals),
        done_count=done_count,
        texts=texts,
        states=STATES,
        today=runtime.today(),
    )


def _waiting_one(runtime: Runtime, row: Broadcast) -> WaitingBroadcast:
    draft = runtime.broadcasts.lifecycle.draft_of(row)
    series_id = row.series_id if row.role == "item" else None
    article = runtime.publishing.get(draft.message.article_id) if draft.message.article_id else None
    return WaitingBroadcast(
        row,
        find_kind(row.kind),
        previews.audience_words(runtime, draft.message),
        previews.preview_broadcast(runtime, draft, row.id, series_id=series_id),
        compare_draft(runtime, row, draft),
        article,
        build_preview(runtime.pictures, article_text(article)) if article else None,
        draft.message.urgent_reason,
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/waiting", "broadcasts_waiting", waiting_page, Rule.APPROVES),
    Route("POST", "/broadcasts/waiting", "broadcasts_approve", approve_chosen, Rule.APPROVES),
    Route("POST", "/broadcasts/drafts", "broadcasts_drafts", act_on_drafts, Rule.WRITES),
)
