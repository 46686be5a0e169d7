"""Whether the counter is open and when it opens next, in the ward's time zone (OFFICE_ZONE)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.content.models import Holiday, WorkingHours

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

SATURDAY = 6
LOOK_AHEAD_DAYS = 30
"""Longer than any holiday."""


@dataclass(frozen=True, slots=True)
class OfficeState:
    """The counter at one moment.

    `why` is open, lunch, before, after, weekend, holiday or uncertain (a day whose holiday is only proposed, or whose
    make-up work is not confirmed). `until` is when it closes if open. `opens` is when it opens next if not, and
    `opens_certain` whether that day is sure. `holiday` names the holiday of today. `makeup` says that a Saturday or
    Sunday is worked today.
    """

    why: str
    until: datetime | None = None
    opens: datetime | None = None
    opens_certain: bool = True
    holiday: str | None = None
    makeup: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the counter is open."""
        return self.why == "open"


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """The counter on one day: when it is open (`spans`, empty when closed), and why not (weekend or holiday).

    Not `certain` when the day off or the make-up work is only proposed; the usual hours then stand in `spans`.
    """

    spans: tuple[tuple[datetime, datetime], ...]
    why_closed: str
    certain: bool
    holiday: str | None
    makeup: bool


def office_state(hours: WorkingHours, holidays: tuple[Holiday, ...], now: datetime) -> OfficeState:
    """The counter's state at `now` (an aware time of any zone, or a naive one that is already local)."""
    local = now.astimezone(OFFICE_ZONE) if now.tzinfo else now.replace(tzinfo=OFFICE_ZONE)
    by_day = {holiday.day: holiday for holiday in holidays}
    today = _office_day_of(hours, by_day, local.date())
    if not today.certain:
        opens, _ = _next_opening(hours, by_day, local)
        return OfficeState("uncertain", opens=opens, opens_certain=False, holiday=today.holiday, makeup=today.makeup)
    for start, end in today.spans:
        if start <= local < end:
            return OfficeState("open", until=end, makeup=today.makeup)
    opens, certain = _next_opening(hours, by_day, local)
    return OfficeState(_why_closed(today, local), opens=opens, opens_certain=certain, holiday=today.holiday)


def office_day(hours: WorkingHours, holidays: tuple[Holiday, ...], day: date) -> OfficeDay:
    """The counter's opening times on `day`."""
    return _office_day_of(hours, {holiday.day: holiday for holiday in holidays}, day)


def open_ms_between(hours: WorkingHours, holidays: tuple[Holiday, ...], start: datetime, end: datetime) -> int:
    """Milliseconds between two moments in which the counter was surely open; LOOK_AHEAD_DAYS before the end at most."""
    by_day = {holiday.day: holiday for holiday in holidays}
    begin = max(start, end - timedelta(days=LOOK_AHEAD_DAYS)).astimezone(OFFICE_ZONE)
    seconds = 0.0
    for day in _days_from(begin.date()):
        office = _office_day_of(hours, by_day, day)
        for opens, closes in office.spans if office.certain else ():
            seconds += max(0.0, (min(closes, end) - max(opens, begin)).total_seconds())
    return int(seconds * 1000)


def _why_closed(today: OfficeDay, local: datetime) -> str:
    if not today.spans:
        return today.why_closed
    if local < today.spans[0][0]:
        return "before"
    return "after" if local >= today.spans[-1][1] else "lunch"


def _next_opening(hours: WorkingHours, by_day: dict[date, Holiday], local: datetime) -> tuple[datetime | None, bool]:
    """The next start of work after `local` on a day that is sure, and False when an unsure day lies before it."""
    certain = True
    for day in _days_from(local.date()):
        office = _office_day_of(hours, by_day, day)
        certain = certain and office.certain
        start = next((start for start, _ in office.spans if start > local), None)
        if start is not None and office.certain:
            return start, certain
    return None, False


def _days_from(day: date) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in range(LOOK_AHEAD_DAYS))


def _office_day_of(hours: WorkingHours, by_day: dict[date, Holiday], day: date) -> OfficeDay:
    holiday = by_day.get(day)
    weekday = day.isoweekday()
    usual = weekday in hours.days
    saturday = weekday == SATURDAY and hours.saturday_morning and not usual
    parts = (hours.morning,) if saturday else (hours.morning, hours.afternoon)
    works = usual or saturday
    if holiday is not None and holiday.working:
        return OfficeDay(
            _make_spans(day, (hours.morning, hours.afternoon)), "weekend", holiday.certain, holiday.name, True
        )
    if holiday is not None and works:
        # An unsure holiday leaves the usual hours standing, so that the day is named and not silently skipped.
        spans = () if holiday.certain else _make_spans(day, parts)
        return OfficeDay(spans, "holiday", holiday.certain, holiday.name, False)
    name = holiday.name if holiday else None
    return OfficeDay(_make_spans(day, parts) if works else (), "weekend", True, name, False)


def _make_spans(day: date, parts: tuple[tuple[time, time], ...]) -> tuple[tuple[datetime, datetime], ...]:
    return tuple(
        (datetime.combine(day, start, OFFICE_ZONE), datetime.combine(day, end, OFFICE_ZONE)) for start, end in parts
    )
