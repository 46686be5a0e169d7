"""Reading a list of people to its end, though it can be paged only so far: what is too long is read by periods, halved as needed.

A period narrows by the last interaction, so people without one stand only in the part without a period.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from bot.zalo.people import PeoplePage

EARLIEST = date(2015, 1, 1)
"""No OA is older."""

Part = tuple[str, str] | None
"""The first and last day (ISO) of a period; None is the list without a period."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the reading stands: parts still to be read (the next one last), the offset in it, whether anything was cut off."""

    parts: tuple[Part, ...] = (None,)
    reached: int = 0
    is_cut: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return not self.parts

    @property
    def period(self) -> str | None:
        """The period of the next page as the platform writes it."""
        part = self.parts[-1]
        return ":".join(day.replace("-", "_") for day in part) if part else None

    def after(self, page: PeoplePage, ceiling: int, today: date) -> Cursor:
        """The next place after `page`; offsets beyond `ceiling` are not asked for."""
        parts, is_cut = self.parts, self.is_cut
        if page.total > ceiling and not self.reached:
            if parts[-1] is not None:
                halves = _halves(parts[-1])
                if len(halves) > 1:
                    return Cursor((*parts[:-1], *halves), 0, True)
            elif not is_cut:
                parts = (*parts[:-1], _all_time(today), None)
            is_cut = True
        if page.next_offset is None or page.next_offset > ceiling:
            return Cursor(parts[:-1], 0, is_cut)
        return Cursor(parts, page.next_offset, is_cut)

    def refused(self, today: date) -> Cursor:
        """The next place when the platform would not page this far."""
        part = self.parts[-1]
        if part is not None:
            halves = _halves(part)
            return Cursor((*self.parts[:-1], *(halves if len(halves) > 1 else ())), 0, True)
        return Cursor(self.parts[:-1] if self.is_cut else (*self.parts[:-1], _all_time(today)), 0, True)

    def as_json(self) -> str:
        """The parts as text; offset and mark are kept beside it."""
        return json.dumps(self.parts)

    @classmethod
    def from_json(cls, parts: str, reached: int, is_cut: bool) -> Cursor:
        """What `as_json` gave, with what was kept beside it."""
        return cls(tuple((part[0], part[1]) if part else None for part in json.loads(parts)), reached, is_cut)


def _all_time(today: date) -> tuple[str, str]:
    return EARLIEST.isoformat(), (today + timedelta(days=1)).isoformat()  # its clock may be a little ahead of ours


def _halves(part: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The older and the newer half; the part itself when it is one day."""
    first, last = date.fromisoformat(part[0]), date.fromisoformat(part[1])
    if first >= last:
        return (part,)
    middle = first + (last - first) // 2
    return (part[0], middle.isoformat()), ((middle + timedelta(days=1)).isoformat(), part[1])
