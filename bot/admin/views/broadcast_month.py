"""The month's calendar of broadcasts: what went out, what is planned, and the public holidays."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import words_broadcasts as said
from bot.admin.access import Rule
from bot.admin.route import Route
from bot.admin.views.broadcasts import start_of
from bot.broadcasts import recurrence
from bot.broadcasts.words import STATES
from bot.clock import at_zone
from bot.runtime import Runtime

MOST_RUNS = 40
"""Of one series in one month: daily, and then some."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a day. `is_planned`: a run of a series that is not made yet."""

    at: datetime
    id: int
    title: str
    state: str
    is_planned: bool = False


@dataclass(slots=True)
class Day:
    """One day of the table; `inside` the month shown."""

    day: date
    inside: bool
    is_today: bool
    holiday: str
    name: str
    entries: list[Entry] = field(default_factory=list)


def page(runtime: Runtime) -> ResponseReturnValue:
    """One month, this one unless another is asked for."""
    first = first_of_month(request.args.get("m", ""), runtime.today())
    length = monthrange(first.year, first.month)[1]
    weeks = _weeks(runtime, first)
    return render_template(
        "admin/broadcasts/month.html", weeks=weeks, first=first, before=first - timedelta(days=1),
        after=first + timedelta(days=length), weekdays=said.WEEKDAYS.values(), states=STATES,
        is_empty=not any(day.entries for week in weeks for day in week),
    )  # fmt: skip


def first_of_month(text: str, today: date) -> date:
    """The first day of the month "2026-12"; of this month for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)


def _weeks(runtime: Runtime, first: date) -> list[list[Day]]:
    entries = _entries(runtime, first)
    holidays = {row.day: row.name for row in runtime.brain.content.holidays if not row.working}
    today = runtime.today()

    def made(day: date) -> Day:
        inside = day.month == first.month
        name = said.weekday_of(day)
        return Day(day, inside, day == today, holidays.get(day, ""), name, entries[day] if inside else [])

    return [[made(day) for day in week] for week in Calendar().monthdatescalendar(first.year, first.month)]


def _entries(runtime: Runtime, first: date) -> defaultdict[date, list[Entry]]:
    end = (first + timedelta(days=32)).replace(day=1)
    found = defaultdict(list)
    for entry in (*_made(runtime, first, end), *_planned(runtime, first, end)):
        found[entry.at.date()].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.at, entry.id))
    return found


def _made(runtime: Runtime, first: date, end: date) -> Iterator[Entry]:
    for row in runtime.broadcasting.reports.between(start_of(runtime, first), start_of(runtime, end)):
        yield Entry(at_zone(row["moment"], runtime.settings.timezone), row["id"], row["title"], row["state"])


def _planned(runtime: Runtime, first: date, end: date) -> Iterator[Entry]:
    """Runs of series from their next one on."""
    zone, room = runtime.settings.timezone, runtime.broadcasting
    month_start = at_zone(start_of(runtime, first), zone)
    for row in room.reports.planned_series():
        repeat = room.desk.draft_of(row).repeat
        if repeat is None or row["next_fire_at"] is None:
            continue
        after = max(at_zone(row["next_fire_at"], zone), month_start) - timedelta(milliseconds=1)
        start = at_zone(row["send_at"], zone)
        for moment in recurrence.preview(repeat, after, room.holidays(), start, row["fired"], MOST_RUNS):
            if moment.date() >= end:
                break
            yield Entry(moment, row["id"], row["title"], row["state"], is_planned=True)


ROUTES: tuple[Route, ...] = (Route("GET", "/broadcasts/month", "broadcast_month", page, Rule.SIGNED_IN),)
