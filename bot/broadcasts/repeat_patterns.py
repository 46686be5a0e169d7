"""Reads the pattern of a series: daily, weekly on days, monthly on a day, on days of the lunar calendar, or an RRULE."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.broadcasts.rrule_text import read_rrule
from bot.broadcasts.series_days import LAST_LUNAR_DAY, RecurrenceRule, RepeatError
from bot.lib.numbers import find_integer

WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
LAST_WORKDAY = "last-workday"
SHORTEST_MONTH = 28


@lru_cache(maxsize=256)
def read_pattern(text: str) -> RecurrenceRule:
    """The rule of `daily`, `weekly:MON,THU`, `monthly:15`, `monthly:last-workday`, `lunar:1,15` (every
    lunar month), `lunar:10/3` (every lunar year: day/month) or `rrule:FREQ=…`.

    Raises RepeatError.
    """
    kind, _, detail = text.strip().partition(":")
    match kind.lower():
        case "daily" if not detail:
            return RecurrenceRule("DAILY")
        case "weekly":
            return RecurrenceRule("WEEKLY", weekdays=tuple((0, day) for day in _weekdays(detail)))
        case "monthly":
            return _monthly(detail)
        case "lunar":
            return RecurrenceRule("DAILY", lunar=_lunar(detail))
        case "rrule":
            return read_rrule(detail)
    raise RepeatError(
        f"Không hiểu lịch lặp «{text}». Xin viết như: daily, weekly:MON,THU, monthly:15, monthly:last-workday, lunar:1,15 "
        "hoặc rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2."
    )


def _weekdays(detail: str) -> list[int]:
    names = [name.strip().upper() for name in detail.split(",") if name.strip()]
    wrong = [name for name in names if name not in WEEKDAYS]
    if wrong or not names:
        problem = f"«{wrong[0]}» không phải tên thứ" if wrong else "chưa có thứ nào"
        raise RepeatError(f"Lịch hằng tuần: {problem}. Các thứ: {', '.join(WEEKDAYS)}. Ví dụ: weekly:MON,THU.")
    return sorted({WEEKDAYS.index(name) for name in names})


def _lunar(detail: str) -> tuple[tuple[int, int], ...]:
    days = set()
    for piece in filter(None, (part.strip() for part in detail.split(","))):
        match = re.fullmatch(r"(\d{1,2})(?:/(\d{1,2}))?", piece, re.ASCII)
        day, month = (int(match[1]), int(match[2] or 0)) if match else (0, 0)
        if not 1 <= day <= LAST_LUNAR_DAY or month > 12 or (match and match[2] and not month):
            raise RepeatError(
                f"Lịch âm: «{piece}» chưa đúng. Ghi ngày từ 1 đến 30, hoặc ngày/tháng. Ví dụ: lunar:1,15 hay lunar:10/3."
            )
        days.add((day, month))
    if not days:
        raise RepeatError("Lịch âm: chưa có ngày nào. Ví dụ: lunar:1,15 là mùng một và rằm hằng tháng.")
    return tuple(sorted(days, key=lambda place: (place[1], place[0])))


def _monthly(detail: str) -> RecurrenceRule:
    if detail.strip().lower() == LAST_WORKDAY:
        return RecurrenceRule("MONTHLY", positions=(-1,), workdays=True)
    day = find_integer(detail)
    if day is None or not 1 <= day <= 31:
        raise RepeatError(
            f"Lịch hằng tháng: «{detail}» không phải ngày từ 1 đến 31. Ví dụ: monthly:15 hoặc monthly:{LAST_WORKDAY}."
        )
    if day <= SHORTEST_MONTH:
        return RecurrenceRule("MONTHLY", monthdays=(day,))
    # The 31st of a shorter month is its last day: the last that exists among 28 … day.
    return RecurrenceRule("MONTHLY", monthdays=tuple(range(SHORTEST_MONTH, day + 1)), positions=(-1,))
