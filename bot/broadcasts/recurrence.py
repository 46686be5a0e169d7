"""When a series goes out next. Pure: the clock, the zone and the holidays are given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_patterns import read_pattern
from bot.broadcasts.series_days import RepeatError, days
from bot.content.models import Holiday

__all__ = ["Holidays", "Repeat", "RepeatError", "holidays_of", "next_after", "nominal_days_at", "preview_times"]

SEARCH_DAYS = 12 * 366
"""A rule that falls on no day in twelve years never does: 29 February comes at most eight years apart."""

MOVE_DAYS = 31
"""How far an occurrence may move to a working day; longer than any holiday."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holidays:
    """Public holidays (`off`) and the Saturdays or Sundays worked instead (`makeup`)."""

    off: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday. A weekend is none."""
        return day in self.off and day not in self.makeup

    def is_workday(self, day: date) -> bool:
        """Whether officials work on `day`: Monday to Friday without holidays, and the days worked instead."""
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.off)


def holidays_of(rows: Iterable[Holiday]) -> Holidays:
    """The holidays of content/holidays.yaml (Content.holidays).

    A day off that is only proposed counts as off and a proposed day of make-up work as not worked: a post that moves away
    from a working day harms nobody, one sent into a holiday may.
    """
    listed = tuple(rows)
    return Holidays(
        off=frozenset(row.day for row in listed if not row.working),
        makeup=frozenset(row.day for row in listed if row.working and row.certain),
    )


def next_after(repeat: Repeat, after: datetime, holidays: Holidays, start: datetime, fired: int) -> datetime | None:
    """The first occurrence strictly after `after` and not before `start`, in the zone of `after`; None when there is none.

    `start` is when the series begins (every second week counts from it), `fired` how many occurrences it has had. An
    occurrence moved onto the day of another is one with it. A time that the change to summer time leaves out becomes the
    same moment an hour later. Both times must be aware: ValueError.
    """
    zone = after.tzinfo
    if zone is None or start.tzinfo is None:
        raise ValueError("after and start must be aware datetimes")
    if repeat.count is not None and fired >= repeat.count:
        return None
    not_before, passed = start.astimezone(UTC), after.astimezone(UTC)
    # Aware times of one zone compare by the clock on the wall, which runs back once a year: compare in UTC.
    moments = [_aware(moment, zone) for _, moment in repeat.moved]
    moments += filter(None, [_next_regular(repeat, after, holidays, start)])
    coming = [moment for moment in moments if moment.astimezone(UTC) > passed and moment.astimezone(UTC) >= not_before]
    return min(coming, key=lambda moment: moment.astimezone(UTC), default=None)


def _next_regular(repeat: Repeat, after: datetime, holidays: Holidays, start: datetime) -> datetime | None:
    """The same among the runs that were not moved by an official."""
    zone = after.tzinfo
    assert zone is not None
    not_before, passed = start.astimezone(UTC), after.astimezone(UTC)
    candidate: date | None = None
    for nominal in _nominal_days(repeat, after.date(), start.astimezone(zone).date(), holidays):
        if candidate is not None and nominal > candidate + timedelta(days=MOVE_DAYS):
            break
        day = _actual_day(repeat, nominal, holidays)
        if day is None or (candidate is not None and day >= candidate):
            continue
        moment = _moment(repeat, day, zone).astimezone(UTC)
        if moment > passed and moment >= not_before:
            candidate = day
    return None if candidate is None else _moment(repeat, candidate, zone)


def nominal_days_at(repeat: Repeat, moment: datetime, holidays: Holidays, start: datetime) -> tuple[date, ...]:
    """The days of the rule whose run goes out at `moment` (aware); several when holidays move them onto one day."""
    zone = moment.tzinfo
    if zone is None:
        raise ValueError("moment must be aware")
    moved = [day for day, at in repeat.moved if _aware(at, zone) == moment]
    if moved:
        return tuple(moved)
    first, last = moment.date() - timedelta(days=MOVE_DAYS), moment.date() + timedelta(days=MOVE_DAYS)
    nominal = days(read_pattern(repeat.pattern), start.astimezone(zone).date(), first, last, holidays.is_workday)
    return tuple(
        day
        for day in nominal
        if (actual := _actual_day(repeat, day, holidays)) is not None and _moment(repeat, actual, zone) == moment
    )


def preview_times(
    repeat: Repeat, after: datetime, holidays: Holidays, start: datetime, fired: int, n: int
) -> list[datetime]:
    """The next `n` occurrences after `after`, fewer when the series ends before. As in `next_after`."""
    moments: list[datetime] = []
    moment = after
    while len(moments) < n:
        following = next_after(repeat, moment, holidays, start, fired + len(moments))
        if following is None:
            break
        moments.append(following)
        moment = following
    return moments


def _nominal_days(repeat: Repeat, today: date, start: date, holidays: Holidays) -> Iterable[date]:
    """The days before any move, from those that may still move behind `today` to the end of the search."""
    first = max(start, today - timedelta(days=MOVE_DAYS))
    last = max(start, today) + timedelta(days=SEARCH_DAYS)
    if repeat.until is not None:
        last = min(last, repeat.until)
    return days(read_pattern(repeat.pattern), start, first, last, holidays.is_workday)


def _actual_day(repeat: Repeat, nominal: date, holidays: Holidays) -> date | None:
    """The day on which the occurrence of `nominal` goes out; None when it does not."""
    if nominal in repeat.skip or any(nominal == day for day, _ in repeat.moved):
        return None
    if repeat.on_holiday == "send" or not holidays.is_holiday(nominal):
        return nominal
    if repeat.on_holiday == "skip":
        return None
    step = timedelta(days=-1 if repeat.on_holiday == "before" else 1)
    for distance in range(1, MOVE_DAYS + 1):
        day = nominal + distance * step
        if holidays.is_workday(day) and day not in repeat.skip:
            return day if repeat.until is None or day <= repeat.until else None
    return None


def _moment(repeat: Repeat, day: date, zone: tzinfo) -> datetime:
    return _aware(datetime.combine(day, repeat.at), zone)


def _aware(moment: datetime, zone: tzinfo) -> datetime:
    # Through UTC and back: a time left out by the change to summer time becomes one that exists.
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
