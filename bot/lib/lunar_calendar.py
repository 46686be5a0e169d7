"""The Vietnamese lunar calendar: which lunar day a date is. Pure arithmetic.

Source: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html), after
J. Meeus, "Astronomical Algorithms": a month begins on the day of the new moon in UTC+7, the month with the winter
solstice is the 11th, and a year of 13 months repeats the first one without a major solar term. The tests hold Tết and
other feasts of many years.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, pi, sin

_TO_JULIAN = 1_721_425
"""Julian day number (at noon) less Python's ordinal."""
_MONTH = 29.530588853
_FIRST_NEW_MOON = 2_415_021.076998695
"""New moon 0 is that of 1 January 1900."""
_HOURS_AHEAD = 7 / 24
_DEGREE = pi / 180


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; `is_leap` in a repeated month, `is_last` on the last day of its month."""

    day: int
    month: int
    year: int
    is_leap: bool
    is_last: bool


@lru_cache(maxsize=4096)
def lunar_day(day: date) -> LunarDay:
    """The lunar day of a date, by the calendar of Vietnam; good for the years 1900 to 2199."""
    julian = day.toordinal() + _TO_JULIAN
    number = floor((julian - _FIRST_NEW_MOON) / _MONTH) + 1
    while _new_moon_day(number) > julian:  # the moon is up to fourteen hours before or behind the mean
        number -= 1
    start, following = _new_moon_day(number), _new_moon_day(number + 1)
    month, year, is_leap = _month_of(start, day.year)
    return LunarDay(julian - start + 1, month, year, is_leap, is_last=julian + 1 == following)


def _month_of(start: int, solar_year: int) -> tuple[int, int, bool]:
    """(month, year, whether it repeats the one before) of the lunar month that begins on Julian day `start`."""
    first, second, year = _eleventh_month(solar_year - 1), _eleventh_month(solar_year), solar_year
    if second <= start:
        first, second, year = second, _eleventh_month(solar_year + 1), solar_year + 1
    distance = floor((start - first) / 29)
    month, is_leap = distance + 11, False
    if second - first > 365:
        leap = _leap_distance(first)
        if distance >= leap:
            month, is_leap = distance + 10, distance == leap
    month = (month - 1) % 12 + 1
    return month, year - 1 if month >= 11 and distance < 4 else year, is_leap


@lru_cache(maxsize=512)
def _eleventh_month(solar_year: int) -> int:
    """On which Julian day the lunar month with the winter solstice of that year begins."""
    last_day = date(solar_year, 12, 31).toordinal() + _TO_JULIAN
    number = floor((last_day - 2_415_021) / _MONTH)
    start = _new_moon_day(number)
    return _new_moon_day(number - 1) if _solar_term(start) >= 9 else start


def _leap_distance(eleventh: int) -> int:
    """How many months after the eleventh one the repeated month comes, in a year of thirteen."""
    number = floor((eleventh - _FIRST_NEW_MOON) / _MONTH + 0.5)
    terms = [_solar_term(_new_moon_day(number + distance)) for distance in range(1, 15)]
    return next(distance for distance in range(1, 14) if terms[distance] == terms[distance - 1])


def _solar_term(julian: int) -> int:
    """In which twelfth of its course (0 to 11) the sun is when that day begins."""
    centuries = (julian - 0.5 - _HOURS_AHEAD - 2_451_545) / 36_525
    anomaly = (357.52910 + 35_999.05030 * centuries - 0.0001559 * centuries**2 - 0.00000048 * centuries**3) * _DEGREE
    longitude = 280.46645 + 36_000.76983 * centuries + 0.0003032 * centuries**2
    longitude += (1.914600 - 0.004817 * centuries - 0.000014 * centuries**2) * sin(anomaly)
    longitude += (0.019993 - 0.000101 * centuries) * sin(2 * anomaly) + 0.000290 * sin(3 * anomaly)
    return floor(longitude % 360 / 30)


@lru_cache(maxsize=4096)
def _new_moon_day(number: int) -> int:
    """The Julian day, in Vietnam, of a new moon since 1900."""
    return floor(_new_moon(number) + 0.5 + _HOURS_AHEAD)


def _new_moon(number: int) -> float:
    """The moment of a new moon as a Julian date in UTC."""
    t = number / 1236.85
    mean = 2_415_020.75933 + 29.53058868 * number + 0.0001178 * t**2 - 0.000000155 * t**3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t**2) * _DEGREE)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t**2 - 0.00000347 * t**3) * _DEGREE
    moon = (306.0253 + 385.81691806 * number + 0.0107306 * t**2 + 0.00001236 * t**3) * _DEGREE
    node = (21.2964 + 390.67050646 * number - 0.0016528 * t**2 - 0.00000239 * t**3) * _DEGREE
    delay = 0.000265 * t + 0.000262 * t**2 - 0.000278
    return mean + _correction(t, sun, moon, node) - delay


def _correction(t: float, sun: float, moon: float, node: float) -> float:
    """The periodic terms, in days."""
    terms = (
        (0.1734 - 0.000393 * t, sun),
        (0.0021, 2 * sun),
        (-0.4068, moon),
        (0.0161, 2 * moon),
        (-0.0004, 3 * moon),
        (0.0104, 2 * node),
        (-0.0051, sun + moon),
        (-0.0074, sun - moon),
        (0.0004, 2 * node + sun),
        (-0.0004, 2 * node - sun),
        (-0.0006, 2 * node + moon),
        (0.0010, 2 * node - moon),
        (0.0005, 2 * moon + sun),
    )
    return sum(size * sin(angle) for size, angle in terms)
