"""Changes one day of holidays.yaml; every day is on a line of its own, in order. All other lines are preserved."""

from __future__ import annotations

import re
from datetime import date

import yaml

from bot.content.editing import EditError, quote_yaml
from bot.content.files import YamlMapping

_LINE = re.compile(r"- \{date: (\d{4}-\d{2}-\d{2}),.*\}\s*")


def set_day(text: str, day: date, name: str, *, is_off: bool, is_certain: bool) -> str:
    """Add or replace a day in the file's text. Raises EditError."""
    kind, certain = ("off" if is_off else "makeup"), ("true" if is_certain else "false")
    row = f'- {{date: {day:%Y-%m-%d}, name: {quote_yaml(name)}, kind: "{kind}", certain: {certain}}}'
    lines = _remove_day(text.splitlines(), day)
    lines.insert(_find_place(lines, day), row)
    return _check_only_day_changed(text, "\n".join(lines) + "\n", day, 1)


def drop_day(text: str, day: date) -> str:
    """Remove a day from the file's text. Raises EditError when it has no line of its own."""
    lines = text.splitlines()
    remaining = _remove_day(lines, day)
    if len(remaining) == len(lines):
        raise EditError(f"Lịch không có ngày {day:%d/%m/%Y}.")
    return _check_only_day_changed(text, "\n".join(remaining) + "\n", day, 0)


def _remove_day(lines: list[str], day: date) -> list[str]:
    return [line for line in lines if _day_of(line) != day]


def _find_place(lines: list[str], day: date) -> int:
    """The position after the last earlier day; the end of the file when there is none."""
    earlier = [number for number, line in enumerate(lines) if (line_day := _day_of(line)) and line_day < day]
    return earlier[-1] + 1 if earlier else len(lines)


def _day_of(line: str) -> date | None:
    match = _LINE.fullmatch(line)
    return date.fromisoformat(match[1]) if match else None


def _check_only_day_changed(before: str, after: str, day: date, times: int) -> str:
    """Return `after` if it has this day `times` times and differs in nothing else. Raises EditError."""
    old, new = _parse_rows(before), _parse_rows(after)
    other_old, other_new = ([row for row in rows if row.get("date") != day] for rows in (old, new))
    if other_old != other_new or len(new) - len(other_new) != times:
        raise EditError(f"Không sửa được ngày {day:%d/%m/%Y} mà giữ nguyên các dòng khác. Hãy sửa ở mục Nội dung.")
    return after


def _parse_rows(text: str) -> list[YamlMapping]:
    rows = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(rows, list):
        raise EditError("Tệp lịch nghỉ không gồm các dòng ngày. Hãy sửa ở mục Nội dung.")
    return rows
