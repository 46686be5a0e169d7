"""Who got a broadcast, who did not and why: a list in pages, and the same as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import words_broadcasts as said
from bot.admin.access import Rule
from bot.admin.paging import link
from bot.admin.route import Route
from bot.admin.views.broadcast_one import known
from bot.admin.views.broadcast_writing import actor
from bot.broadcasts.reports import PEOPLE_ORDERS
from bot.broadcasts.words import DELIVERIES, explained
from bot.runtime import Runtime

MOST_PAGES = 10_000
"""Nobody turns further; a larger number would not fit the database's integers."""


def page(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """One page of the people, searched by name, by state and outcome, and sorted if asked."""
    row = known(runtime, broadcast_id)
    reports, asked = runtime.broadcasting.reports, request.args
    state, outcome = _asked(asked)
    text, order = " ".join(asked.get("q", "").split()), asked.get("order", "")
    order = order if order in PEOPLE_ORDERS else PEOPLE_ORDERS[0]
    number = min(max(1, asked.get("page", 1, int)), MOST_PAGES)
    found = reports.page(
        broadcast_id, state=state or "", outcome=outcome or "", text=text, order=order, number=number
    )  # fmt: skip
    return render_template(
        "admin/broadcasts/people.html", row=row, found=found, counts=reports.counts(broadcast_id), state=state, outcome=outcome,
        text=text, order=order, said=said, deliveries=DELIVERIES, explained=explained, link=link(asked.to_dict()),
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
