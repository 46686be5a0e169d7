"""One day of holidays.yaml at a time: each stands on a line of its own, in order; comments and all other lines stay."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from bot.content.editing import EditError, quoted

_LINE = re.compile(r"- \{date: (\d{4}-\d{2}-\d{2}),.*\}\s*")


def set_day(text: str, day: date, name: str, *, is_off: bool, is_certain: bool) -> str:
    """The file's text with this day in it, in place of what stood there. Raises EditError."""
    kind, certain = ("off" if is_off else "makeup"), ("true" if is_certain else "false")
    row = f'- {{date: {day:%Y-%m-%d}, name: {quoted(name)}, kind: "{kind}", certain: {certain}}}'
    lines = _without(text.splitlines(), day)
    lines.insert(_place(lines, day), row)
    return _checked(text, "\n".join(lines) + "\n", day, 1)


def drop_day(text: str, day: date) -> str:
    """The file's text without this day. Raises EditError when it is not there on a line of its own."""
    lines = text.splitlines()
    left = _without(lines, day)
    if len(left) == len(lines):
        raise EditError(f"Lịch không có ngày {day:%d/%m/%Y}.")
    return _checked(text, "\n".join(left) + "\n", day, 0)


def _without(lines: list[str], day: date) -> list[str]:
    return [line for line in lines if _day_of(line) != day]


def _place(lines: list[str], day: date) -> int:
    """Behind the last line of an earlier day; at the end of the file when there is none."""
    earlier = [number for number, line in enumerate(lines) if (found := _day_of(line)) and found < day]
    return earlier[-1] + 1 if earlier else len(lines)


def _day_of(line: str) -> date | None:
    found = _LINE.fullmatch(line)
    return date.fromisoformat(found[1]) if found else None


def _checked(before: str, after: str, day: date, times: int) -> str:
    """`after`, if this day stands there `times` times and nothing else differs."""
    old, new = _rows(before), _rows(after)
    kept_old, kept_new = ([row for row in rows if row.get("date") != day] for rows in (old, new))
    if kept_old != kept_new or len(new) - len(kept_new) != times:
        raise EditError(f"Không sửa được ngày {day:%d/%m/%Y} mà giữ nguyên các dòng khác. Hãy sửa ở mục Nội dung.")
    return after


def _rows(text: str) -> list[dict[str, Any]]:
    rows = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(rows, list):
        raise EditError("Tệp lịch nghỉ không gồm các dòng ngày. Hãy sửa ở mục Nội dung.")
    return rows
