"""Who got a broadcast, who did not and why: a list in pages, and the same as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.views.broadcast_one import known
from bot.admin.views.broadcast_writing import actor
from bot.broadcasts.words import DELIVERIES, explained
from bot.runtime import Runtime

PAGE = 50


def page(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """One page of the people, by state and outcome if asked."""
    row = known(runtime, broadcast_id)
    reports = runtime.broadcasting.reports
    state, outcome = _asked(request.args)
    rows = reports.page(
        broadcast_id, state=state, outcome=outcome, after=max(0, request.args.get("after", 0, int)), limit=PAGE + 1
    )
    return render_template(
        "admin/broadcasts/people.html", row=row, people=rows[:PAGE], next=rows[PAGE - 1]["id"] if len(rows) > PAGE else None,
        counts=reports.counts(broadcast_id), state=state, outcome=outcome, deliveries=DELIVERIES, explained=explained,
        is_first=not request.args.get("after"),
    )  # fmt: skip


def as_file(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """All of them as CSV; that names left the house is noted in the audit."""
    known(runtime, broadcast_id)
    state, outcome = _asked(request.form)
    lines = runtime.broadcasting.exports.people(broadcast_id, actor(), state=state, outcome=outcome)
    headers = {"Content-Disposition": f'attachment; filename="ban-tin-{broadcast_id}-nguoi-nhan.csv"'}
    return Response(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _asked(fields: Mapping[str, str]) -> tuple[str | None, str | None]:
    state = fields.get("state", "")
    return (state if state in DELIVERIES else None), (fields.get("outcome") or None)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/<int:broadcast_id>/people", "broadcast_people", page, Rule.SIGNED_IN),
    Route("POST", "/broadcasts/<int:broadcast_id>/people.csv", "broadcast_people_file", as_file, Rule.WRITES),
)
