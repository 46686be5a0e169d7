"""Sổ hoạt động: activities away from Zalo, which officials enter and reports count."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.reports import page_texts
from bot.admin.route import Route
from bot.admin.shared.dates import read_day
from bot.admin.shared.paging import link
from bot.lib.numbers import parse_integer
from bot.reports import texts
from bot.reports.activities import ActivityError, ActivityLog
from bot.reports.annexes import attendance_words
from bot.reports.rows import Activity
from bot.runtime import Runtime


def show_page(runtime: Runtime) -> ResponseReturnValue:
    """Show the log: searched, filtered, sorted and in pages."""
    query = request.args
    kind = query.get("kind", "")
    result = _activity_log(runtime).search(
        read_day(query.get("from", "")),
        read_day(query.get("to", "")),
        kind=kind if kind in texts.ACTIVITIES else None,
        text=" ".join(query.get("q", "").split()) or None,
        oldest_first=query.get("order") == "oldest",
        page=max(1, query.get("page", 1, parse_integer)),
    )
    return render_template(
        "admin/reports/activities.html",
        result=result,
        query=query,
        page_texts=page_texts,
        kinds=texts.ACTIVITIES,
        few=texts.format_count,
        attendance=attendance_words,
        is_filtered=any(query.get(name) for name in ("q", "kind", "from", "to")),
        link=link(query.to_dict()),
        done=page_texts.DONE.get(query.get("done", "")),
    )


def new_activity(runtime: Runtime) -> ResponseReturnValue:
    """Show an empty form: one event, today."""
    return _form_page(runtime, None, {"day": runtime.today().isoformat(), "events": "1"})


def edit_activity(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """Show the form of one activity."""
    return _form_page(runtime, activity_id, _form_of(_get_or_404(runtime, activity_id)))


def create_activity(runtime: Runtime) -> ResponseReturnValue:
    """Store a new activity."""
    return _save_activity(runtime, None)


def change_activity(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """Store the changes of an activity."""
    return _save_activity(runtime, activity_id)


def delete_activity(runtime: Runtime, activity_id: int) -> ResponseReturnValue:
    """Delete an activity and return to the list; 404 when there is none."""
    _get_or_404(runtime, activity_id)
    _activity_log(runtime).delete(activity_id, me().id)
    return redirect(url_for("admin.activities", done="activity_deleted"), 303)


def _save_activity(runtime: Runtime, activity_id: int | None) -> ResponseReturnValue:
    try:
        if activity_id is None:
            _activity_log(runtime).add(request.form, me().id)
        else:
            _activity_log(runtime).change(activity_id, request.form, me().id)
    except ActivityError as error:
        return _form_page(runtime, activity_id, request.form, error.faults), 422
    return redirect(url_for("admin.activities", done="activity_saved"), 303)


def _form_page(
    runtime: Runtime, activity_id: int | None, form: Mapping[str, str], faults: Mapping[str, str] | None = None
) -> str:
    return render_template(
        "admin/reports/activity.html",
        activity_id=activity_id,
        form=form,
        faults=faults or {},
        kinds=texts.ACTIVITIES,
        today=runtime.today(),
    )


def _form_of(activity: Activity) -> dict[str, str]:
    return {
        "day": activity.day.isoformat(),
        "kind": activity.kind,
        "place": activity.place,
        "events": str(activity.events),
        "people": "" if activity.people is None else str(activity.people),
        "is_more": "1" if activity.is_more else "",
        "note": activity.note,
    }


def _get_or_404(runtime: Runtime, activity_id: int) -> Activity:
    return _activity_log(runtime).get(activity_id) or abort(404)


def _activity_log(runtime: Runtime) -> ActivityLog:
    return ActivityLog.of(runtime)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports/activities", "activities", show_page, Rule.SIGNED_IN),
    Route("GET", "/reports/activities/new", "activity_new", new_activity, Rule.WRITES),
    Route("POST", "/reports/activities", "activity_create", create_activity, Rule.WRITES),
    Route("GET", "/reports/activities/<int:activity_id>", "activity_edit", edit_activity, Rule.WRITES),
    Route("POST", "/reports/activities/<int:activity_id>", "activity_change", change_activity, Rule.WRITES),
    Route("POST", "/reports/activities/<int:activity_id>/delete", "activity_delete", delete_activity, Rule.WRITES),
)
