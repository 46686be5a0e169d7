"""What an official chose: of which matters to be told, by which ways, and in which hours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from bot.notices.kinds import KINDS

WAYS = {
    "push": "Thông báo trên điện thoại, máy tính đã bật bên dưới",
    "zalo": "Tin nhắn tới Zalo của tôi, khi còn nhắn được",
    "email": "Thư điện tử, khi các cách trên không tới được",
}
"""Ways that can be chosen, in the order in which they are tried; an open page comes before all of them."""

HOURS = {"office": "Giờ làm việc của phường", "own": "Giờ trực của riêng tôi", "always": "Mọi lúc"}
LOOK_AHEAD_DAYS = 8


@dataclass(frozen=True, slots=True)
class Choices:
    """One official's choices. `off` are kinds not wanted; `start`, `end` (HH:MM) and `days` (1 is Monday) are own hours."""

    off: tuple[str, ...] = ()
    ways: tuple[str, ...] = tuple(WAYS)
    hours: str = "office"
    start: str = "07:00"
    end: str = "17:00"
    days: tuple[int, ...] = (1, 2, 3, 4, 5)
    sound: bool = True

    def as_json(self) -> str:
        """The choices as they are kept."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str | None) -> Choices:
        """Read what `as_json` gave; None is what holds for who chose nothing."""
        if text is None:
            return cls()
        data: dict[str, Any] = json.loads(text)
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return cls(**values)


class ChoicesError(Exception):
    """Why choices cannot be kept; one Vietnamese sentence."""


def read_choices(
    kinds: list[str], ways: list[str], hours: str, start: str, end: str, days: list[str], sound: bool
) -> Choices:
    """Check what a form sent. Raises ChoicesError."""
    if hours not in HOURS:
        raise ChoicesError("Hãy chọn giờ nhận báo tin.")
    try:
        first, last = time.fromisoformat(start), time.fromisoformat(end)
    except ValueError:
        raise ChoicesError("Giờ trực cần có dạng giờ:phút, ví dụ 07:30.") from None
    if hours == "own" and first == last:
        raise ChoicesError("Giờ bắt đầu và giờ kết thúc trực phải khác nhau.")
    own_days = tuple(sorted({int(day) for day in days if day in {"1", "2", "3", "4", "5", "6", "7"}}))
    if hours == "own" and not own_days:
        raise ChoicesError("Hãy chọn ít nhất một ngày trực trong tuần.")
    return Choices(
        off=tuple(name for name in KINDS if name not in kinds),
        ways=tuple(way for way in WAYS if way in ways),
        hours=hours,
        start=f"{first:%H:%M}",
        end=f"{last:%H:%M}",
        days=own_days or Choices().days,
        sound=sound,
    )


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The counter's hours at a moment: open or not, and when it opens next."""

    is_open: bool
    opens: datetime | None


ReadOffice = Callable[[datetime], OfficeHours]


@dataclass(frozen=True, slots=True)
class Duty:
    """When an official may be told. `office` reads the counter's hours."""

    choices: Choices
    office: ReadOffice = field(repr=False)

    def begins(self, now: datetime) -> datetime | None:
        """`now` while on duty, else when duty begins next; None when that is not known."""
        if self.choices.hours == "always":
            return now
        if self.choices.hours == "office":
            hours = self.office(now)
            return now if hours.is_open else hours.opens
        return self._own_duty(now)

    def _own_duty(self, now: datetime) -> datetime | None:
        """A shift whose end is before its start lasts over midnight and belongs to the day it begins on."""
        start, end = time.fromisoformat(self.choices.start), time.fromisoformat(self.choices.end)
        for offset in range(-1, LOOK_AHEAD_DAYS):
            day = now.date() + timedelta(days=offset)
            if day.isoweekday() not in self.choices.days:
                continue
            begins = datetime.combine(day, start, now.tzinfo)
            ends = datetime.combine(day if end > start else day + timedelta(days=1), end, now.tzinfo)
            if now < ends:
                return max(begins, now)
        return None
