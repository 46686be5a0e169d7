"""The day that somebody asks about: tomorrow, Saturday, the holidays ahead."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from bot.router import Turn
from handlers.speech import as_day, lines, mentions

WEEKDAYS = range(1, 8)
AHEAD = timedelta(days=100)
MOST_HOLIDAYS = 6

_FIGURES = re.compile(
    r"(?<![\d/.])(\d{1,2})\s*(?:[/.-]|tháng|thang)\s*(\d{1,2})(?:\s*(?:[/.-]|năm|nam)\s*(\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
_AROUND_THE_CLOCK = "24/7"


def day_asked(turn: Turn) -> str:
    """What holds on the day named in the message; nothing when none is named."""
    if _says(turn, "office.says_holiday"):
        return _holidays_ahead(turn)
    today = turn.now.date()
    if _says(turn, "office.says_tomorrow"):
        return _on(turn, today + timedelta(days=1))
    written = _written(turn.text, today)
    if written is not None:
        return _on(turn, written)
    named = next((weekday for weekday in WEEKDAYS if _says(turn, f"office.says_day_{weekday}")), None)
    return "" if named is None else _on(turn, today + timedelta(days=(named - today.isoweekday()) % 7))


def name_of(turn: Turn, day: date) -> str:
    """The weekday in words."""
    return turn.say(f"office.weekday_{day.isoweekday()}")


def clock(moment: Any) -> str:
    """Hours and minutes of a time."""
    return f"{moment:%H:%M}"


def span(pair: tuple[Any, Any]) -> str:
    """From when to when."""
    return "–".join(clock(moment) for moment in pair)


def _says(turn: Turn, key: str) -> bool:
    return any(mentions(turn.text, word) for word in turn.words.variants(key))


def _written(text: str, today: date) -> date | None:
    """The day written in figures ("2/9", "ngày 24 tháng 11"), without a year the next such day; None without one."""
    for found in _FIGURES.finditer(text):
        if found[0].replace(" ", "") != _AROUND_THE_CLOCK:
            day, month, year = (int(part) if part else 0 for part in found.groups())
            days = (_day(guess, month, day) for guess in ((year,) if year else (today.year, today.year + 1)))
            return next((known for known in days if known is not None and known >= today), None)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(turn: Turn, day: date) -> str:
    found = turn.words.office_on(day)
    key = "office.on_tomorrow" if day == turn.now.date() + timedelta(days=1) else "office.on_day"
    what = turn.say(key, day=name_of(turn, day), date=as_day(day))
    what = what[:1].upper() + what[1:]
    if not found.certain:
        return turn.say("office.on_uncertain", what=what, name=found.holiday)
    if not found.spans:
        return turn.say(f"office.on_{found.why_closed}", what=what, name=found.holiday or "")
    hours = ", ".join(span(pair) for pair in found.spans)
    return turn.say("office.on_makeup" if found.makeup else "office.on_open", what=what, hours=hours)


def _holidays_ahead(turn: Turn) -> str:
    today = turn.now.date()
    ahead = [row for row in turn.words.holidays if today <= row.day <= today + AHEAD]
    rows = [_line(turn, run) for run in _runs(ahead)[:MOST_HOLIDAYS]]
    return lines(turn.say("office.holidays_ahead"), *rows) if rows else ""


def _runs(holidays: list[Any]) -> list[list[Any]]:
    """Days that follow each other under one name, and equally sure, together."""
    runs: list[list[Any]] = []
    for row in sorted(holidays, key=lambda row: row.day):
        last = runs[-1][-1] if runs else None
        if last is not None and last.day + timedelta(days=1) == row.day and _called(last) == _called(row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _called(row: Any) -> tuple[str, bool]:
    """The holiday's name without the remark in brackets, and whether its date is sure."""
    return row.name.partition(" (")[0], row.certain


def _line(turn: Turn, run: list[Any]) -> str:
    when = "–".join(dict.fromkeys((as_day(run[0].day), as_day(run[-1].day))))
    if run[0].working:
        return turn.say("office.makeup_line", date=when)
    name, sure = _called(run[0])
    return turn.say("office.holiday_line" if sure else "office.holiday_line_uncertain", date=when, name=name)
