"""The lunar calendar of Vietnam against days everybody can look up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.lib.lunar_calendar import LunarDay, lunar_day

TET = """1985-01-21 1995-01-31 2000-02-05 2007-02-17 2010-02-14 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10
2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08"""
"""The first day of the lunar year. In 1985, 2007 and 2030 it is another day in Vietnam than in China."""


@pytest.mark.parametrize("day", TET.split())
def test_tet_is_the_first_day_of_its_year(day: str) -> None:
    first = date.fromisoformat(day)
    assert lunar_day(first) == LunarDay(1, 1, first.year, False, False)
    eve = lunar_day(first - timedelta(days=1))
    assert (eve.month, eve.year, eve.is_last) == (12, first.year - 1, True)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-03", (15, 1)),  # rằm tháng Giêng
        ("2026-04-26", (10, 3)),  # giỗ Tổ
        ("2025-04-07", (10, 3)),
        ("2027-04-16", (10, 3)),
        ("2026-05-31", (15, 4)),  # Phật đản
        ("2026-06-19", (5, 5)),  # Tết Đoan Ngọ
        ("2026-08-27", (15, 7)),  # Vu Lan
        ("2025-10-06", (15, 8)),  # Trung thu, in a year of thirteen months
        ("2026-09-25", (15, 8)),
        ("2026-02-10", (23, 12)),  # ông Công ông Táo
    ],
)
def test_feasts_fall_on_their_days(day: str, expected: tuple[int, int]) -> None:
    lunar = lunar_day(date.fromisoformat(day))
    assert (lunar.day, lunar.month, lunar.is_leap) == (*expected, False)


def test_the_repeated_months_are_those_of_the_almanac() -> None:
    leap: dict[int, int] = {}
    for number in range(date(2020, 1, 1).toordinal(), date(2039, 1, 1).toordinal()):
        lunar = lunar_day(date.fromordinal(number))
        if lunar.is_leap:
            leap[lunar.year] = lunar.month
    assert leap == {2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11, 2036: 6}


def test_days_follow_each_other_without_a_gap_for_two_centuries() -> None:
    day, before = date(1900, 2, 1), lunar_day(date(1900, 1, 31))
    while day.year < 2100:
        lunar = lunar_day(day)
        assert lunar.day == 1 if before.is_last else lunar.day == before.day + 1, day
        assert before.day > 28 or not before.is_last
        day, before = day + timedelta(days=1), lunar
