"""Lịch tuyên truyền: a month's prepared texts, to be taken over as drafts with one press."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words_broadcasts as said
from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.views.broadcast_month import first_of_month
from bot.admin.views.broadcast_writing import actor
from bot.broadcasts.service import BroadcastError
from bot.content.propaganda import adopt_text
from bot.runtime import Runtime


def page(runtime: Runtime) -> ResponseReturnValue:
    """One month, this one unless another is asked for."""
    return _page(runtime, request.args.get("m", ""))


def adopt(runtime: Runtime) -> ResponseReturnValue:
    """Make drafts of a month, or of one text of it."""
    month = request.form.get("m", "")
    first = first_of_month(month, runtime.today())
    only = request.form.get("only") or None
    if only and only not in {
        source.id for source, _, _ in runtime.broadcasting.calendar.month(first.year, first.month)
    }:
        abort(404)
    try:
        made = runtime.broadcasting.calendar.adopt(first.year, first.month, actor(), only)
    except BroadcastError as error:
        return _page(runtime, month, error.reasons), 409
    done = "propaganda_adopted" if made else "propaganda_known"
    return redirect(url_for("admin.propaganda", m=f"{first:%Y-%m}", done=done), 303)


def _page(runtime: Runtime, month: str, reasons: tuple[str, ...] = ()) -> str:
    first = first_of_month(month, runtime.today())
    content = runtime.brain.content
    proposals = [
        (source, day, taken, *adopt_text(content, source))
        for source, day, taken in runtime.broadcasting.calendar.month(first.year, first.month)
    ]
    return render_template(
        "admin/broadcasts/propaganda.html", proposals=proposals, first=first, reasons=reasons,
        before=first - timedelta(days=1), after=(first + timedelta(days=32)).replace(day=1), said=said,
        topics=looks.topic_labels(runtime), is_open=any(taken is None for _, _, taken, _, _ in proposals),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/propaganda", "propaganda", page, Rule.SIGNED_IN),
    Route("POST", "/broadcasts/propaganda", "propaganda_adopt", adopt, Rule.WRITES),
)
