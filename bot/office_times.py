"""Working hours and holidays as officials change them: written through bot.wording, with the same checks and versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from bot.content.editing import EditError, set_data
from bot.content.holiday_lines import drop_day, set_day
from bot.wording.folder import mark_of
from bot.wording.service import Wording, WordingError

WARD = "ward.yaml"
HOLIDAYS = "holidays.yaml"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours as they are typed: ISO weekdays, (from, to) as HH:MM."""

    days: Sequence[int]
    morning: tuple[str, str]
    afternoon: tuple[str, str]
    saturday_morning: bool
    is_confirmed: bool


class OfficeTimes:
    """What an official may change about when the counter is open. Everything raises WordingError."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def set_hours(self, hours: Hours, by: int | None) -> None:
        """The usual hours; the bot says them at once."""
        _check(hours)
        text = self._wording.text(WARD)
        value = {
            "confirmed": hours.is_confirmed, "days": sorted(set(hours.days)), "morning": list(hours.morning),
            "afternoon": list(hours.afternoon), "saturday_morning": hours.saturday_morning,
        }  # fmt: skip
        try:
            changed = set_data(text, "hours", value)
        except EditError as error:
            raise WordingError(str(error)) from None
        self._wording.save(WARD, changed, mark_of(text), by, "giờ làm việc", accepts=True)

    def set_day(self, day: date, name: str, *, is_off: bool, is_certain: bool, by: int | None) -> None:
        """A day off, or a Saturday or Sunday that is worked instead."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise WordingError(f"Hãy ghi tên ngày nghỉ, dài nhất {LONGEST_NAME} ký tự.")
        text = self._wording.text(HOLIDAYS)
        try:
            changed = set_day(text, day, name, is_off=is_off, is_certain=is_certain)
        except EditError as error:
            raise WordingError(str(error)) from None
        self._wording.save(HOLIDAYS, changed, mark_of(text), by, f"ngày {day:%d/%m/%Y}", accepts=True)

    def drop_day(self, day: date, by: int | None) -> None:
        """The day is like any other again."""
        text = self._wording.text(HOLIDAYS)
        try:
            changed = drop_day(text, day)
        except EditError as error:
            raise WordingError(str(error)) from None
        self._wording.save(HOLIDAYS, changed, mark_of(text), by, f"bỏ ngày {day:%d/%m/%Y}", accepts=True)


def _check(hours: Hours) -> None:
    if not hours.days or not set(hours.days) <= set(range(1, 8)):
        raise WordingError("Hãy chọn ít nhất một ngày làm việc trong tuần.")
    try:
        times = [time.fromisoformat(text) for text in (*hours.morning, *hours.afternoon)]
    except ValueError:
        raise WordingError("Giờ viết dạng 07:30.") from None
    if any(first >= second for first, second in pairwise(times)):
        raise WordingError("Giờ phải theo thứ tự: sáng từ, sáng đến, chiều từ, chiều đến.")
