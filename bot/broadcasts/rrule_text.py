"""Reads the text of an RRULE (RFC 5545) as far as a ward's series needs it: whole days, never hours."""

from __future__ import annotations

import re

from bot.broadcasts.series_days import FREQUENCIES, MOST_INTERVAL, RecurrenceRule, RepeatError

EXAMPLE = "rrule:FREQ=WEEKLY;BYDAY=FR;INTERVAL=2"
DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_KNOWN = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
_ELSEWHERE = {"UNTIL": "until=2026-12-31", "COUNT": "count=10", "BYHOUR": "at=08:00", "BYMINUTE": "at=08:00"}
_ORDINAL_DAY = re.compile(rf"([+-]?\d{{1,2}})?({'|'.join(DAY_CODES)})")
_LONG_PERIODS = ("MONTHLY", "YEARLY")


def read_rrule(text: str) -> RecurrenceRule:
    """The rule of a text such as FREQ=MONTHLY;BYDAY=2FR. Raises RepeatError for what is wrong or not supported."""
    parts = _parts(text)
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise _wrong(f"FREQ phải là một trong: {', '.join(FREQUENCIES)} (không lặp theo giờ, phút, giây)")
    rule = RecurrenceRule(
        frequency,
        interval=_numbers(parts, "INTERVAL", 1, MOST_INTERVAL, default=(1,))[0],
        months=_numbers(parts, "BYMONTH", 1, 12),
        monthdays=_numbers(parts, "BYMONTHDAY", -31, 31),
        weekdays=_days(parts.get("BYDAY", "")),
        positions=_numbers(parts, "BYSETPOS", -366, 366),
        week_start=_week_start(parts.get("WKST", "MO")),
    )
    _check_together(rule)
    return rule


def _parts(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in filter(None, text.strip().upper().split(";")):
        name, equals, value = piece.partition("=")
        if name in _ELSEWHERE:
            raise _wrong(f"{name} không viết trong rrule mà viết riêng, như {_ELSEWHERE[name]}")
        if name not in _KNOWN or not equals or not value:
            raise _wrong(f"không dùng được phần «{piece}»; các phần dùng được: {', '.join(_KNOWN)}")
        if name in parts:
            raise _wrong(f"{name} viết hai lần")
        parts[name] = value
    return parts


def _numbers(parts: dict[str, str], name: str, least: int, most: int, default: tuple[int, ...] = ()) -> tuple[int, ...]:
    if name not in parts:
        return default
    pieces = parts[name].split(",")
    if not all(re.fullmatch(r"[+-]?\d{1,3}", piece) for piece in pieces):
        raise _wrong(f"{name} phải là số")
    numbers = sorted({int(piece) for piece in pieces})
    if 0 in numbers or numbers[0] < least or numbers[-1] > most:
        raise _wrong(f"{name} phải từ {least} đến {most}, khác 0")
    return tuple(numbers)


def _days(text: str) -> tuple[tuple[int, int], ...]:
    days = set()
    for piece in filter(None, text.split(",")):
        match = _ORDINAL_DAY.fullmatch(piece)
        if not match or (match[1] is not None and not 1 <= abs(int(match[1])) <= 53):
            raise _wrong(f"BYDAY có «{piece}» không phải thứ; các thứ: {', '.join(DAY_CODES)}, hoặc 2FR, -1MO")
        days.add((int(match[1] or 0), DAY_CODES.index(match[2])))
    return tuple(sorted(days))


def _week_start(code: str) -> int:
    if code not in DAY_CODES:
        raise _wrong(f"WKST phải là một trong: {', '.join(DAY_CODES)}")
    return DAY_CODES.index(code)


def _check_together(rule: RecurrenceRule) -> None:
    if rule.frequency not in _LONG_PERIODS:
        if any(nth for nth, _ in rule.weekdays):
            raise _wrong("thứ có số đứng trước (như 2FR) chỉ dùng với FREQ=MONTHLY hoặc FREQ=YEARLY")
        if rule.positions:
            raise _wrong("BYSETPOS chỉ dùng với FREQ=MONTHLY hoặc FREQ=YEARLY")
    if rule.frequency == "WEEKLY" and rule.monthdays:
        raise _wrong("BYMONTHDAY không dùng với FREQ=WEEKLY")
    if rule.positions and not (rule.weekdays or rule.monthdays or rule.months):
        raise _wrong("BYSETPOS cần đi cùng BYDAY, BYMONTHDAY hoặc BYMONTH")


def _wrong(problem: str) -> RepeatError:
    return RepeatError(f"Quy tắc rrule chưa đúng: {problem}. Ví dụ: {EXAMPLE}.")
