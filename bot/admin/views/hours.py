"""Giờ làm và ngày nghỉ: seen by all, changed by who mends content."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.paging import has_words, link, number_in, page_of
from bot.admin.route import Route
from bot.office_times import Hours, OfficeTimes
from bot.runtime import Runtime
from bot.wording.service import WordingError

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
MISSING_DAY = "Hãy chọn ngày."

PAGE = 20
KINDS = {"off": False, "makeup": True}
ORDERS = {"": "Đầu năm trước", "last": "Cuối năm trước"}


def page(runtime: Runtime) -> ResponseReturnValue:
    """The usual hours, and the days that are different."""
    return _page(runtime)


def save_hours(runtime: Runtime) -> ResponseReturnValue:
    """Other usual hours."""
    hours = _typed_hours()
    try:
        OfficeTimes(runtime.wording).set_hours(hours, me().id)
    except WordingError as error:
        return _page(runtime, str(error), hours=hours), 422
    return redirect(url_for("admin.hours", done="hours_saved"), 303)


def save_day(runtime: Runtime) -> ResponseReturnValue:
    """A day off, or a weekend day that is worked."""
    form = request.form
    try:
        OfficeTimes(runtime.wording).set_day(
            _day(form.get("date", "")), form.get("name", ""), is_off=form.get("kind") != "makeup",
            is_certain="certain" in form, by=me().id,
        )  # fmt: skip
    except WordingError as error:
        return _page(runtime, str(error), typed=form), 422
    return redirect(url_for("admin.hours", done="holiday_saved", _anchor="ngay-nghi"), 303)


def drop_day(runtime: Runtime) -> ResponseReturnValue:
    """The day is like any other again."""
    try:
        OfficeTimes(runtime.wording).drop_day(_day(request.form.get("date", "")), me().id)
    except WordingError as error:
        return _page(runtime, str(error)), 409
    return redirect(url_for("admin.hours", done="holiday_removed", _anchor="ngay-nghi"), 303)


def _typed_hours() -> Hours:
    form = request.form
    return Hours(
        days=[int(day) for day in form.getlist("day") if day in "1234567" and len(day) == 1],
        morning=(form.get("morning_from", ""), form.get("morning_to", "")),
        afternoon=(form.get("afternoon_from", ""), form.get("afternoon_to", "")),
        saturday_morning="saturday" in form, is_confirmed="confirmed" in form,
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WordingError(MISSING_DAY) from None


def _page(runtime: Runtime, error: str = "", hours: Hours | None = None, typed: Any = None) -> str:
    content, today = runtime.brain.content, runtime.today()
    year = request.args.get("year", today.year, int)
    asked, kind = request.args, KINDS.get(request.args.get("kind", ""))
    in_year = [holiday for holiday in content.holidays if holiday.day.year == year]
    days = [
        holiday for holiday in in_year
        if has_words(asked.get("q", ""), holiday.name, f"{holiday.day:%d/%m/%Y}") and kind in (None, holiday.working)
    ]  # fmt: skip
    days.sort(key=lambda holiday: holiday.day, reverse=asked.get("order") == "last")
    now = content.ward.hours
    shown = hours or Hours(
        now.days, _span(now.morning), _span(now.afternoon), now.saturday_morning, now.confirmed,
    )  # fmt: skip
    return render_template(
        "admin/hours.html", error=error, hours=shown, weekdays=WEEKDAYS, year=year, in_year=len(in_year), orders=ORDERS,
        found=page_of(days, number_in(asked), PAGE), asked=asked, link=link({**asked, "year": str(year), "_anchor": "ngay-nghi"}),
        typed=typed or {},
        years=sorted({today.year, *(holiday.day.year for holiday in content.holidays)}), today=today,
    )  # fmt: skip


def _span(span: tuple[Any, Any]) -> tuple[str, str]:
    return f"{span[0]:%H:%M}", f"{span[1]:%H:%M}"


ROUTES: tuple[Route, ...] = (
    Route("GET", "/settings/hours", "hours", page, Rule.SIGNED_IN),
    Route("POST", "/settings/hours", "hours_save", save_hours, Rule.EDITS),
    Route("POST", "/settings/hours/day", "holiday_save", save_day, Rule.EDITS),
    Route("POST", "/settings/hours/day/remove", "holiday_remove", drop_day, Rule.EDITS),
)
