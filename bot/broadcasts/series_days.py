"""On which days a series falls. Dates only, no times, no I/O.

Every pattern (repeat_patterns.py) becomes one `RecurrenceRule`, which follows RFC 5545 (RRULE) at the level of days. The
search is ours and not python-dateutil's, because dateutil has no bound: a rule that never falls on any day (30 February)
would search until the year 9999. The tests hold the days equal to dateutil's.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.lib.lunar_calendar import lunar_day

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
MOST_INTERVAL = 400
LAST_LUNAR_DAY = 30

_DAY = timedelta(days=1)


class RepeatError(ValueError):
    """A repeat that cannot be understood; the text is Vietnamese and gives an example."""


@dataclass(frozen=True, slots=True)
class RecurrenceRule:
    """The days of a series.

    `weekdays` holds (n, weekday) with weekday 0 = Monday and n as in 2FR or -1FR, 0 meaning every one. `positions` picks
    among the days of one month or year (BYSETPOS). `workdays` keeps working days only. `lunar` holds (day, month) of the
    lunar calendar with month 0 for every one; day 30 is the last day of a lunar month, and a repeated month has no feasts.
    """

    frequency: str
    interval: int = 1
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    workdays: bool = False
    lunar: tuple[tuple[int, int], ...] = ()


def days(
    rule: RecurrenceRule, start: date, first: date, last: date, is_workday: Callable[[date], bool]
) -> Iterator[date]:
    """The days of `rule` from `first` to `last` (both included), rising, none before `start`.

    `start` also anchors what the rule leaves open, as in RFC 5545: every second week counts from its week, and a monthly
    rule without a day takes its day. Ends at `last` even when the rule falls on no day at all.
    """
    rule = _anchored(rule, start)
    first = max(first, start)
    for begin, end in _periods(rule, start, first, last):
        candidates = [
            day for day in _each(begin, end) if _matches(rule, day) and (not rule.workdays or is_workday(day))
        ]
        for day in _at_positions(candidates, rule.positions):
            if first <= day <= last:
                yield day


def _anchored(rule: RecurrenceRule, start: date) -> RecurrenceRule:
    if rule.monthdays or rule.weekdays or rule.workdays:
        return rule
    match rule.frequency:
        case "WEEKLY":
            return replace(rule, weekdays=((0, start.weekday()),))
        case "MONTHLY":
            return replace(rule, monthdays=(start.day,))
        case "YEARLY":
            return replace(rule, months=rule.months or (start.month,), monthdays=(start.day,))
    return rule


def _periods(rule: RecurrenceRule, start: date, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days, weeks, months or years of the rule as (first day, last day), from the one that may hold `first`."""
    number = max(0, (_period_number(rule, first) - _period_number(rule, start)) // rule.interval)
    while True:
        begin, end = _period(rule, _period_number(rule, start) + number * rule.interval)
        if begin > last:
            return
        yield begin, end
        number += 1


def _period_number(rule: RecurrenceRule, day: date) -> int:
    match rule.frequency:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            return (day.toordinal() - 1 - rule.week_start) // 7
        case "MONTHLY":
            return day.year * 12 + day.month - 1
    return day.year


def _period(rule: RecurrenceRule, number: int) -> tuple[date, date]:
    match rule.frequency:
        case "DAILY":
            day = date.fromordinal(number)
            return day, day
        case "WEEKLY":
            day = date.fromordinal(number * 7 + 1 + rule.week_start)
            return day, day + 6 * _DAY
        case "MONTHLY":
            year, month = number // 12, number % 12 + 1
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(number, 1, 1), date(number, 12, 31)


def _each(begin: date, end: date) -> Iterator[date]:
    return (date.fromordinal(number) for number in range(begin.toordinal(), end.toordinal() + 1))


def _matches(rule: RecurrenceRule, day: date) -> bool:
    if rule.lunar and not _is_lunar(rule, day):
        return False
    if rule.months and day.month not in rule.months:
        return False
    length = calendar.monthrange(day.year, day.month)[1]
    if rule.monthdays and not {day.day, day.day - length - 1} & set(rule.monthdays):
        return False
    return not rule.weekdays or any(_is_weekday(rule, day, *place) for place in rule.weekdays)


def _is_lunar(rule: RecurrenceRule, day: date) -> bool:
    at = lunar_day(day)
    return any(
        (at.is_last if number == LAST_LUNAR_DAY else at.day == number) and month in (0, -1 if at.is_leap else at.month)
        for number, month in rule.lunar
    )


def _is_weekday(rule: RecurrenceRule, day: date, nth: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if nth == 0:
        return True
    if rule.frequency == "MONTHLY" or rule.months:
        place, length = day.day, calendar.monthrange(day.year, day.month)[1]
    else:
        place, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
    return nth in ((place - 1) // 7 + 1, -((length - place) // 7 + 1))


def _at_positions(candidates: list[date], positions: tuple[int, ...]) -> list[date]:
    if not positions:
        return candidates
    count = len(candidates)
    places = {place - 1 if place > 0 else count + place for place in positions}
    return [candidates[place] for place in sorted(places) if 0 <= place < count]
