"""Giờ làm và ngày nghỉ: the counter's hours and holidays; only officials who may edit content can change them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.shared.paging import has_words, link, number_in, page_of
from bot.content.models import WorkingHours
from bot.content_editing.office_hours import OfficeTimes, TypedHours
from bot.content_editing.service import ContentEditingError
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
MISSING_DAY = "Hãy chọn ngày."

PAGE = 20
HOLIDAY_KINDS = {"off": False, "makeup": True}
ORDERS = {"": "Đầu năm trước", "last": "Cuối năm trước"}


def hours_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with the usual hours, the days off and the make-up days."""
    return _render_page(runtime)


def save_hours(runtime: Runtime) -> ResponseReturnValue:
    """Save the usual hours."""
    hours = _read_hours()
    try:
        OfficeTimes(runtime.content_editing).set_hours(hours, me().id)
    except ContentEditingError as error:
        return _render_page(runtime, str(error), hours=hours), 422
    return redirect(url_for("admin.hours", done="hours_saved"), 303)


def save_day(runtime: Runtime) -> ResponseReturnValue:
    """Save a day off, or a weekend day that is worked."""
    form = request.form
    try:
        OfficeTimes(runtime.content_editing).set_day(
            _parse_day(form.get("date", "")),
            form.get("name", ""),
            is_off=form.get("kind") != "makeup",
            is_certain="certain" in form,
            official_id=me().id,
        )
    except ContentEditingError as error:
        return _render_page(runtime, str(error), form=form), 422
    return redirect(url_for("admin.hours", done="holiday_saved", _anchor="ngay-nghi"), 303)


def drop_day(runtime: Runtime) -> ResponseReturnValue:
    """Remove a day off or a make-up day."""
    try:
        OfficeTimes(runtime.content_editing).drop_day(_parse_day(request.form.get("date", "")), me().id)
    except ContentEditingError as error:
        return _render_page(runtime, str(error)), 409
    return redirect(url_for("admin.hours", done="holiday_removed", _anchor="ngay-nghi"), 303)


def _read_hours() -> TypedHours:
    form = request.form
    return TypedHours(
        days=[int(day) for day in form.getlist("day") if day in "1234567" and len(day) == 1],
        morning=(form.get("morning_from", ""), form.get("morning_to", "")),
        afternoon=(form.get("afternoon_from", ""), form.get("afternoon_to", "")),
        saturday_morning="saturday" in form,
        is_confirmed="confirmed" in form,
    )


def _parse_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ContentEditingError(MISSING_DAY) from None


def _render_page(
    runtime: Runtime, error: str = "", hours: TypedHours | None = None, form: Mapping[str, str] | None = None
) -> str:
    content, today = runtime.live_content.content, runtime.today()
    year = request.args.get("year", today.year, parse_integer)
    args, kind = request.args, HOLIDAY_KINDS.get(request.args.get("kind", ""))
    in_year = [holiday for holiday in content.holidays if holiday.day.year == year]
    days = [
        holiday
        for holiday in in_year
        if has_words(args.get("q", ""), holiday.name, f"{holiday.day:%d/%m/%Y}") and kind in (None, holiday.working)
    ]
    days.sort(key=lambda holiday: holiday.day, reverse=args.get("order") == "last")
    return render_template(
        "admin/content/hours.html",
        error=error,
        hours=hours or _show_hours(content.ward.hours),
        weekdays=WEEKDAYS,
        year=year,
        in_year=len(in_year),
        orders=ORDERS,
        days=page_of(days, number_in(args), PAGE),
        query=args,
        link=link({**args, "year": str(year), "_anchor": "ngay-nghi"}),
        form=form or {},
        years=sorted({today.year, *(holiday.day.year for holiday in content.holidays)}),
        today=today,
    )


def _show_hours(hours: WorkingHours) -> TypedHours:
    morning, afternoon = _show_span(hours.morning), _show_span(hours.afternoon)
    return TypedHours(hours.days, morning, afternoon, hours.saturday_morning, hours.confirmed)


def _show_span(span: tuple[time, time]) -> tuple[str, str]:
    return f"{span[0]:%H:%M}", f"{span[1]:%H:%M}"


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings/hours", "hours", hours_page, Rule.SIGNED_IN),
    Route("POST", "/settings/hours", "hours_save", save_hours, Rule.EDITS),
    Route("POST", "/settings/hours/day", "holiday_save", save_day, Rule.EDITS),
    Route("POST", "/settings/hours/day/remove", "holiday_remove", drop_day, Rule.EDITS),
)
