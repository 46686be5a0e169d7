"""How a series repeats: one value, read from the shell's text or a stored dict, always valid."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.broadcasts.repeat_patterns import read_pattern
from bot.broadcasts.series_days import RepeatError

ON_HOLIDAY = ("send", "skip", "before", "after")
EXAMPLE = "weekly:MON,THU at=08:00 until=2026-12-31 count=10 holiday=skip skip=2026-12-24,2026-12-25"
USUAL_TIME = time(8, 0)

_OPTIONS = ("at", "until", "count", "holiday", "skip")
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Repeat:
    """A series' timetable.

    `pattern` as in `read_pattern`; `at` is local time; `until` the last day on which it may go out; `count` how many go
    out in all; `skip` days on which none goes out. `on_holiday` says what happens to one that falls on a public holiday:
    send, skip, or move to the working day before or after. `moved` holds single runs that go out at another local
    time: (the day of the rule, the time). Raises RepeatError when a part is wrong.
    """

    pattern: str
    at: time = USUAL_TIME
    until: date | None = None
    count: int | None = None
    skip: frozenset[date] = frozenset()
    on_holiday: str = "send"
    moved: tuple[tuple[date, datetime], ...] = ()

    def __post_init__(self) -> None:
        read_pattern(self.pattern)
        if self.count is not None and self.count < 1:
            raise RepeatError("Số lần gửi (count) phải từ 1 trở lên. Ví dụ: count=10.")
        if self.on_holiday not in ON_HOLIDAY:
            raise RepeatError(
                f"Ngày nghỉ lễ: «{self.on_holiday}» không dùng được, xin chọn {', '.join(ON_HOLIDAY)}. "
                "Ví dụ: holiday=skip."
            )

    @classmethod
    def parse(cls, text: str) -> Repeat:
        """The repeat of one line, as in EXAMPLE. Raises RepeatError that names the wrong part and gives an example."""
        pattern, *pieces = text.split() or [""]
        options: dict[str, str] = {}
        for piece in pieces:
            name, equals, value = piece.partition("=")
            if name not in _OPTIONS or not equals or not value or name in options:
                raise RepeatError(
                    f"Không hiểu «{piece}». Sau lịch lặp viết mỗi thứ một lần: at, until, count, holiday, skip. "
                    f"Ví dụ: {EXAMPLE}."
                )
            options[name] = value
        return cls.from_dict({"pattern": pattern, **options})

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Repeat:
        """The repeat that `as_dict` wrote, or a form's fields as texts. Empty fields mean none. Raises RepeatError."""
        skipped = data.get("skip") or ()
        listed = skipped.split(",") if isinstance(skipped, str) else skipped
        return cls(
            pattern=str(data.get("pattern") or "").strip(),
            at=_clock(str(data["at"])) if data.get("at") else USUAL_TIME,
            until=_day("until", str(data["until"])) if data.get("until") else None,
            count=_count(str(data["count"])) if data.get("count") not in (None, "") else None,
            skip=frozenset(_day("skip", str(day)) for day in listed if str(day).strip()),
            on_holiday=str(data.get("holiday") or "send"),
            moved=tuple(
                (date.fromisoformat(day), datetime.fromisoformat(moment))
                for day, moment in sorted((data.get("moved") or {}).items())
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """What JSON can hold; `from_dict` reads it back to an equal value."""
        return {
            "pattern": self.pattern,
            "at": self.at.strftime("%H:%M"),
            "until": self.until.isoformat() if self.until else None,
            "count": self.count,
            "skip": sorted(day.isoformat() for day in self.skip),
            "holiday": self.on_holiday,
            "moved": {day.isoformat(): moment.isoformat(timespec="minutes") for day, moment in self.moved},
        }


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        raise RepeatError(f"Giờ gửi «{text}» chưa đúng, xin viết giờ:phút. Ví dụ: at=08:00.")
    return time(int(match[1]), int(match[2]))


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise RepeatError(f"Ngày «{text}» chưa đúng, xin viết năm-tháng-ngày. Ví dụ: {name}=2026-12-31.") from None


def _count(text: str) -> int:
    if not re.fullmatch(r"-?\d{1,6}", text.strip()):
        raise RepeatError(f"Số lần gửi «{text}» không phải là số. Ví dụ: count=10.")
    return int(text)
