"""The month's calendar of broadcasts: what went out, what is planned, and the public holidays."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts import texts
from bot.admin.broadcasts.list_page import start_of
from bot.admin.route import Route
from bot.broadcasts import recurrence
from bot.broadcasts.texts import STATES
from bot.clock import at_zone
from bot.runtime import Runtime

MOST_RUNS = 40
"""Of one series in one month: daily, and then some."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of a day. `is_planned`: a run of a series that is not made yet."""

    at: datetime
    id: int
    title: str
    state: str
    is_planned: bool = False


@dataclass(slots=True)
class CalendarDay:
    """One day of the table; `inside` the month shown."""

    day: date
    inside: bool
    is_today: bool
    holiday: str
    name: str
    entries: list[CalendarEntry] = field(default_factory=list)


def page(runtime: Runtime) -> ResponseReturnValue:
    """One month, this one unless another is asked for."""
    first = first_of_month(request.args.get("m", ""), runtime.today())
    length = monthrange(first.year, first.month)[1]
    weeks = _weeks(runtime, first)
    return render_template(
        "admin/broadcasts/month.html",
        weeks=weeks,
        first=first,
        before=first - timedelta(days=1),
        after=first + timedelta(days=length),
        weekdays=texts.WEEKDAYS.values(),
        states=STATES,
        is_empty=not any(day.entries for week in weeks for day in week),
    )


def first_of_month(text: str, today: date) -> date:
    """The first day of the month "2026-12"; of this month for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


def _weeks(runtime: Runtime, first: date) -> list[list[CalendarDay]]:
    entries = _entries(runtime, first)
    holidays = {row.day: row.name for row in runtime.live_content.content.holidays if not row.working}
    today = runtime.today()

    def make_day(day: date) -> CalendarDay:
        inside = day.month == first.month
        name = texts.weekday_of(day)
        return CalendarDay(day, inside, day == today, holidays.get(day, ""), name, entries[day] if inside else [])

    return [[make_day(day) for day in week] for week in Calendar().monthdatescalendar(first.year, first.month)]


def _entries(runtime: Runtime, first: date) -> defaultdict[date, list[CalendarEntry]]:
    end = (first + timedelta(days=32)).replace(day=1)
    by_day = defaultdict(list)
    for entry in (*_made(runtime, first, end), *_planned(runtime, first, end)):
        by_day[entry.at.date()].append(entry)
    for entries in by_day.values():
        entries.sort(key=lambda entry: (entry.at, entry.id))
    return by_day


def _made(runtime: Runtime, first: date, end: date) -> Iterator[CalendarEntry]:
    for row in runtime.broadcasts.results.between(start_of(runtime, first), start_of(runtime, end)):
        yield CalendarEntry(at_zone(row.moment, runtime.settings.timezone), row.id, row.title, row.state)


def _planned(runtime: Runtime, first: date, end: date) -> Iterator[CalendarEntry]:
    """Runs of series from their next one on."""
    zone, room = runtime.settings.timezone, runtime.broadcasts
    month_start = at_zone(start_of(runtime, first), zone)
    for row in room.results.planned_series():
        repeat = room.lifecycle.draft_of(row).repeat
        if repeat is None or row.next_fire_at is None:
            continue
        after = max(at_zone(row.next_fire_at, zone), month_start) - timedelta(milliseconds=1)
        start = at_zone(row.send_at or 0, zone)
        for moment in recurrence.preview_times(repeat, after, room.holidays(), start, row.fired, MOST_RUNS):
            if moment.date() >= end:
                break
            yield CalendarEntry(moment, row.id, row.title, row.state, is_planned=True)


ROUTES: tuple[Route, ...] = (Route("GET", "/broadcasts/month", "broadcast_month", page, Rule.SIGNED_IN),)
