"""Is the counter open, and when does it open next: each case of a week and of the holidays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.content.hours import office_state
from bot.content.models import Holiday, WorkingHours

HOURS = WorkingHours(
    confirmed=True,
    days=(1, 2, 3, 4, 5),
    morning=(time(7, 30), time(11, 30)),
    afternoon=(time(13, 30), time(17, 0)),
    saturday_morning=False,
)
HOLIDAYS = (
    Holiday(date(2026, 11, 24), "Ngày Văn hóa Việt Nam", working=False, certain=True),
    Holiday(date(2026, 12, 5), "Làm bù", working=True, certain=True),
    Holiday(date(2027, 2, 5), "Tết", working=False, certain=False),
    Holiday(date(2027, 2, 8), "Tết", working=False, certain=True),
)
MONDAY = date(2026, 11, 23)
SATURDAY_HOURS = WorkingHours(True, HOURS.days, HOURS.morning, HOURS.afternoon, saturday_morning=True)


def at(day: date, clock: str, hours: WorkingHours = HOURS) -> tuple[str, str]:
    state = office_state(hours, HOLIDAYS, datetime.combine(day, time.fromisoformat(clock)))
    moment = state.until if state.is_open else state.opens
    return state.why, f"{moment:%d/%m %H:%M}"


CASES = {
    "morning": (MONDAY, "09:00", "open", "23/11 11:30"),
    "first minute": (MONDAY, "07:30", "open", "23/11 11:30"),
    "lunch starts": (MONDAY, "11:30", "lunch", "23/11 13:30"),
    "afternoon": (MONDAY, "13:30", "open", "23/11 17:00"),
    "too early": (MONDAY, "06:00", "before", "23/11 07:30"),
    "evening before a holiday": (MONDAY, "17:00", "after", "25/11 07:30"),
    "holiday": (date(2026, 11, 24), "09:00", "holiday", "25/11 07:30"),
    "Saturday": (date(2026, 11, 28), "09:00", "weekend", "30/11 07:30"),
    "Sunday": (date(2026, 11, 29), "09:00", "weekend", "30/11 07:30"),
    "make-up Saturday": (date(2026, 12, 5), "14:00", "open", "05/12 17:00"),
    "perhaps a holiday": (date(2027, 2, 5), "09:00", "uncertain", "09/02 07:30"),
}


@pytest.mark.parametrize(("day", "clock", "why", "moment"), CASES.values(), ids=CASES)
def test_the_state_of_the_counter(day: date, clock: str, why: str, moment: str) -> None:
    assert at(day, clock) == (why, moment)


def test_saturday_morning_when_the_ward_works_then() -> None:
    assert at(date(2026, 11, 28), "09:00", SATURDAY_HOURS) == ("open", "28/11 11:30")
    assert at(date(2026, 11, 28), "14:00", SATURDAY_HOURS) == ("after", "30/11 07:30")


def test_an_unsure_day_before_the_next_opening_is_said() -> None:
    state = office_state(HOURS, HOLIDAYS, datetime(2027, 2, 4, 18, 0))
    assert (state.opens_certain, f"{state.opens:%d/%m}") == (False, "09/02")


def test_the_moment_may_come_from_any_zone() -> None:
    assert office_state(HOURS, HOLIDAYS, datetime(2026, 11, 23, 2, 0, tzinfo=UTC)).is_open
    assert not office_state(HOURS, HOLIDAYS, datetime(2026, 11, 23, 12, 0, tzinfo=UTC)).is_open


def test_a_month_of_holidays_has_no_next_opening() -> None:
    closed = tuple(Holiday(date(2026, month, day), "nghỉ", False, True) for month in (11, 12) for day in range(1, 31))
    state = office_state(HOURS, closed, datetime(2026, 11, 23, 9))
    assert (state.why, state.opens, state.opens_certain) == ("holiday", None, False)
