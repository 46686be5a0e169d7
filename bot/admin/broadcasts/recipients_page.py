"""Who got a broadcast, who did not and why: a list in pages, and the same as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts import texts
from bot.admin.broadcasts.compose_page import signed_in_actor
from bot.admin.broadcasts.detail_page import find_broadcast
from bot.admin.route import Route
from bot.admin.shared.paging import link
from bot.broadcasts.results import PEOPLE_ORDERS
from bot.broadcasts.texts import DELIVERIES, explain_outcome
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PAGES = 10_000
"""Nobody turns further; a larger number would not fit the database's integers."""


def page(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """One page of the people, searched by name, by state and outcome, and sorted if asked."""
    row = find_broadcast(runtime, broadcast_id)
    reports, filters = runtime.broadcasts.results, request.args
    state, outcome = _asked(filters)
    text, order = " ".join(filters.get("q", "").split()), filters.get("order", "")
    order = order if order in PEOPLE_ORDERS else PEOPLE_ORDERS[0]
    number = min(max(1, filters.get("page", 1, parse_integer)), MOST_PAGES)
    listed = reports.page(broadcast_id, state=state or "", outcome=outcome or "", text=text, order=order, number=number)
    return render_template(
        "admin/broadcasts/people.html",
        row=row,
        result=listed,
        counts=reports.counts(broadcast_id),
        state=state,
        outcome=outcome,
        text=text,
        order=order,
        texts=texts,
        deliveries=DELIVERIES,
        explained=explain_outcome,
        link=link(filters.to_dict()),
    )


def as_file(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """All of them as CSV; that names left the house is noted in the audit."""
    find_broadcast(runtime, broadcast_id)
    state, outcome = _asked(request.form)
    lines = runtime.broadcasts.exports.people(broadcast_id, signed_in_actor(), state=state, outcome=outcome)
    headers = {"Content-Disposition": f'attachment; filename="ban-tin-{broadcast_id}-nguoi-nhan.csv"'}
    return Response(lines, content_type="text/csv; charset=utf-8", headers=headers)


def as_workbook(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """All of them as an Excel workbook; noted in the audit as well."""
    find_broadcast(runtime, broadcast_id)
    state, outcome = _asked(request.form)
    file = runtime.broadcasts.exports.people_workbook(broadcast_id, signed_in_actor(), state=state, outcome=outcome)
    headers = {"Content-Disposition": f'attachment; filename="ban-tin-{broadcast_id}-nguoi-nhan.xlsx"'}
    return Response(file, content_type=XLSX, headers=headers)


def _asked(fields: Mapping[str, str]) -> tuple[str | None, str | None]:
    state = fields.get("state", "")
    return (state if state in DELIVERIES else None), (fields.get("outcome") or None)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/<int:broadcast_id>/people", "broadcast_people", page, Rule.SIGNED_IN),
    Route("POST", "/broadcasts/<int:broadcast_id>/people.xlsx", "broadcast_people_workbook", as_workbook, Rule.WRITES),
    Route("POST", "/broadcasts/<int:broadcast_id>/people.csv", "broadcast_people_file", as_file, Rule.WRITES),
)
