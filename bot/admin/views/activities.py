"""Sổ hoạt động: what was done away from Zalo, written down by officials and told in reports."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_reports as said
from bot.admin.access import Rule, me
from bot.admin.paging import link
from bot.admin.route import Route
from bot.admin.views.broadcasts import day_in
from bot.reports import wording
from bot.reports.activities import ActivityBook, ActivityError
from bot.reports.annexes import attendance
from bot.reports.rows import Activity
from bot.runtime import Runtime


def page(runtime: Runtime) -> ResponseReturnValue:
    """The book: searched, filtered, sorted and in pages."""
    asked = request.args
    kind = asked.get("kind", "")
    found = _book(runtime).search(
        day_in(asked.get("from", "")), day_in(asked.get("to", "")), kind=kind if kind in wording.ACTIVITIES else None,
        text=" ".join(asked.get("q", "").split()) or None, oldest_first=asked.get("order") == "oldest",
        page=max(1, asked.get("page", 1, int)),
    )  # fmt: skip
    return render_template(
        "admin/reports/activities.html", found=found, asked=asked, said=said, kinds=wording.ACTIVITIES, few=wording.few,
        attendance=attendance, is_filtered=any(asked.get(name) for name in ("q", "kind", "from", "to")),
        link=link(asked.to_dict()), done=said.DONE.get(asked.get("done", "")),
    )  # fmt: skip


def new(runtime: Runtime) -> ResponseReturnValue:
    """The empty form: one event, today."""
    return _form(runtime, None, {"day": runtime.today().isoformat(), "events": "1"})


def edit(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """The form with one activity as it is."""
    return _form(runtime, activity_id, _typed(_known(runtime, activity_id)))


def create(runtime: Runtime) -> ResponseReturnValue:
    """Write a new one."""
    return _save(runtime, None)


def change(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """Change one."""
    return _save(runtime, activity_id)


def delete(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """Take one out of the book."""
    _known(runtime, activity_id)
    _book(runtime).delete(activity_id, me().id)
    return redirect(url_for("admin.activities", done="activity_deleted"), 303)


def _save(runtime: Runtime, activity_id: int | None) -> ResponseReturnValue:
    try:
        _book(runtime).put(activity_id, request.form, me().id)
    except ActivityError as error:
        return _form(runtime, activity_id, request.form, error.faults), 422
    return redirect(url_for("admin.activities", done="activity_saved"), 303)


def _form(
    runtime: Runtime, activity_id: int | None, typed: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> str:  # fmt: skip
    return render_template(
        "admin/reports/activity.html", activity_id=activity_id, typed=typed, faults=faults or {}, kinds=wording.ACTIVITIES,
        today=runtime.today(),
    )  # fmt: skip


def _typed(row: Activity) -> dict[str, str]:
    return {
        "day": row.day.isoformat(), "kind": row.kind, "place": row.place, "events": str(row.events),
        "people": "" if row.people is None else str(row.people), "is_more": "1" if row.is_more else "", "note": row.note,
    }  # fmt: skip


def _known(runtime: Runtime, activity_id: int) -> Activity:
    return _book(runtime).get(activity_id) or abort(404)


def _book(runtime: Runtime) -> ActivityBook:
    return ActivityBook(runtime.store, runtime.clock, runtime.settings.timezone)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports/activities", "activities", page, Rule.SIGNED_IN),
    Route("GET", "/reports/activities/new", "activity_new", new, Rule.WRITES),
    Route("POST", "/reports/activities", "activity_create", create, Rule.WRITES),
    Route("GET", "/reports/activities/<int:activity_id>", "activity_edit", edit, Rule.WRITES),
    Route("POST", "/reports/activities/<int:activity_id>", "activity_change", change, Rule.WRITES),
    Route("POST", "/reports/activities/<int:activity_id>/delete", "activity_delete", delete, Rule.WRITES),
)
