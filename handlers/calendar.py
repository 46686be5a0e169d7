"""The day that somebody asks about: tomorrow, Saturday, the holidays ahead."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.content.models import Holiday
from bot.router import Turn
from handlers.speech import as_day, join_lines, mentions_name

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
    if _mentions_any(turn, "office.says_holiday"):
        return _holidays_ahead(turn)
    today = turn.now.date()
    if _mentions_any(turn, "office.says_tomorrow"):
        return _describe_day(turn, today + timedelta(days=1))
    day_in_figures = _day_in_figures(turn.text, today)
    if day_in_figures is not None:
        return _describe_day(turn, day_in_figures)
    weekday_named = next((weekday for weekday in WEEKDAYS if _mentions_any(turn, f"office.says_day_{weekday}")), None)
    return (
        ""
        if weekday_named is None
        else _describe_day(turn, today + timedelta(days=(weekday_named - today.isoweekday()) % 7))
    )


def name_of(turn: Turn, day: date) -> str:
    """The weekday in words."""
    return turn.say(f"office.weekday_{day.isoweekday()}")


def clock_time(moment: datetime | time) -> str:
    """Hours and minutes of a time."""
    return f"{moment:%H:%M}"


def time_span(pair: tuple[datetime, datetime] | tuple[time, time]) -> str:
    """From when to when."""
    return "–".join(clock_time(moment) for moment in pair)


def _mentions_any(turn: Turn, key: str) -> bool:
    return any(mentions_name(turn.text, word) for word in turn.content.variants(key))


def _day_in_figures(text: str, today: date) -> date | None:
    """The day written in figures ("2/9", "ngày 24 tháng 11"), without a year the next such day; None without one."""
    for match in _FIGURES.finditer(text):
        if match[0].replace(" ", "") != _AROUND_THE_CLOCK:
            day, month, year = (int(part) if part else 0 for part in match.groups())
            days = (_make_day(guess, month, day) for guess in ((year,) if year else (today.year, today.year + 1)))
            return next((day_ahead for day_ahead in days if day_ahead is not None and day_ahead >= today), None)
    return None


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _describe_day(turn: Turn, day: date) -> str:
    office_day = turn.content.office_on(day)
    key = "office.on_tomorrow" if day == turn.now.date() + timedelta(days=1) else "office.on_day"
    what = turn.say(key, day=name_of(turn, day), date=as_day(day))
    what = what[:1].upper() + what[1:]
    if not office_day.certain:
        return turn.say("office.on_uncertain", what=what, name=office_day.holiday)
    if not office_day.spans:
        return turn.say(f"office.on_{office_day.why_closed}", what=what, name=office_day.holiday or "")
    hours = ", ".join(time_span(pair) for pair in office_day.spans)
    return turn.say("office.on_makeup" if office_day.makeup else "office.on_open", what=what, hours=hours)


def _holidays_ahead(turn: Turn) -> str:
    today = turn.now.date()
    ahead = [row for row in turn.content.holidays if today <= row.day <= today + AHEAD]
    rows = [_holiday_line(turn, run) for run in _group_runs(ahead)[:MOST_HOLIDAYS]]
    return join_lines(turn.say("office.holidays_ahead"), *rows) if rows else ""


def _group_runs(holidays: list[Holiday]) -> list[list[Holiday]]:
    """Days that follow each other under one name, and equally sure, together."""
    runs: list[list[Holiday]] = []
    for row in sorted(holidays, key=lambda row: row.day):
        last = runs[-1][-1] if runs else None
        if last is not None and last.day + timedelta(days=1) == row.day and _holiday_name(last) == _holiday_name(row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _holiday_name(row: Holiday) -> tuple[str, bool]:
    """The holiday's name without the remark in brackets, and whether its date is sure."""
    return row.name.partition(" (")[0], row.certain


def _holiday_line(turn: Turn, run: list[Holiday]) -> str:
    when = "–".join(dict.fromkeys((as_day(run[0].day), as_day(run[-1].day))))
    if run[0].working:
        return turn.say("office.makeup_line", date=when)
    name, sure = _holiday_name(run[0])
    return turn.say("office.holiday_line" if sure else "office.holiday_line_uncertain", date=when, name=name)
