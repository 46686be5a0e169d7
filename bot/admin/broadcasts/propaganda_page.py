"""Lịch tuyên truyền: a month's prepared texts, to be taken over as drafts with one press."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts import previews as looks
from bot.admin.broadcasts import texts
from bot.admin.broadcasts.calendar_page import first_of_month
from bot.admin.broadcasts.compose_page import signed_in_actor
from bot.admin.route import Route
from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import BroadcastError
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
    if only and only not in {source.id for source, _, _ in runtime.broadcasts.calendar.month(first.year, first.month)}:
        abort(404)
    try:
        calendar, by = runtime.broadcasts.calendar, signed_in_actor()
        new_ids = calendar.adopt(first.year, first.month, by, only)
        submitted = calendar.submit_dated(new_ids, by) if request.form.get("act") == "submit" else 0
    except BroadcastError as error:
        return _page(runtime, month, error.reasons), 409
    notice = "propaganda_submitted" if submitted else "propaganda_adopted" if new_ids else "propaganda_known"
    return redirect(url_for("admin.propaganda", m=f"{first:%Y-%m}", done=notice), 303)


def _page(runtime: Runtime, month: str, reasons: tuple[str, ...] = ()) -> str:
    first = first_of_month(month, runtime.today())
    content = runtime.live_content.content
    proposals = [
        (source, day, existing, *adopt_text(content, source))
        for source, day, existing in runtime.broadcasts.calendar.month(first.year, first.month)
    ]
    return render_template(
        "admin/broadcasts/propaganda.html",
        proposals=proposals,
        first=first,
        reasons=reasons,
        before=first - timedelta(days=1),
        after=(first + timedelta(days=32)).replace(day=1),
        texts=texts,
        find_kind=find_kind,
        topics=looks.topic_labels(runtime),
        is_open=any(existing is None for _, _, existing, _, _ in proposals),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/propaganda", "propaganda", page, Rule.SIGNED_IN),
    Route("POST", "/broadcasts/propaganda", "propaganda_adopt", adopt, Rule.WRITES),
)
