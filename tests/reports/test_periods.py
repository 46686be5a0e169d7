"""Which days a report is about, by the calendar and from the 15th to the 14th."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.reports.periods import DECREE, PeriodError, current_period, earlier_period, free_period, regular_period
from bot.zalo.limits import VIETNAM


@pytest.mark.parametrize(
    ("kind", "number", "window", "first", "last"),
    [
        ("month", 11, "calendar", date(2026, 11, 1), date(2026, 11, 30)),
        ("month", 2, "calendar", date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", 4, "calendar", date(2026, 10, 1), date(2026, 12, 31)),
        ("half", 0, "calendar", date(2026, 1, 1), date(2026, 6, 30)),
        ("nine", 0, "calendar", date(2026, 1, 1), date(2026, 9, 30)),
        ("year", 0, "calendar", date(2026, 1, 1), date(2026, 12, 31)),
        ("month", 11, DECREE, date(2026, 10, 15), date(2026, 11, 14)),
        ("month", 1, DECREE, date(2025, 12, 15), date(2026, 1, 14)),
        ("quarter", 1, DECREE, date(2025, 12, 15), date(2026, 3, 14)),
        ("quarter", 3, DECREE, date(2026, 6, 15), date(2026, 9, 14)),
        ("half", 0, DECREE, date(2025, 12, 15), date(2026, 6, 14)),
        ("nine", 0, DECREE, date(2025, 12, 15), date(2026, 9, 14)),
        ("year", 0, DECREE, date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_a_period_has_these_days(kind: str, number: int, window: str, first: date, last: date) -> None:
    period = regular_period(kind, 2026, number, window)
    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize("window", ["calendar", DECREE])
def test_months_and_quarters_follow_each_other_without_a_gap(window: str) -> None:
    months = [regular_period("month", year, number, window) for year in (2025, 2026) for number in range(1, 13)]
    quarters = [regular_period("quarter", year, number, window) for year in (2025, 2026) for number in range(1, 5)]
    for row in (months, quarters):
        assert all(next_one.first == one.last + timedelta(days=1) for one, next_one in pairwise(row))
        assert [earlier_period(one) for one in row[1:]] == row[:-1]


def test_longer_periods_are_compared_with_the_same_months_of_last_year() -> None:
    assert earlier_period(regular_period("nine", 2026)) == regular_period("nine", 2025)
    assert earlier_period(regular_period("year", 2026, 0, DECREE)) == regular_period("year", 2025, 0, DECREE)


def test_free_days_are_compared_with_as_many_days_before_them() -> None:
    assert earlier_period(free_period(date(2026, 11, 11), date(2026, 11, 20))) == free_period(
        date(2026, 11, 1), date(2026, 11, 10)
    )


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1), date(2026, 3, 14), date(2026, 3, 15), date(2026, 12, 14), date(2026, 12, 31)]
)
@pytest.mark.parametrize("window", ["calendar", DECREE])
@pytest.mark.parametrize("kind", ["month", "quarter", "year"])
def test_the_current_period_holds_today(kind: str, window: str, day: date) -> None:
    period = current_period(kind, day, window)
    assert period.first <= day <= period.last


def test_it_begins_and_ends_at_midnight_of_the_ward() -> None:
    period = regular_period("month", 2026, 11)
    assert period.until_ms(VIETNAM) - period.since_ms(VIETNAM) == 30 * 86_400_000
    assert period.since_ms(VIETNAM) % 86_400_000 == 17 * 3_600_000


@pytest.mark.parametrize(
    ("kind", "year", "number", "window"),
    [
        ("month", 2026, 13, "calendar"),
        ("month", 2026, 0, "calendar"),
        ("quarter", 2026, 5, "calendar"),
        ("week", 2026, 1, "calendar"),
        ("month", 1999, 1, "calendar"),
        ("month", 2026, 1, "lunar"),
        ("free", 2026, 0, "calendar"),
    ],
)
def test_nonsense_is_refused(kind: str, year: int, number: int, window: str) -> None:
    with pytest.raises(PeriodError):
        regular_period(kind, year, number, window)


def test_days_the_wrong_way_round_are_refused_by_name() -> None:
    with pytest.raises(PeriodError, match="30/11/2026"):
        free_period(date(2026, 11, 30), date(2026, 11, 1))
