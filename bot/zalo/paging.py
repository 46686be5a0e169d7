"""Reads a list of people completely although offsets are limited: a list that is too long is read by periods, halved as
needed. A period filters by the last interaction, so people without one are only in the part without a period.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from bot.zalo.people import PeoplePage

EARLIEST = date(2015, 1, 1)
"""No OA existed before this day."""

Part = tuple[str, str] | None
"""The first and last day (ISO) of a period; None is the list without a period."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The position of the reading: remaining parts (the next one last), the offset in it, whether the list was cut."""

    parts: tuple[Part, ...] = (None,)
    reached: int = 0
    is_cut: bool = False

    @property
    def is_done(self) -> bool:
        """Whether all parts have been read."""
        return not self.parts

    @property
    def period(self) -> str | None:
        """The period of the next page in Zalo's format; None without one."""
        part = self.parts[-1]
        return ":".join(day.replace("-", "_") for day in part) if part else None

    def after(self, page: PeoplePage, ceiling: int, today: date) -> Cursor:
        """The position after `page`; offsets above `ceiling` are not requested."""
        parts, is_cut = self.parts, self.is_cut
        if page.total > ceiling and not self.reached:
            if parts[-1] is not None:
                halves = _split_period(parts[-1])
                if len(halves) > 1:
                    return Cursor((*parts[:-1], *halves), 0, True)
            elif not is_cut:
                parts = (*parts[:-1], _all_time(today), None)
            is_cut = True
        if page.next_offset is None or page.next_offset > ceiling:
            return Cursor(parts[:-1], 0, is_cut)
        return Cursor(parts, page.next_offset, is_cut)

    def refused(self, today: date) -> Cursor:
        """The position after Zalo refused the offset."""
        part = self.parts[-1]
        if part is not None:
            halves = _split_period(part)
            return Cursor((*self.parts[:-1], *(halves if len(halves) > 1 else ())), 0, True)
        return Cursor(self.parts[:-1] if self.is_cut else (*self.parts[:-1], _all_time(today)), 0, True)

    def as_json(self) -> str:
        """The parts as JSON; offset and mark are stored separately."""
        return json.dumps(self.parts)

    @classmethod
    def from_json(cls, parts: str, reached: int, is_cut: bool) -> Cursor:
        """The cursor from the text of `as_json`, the offset and the mark."""
        return cls(tuple((part[0], part[1]) if part else None for part in json.loads(parts)), reached, is_cut)


def _all_time(today: date) -> tuple[str, str]:
    return EARLIEST.isoformat(), (today + timedelta(days=1)).isoformat()  # its clock may be a little ahead of ours


def _split_period(part: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The older and the newer half; the part itself when it is one day."""
    first, last = date.fromisoformat(part[0]), date.fromisoformat(part[1])
    if first >= last:
        return (part,)
    middle = first + (last - first) // 2
    return (part[0], middle.isoformat()), ((middle + timedelta(days=1)).isoformat(), part[1])
