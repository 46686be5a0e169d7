"""Changes working hours and holidays, with the same checks and versions as other edits of content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from bot.content.editing import EditError, set_data
from bot.content.holiday_lines import drop_day, set_day
from bot.content_editing.folder import mark_of
from bot.content_editing.service import ContentEditing, ContentEditingError

WARD = "ward.yaml"
HOLIDAYS = "holidays.yaml"
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class TypedHours:
    """Working hours as typed into the form: ISO weekdays, and (from, to) as HH:MM."""

    days: Sequence[int]
    morning: tuple[str, str]
    afternoon: tuple[str, str]
    saturday_morning: bool
    is_confirmed: bool


class OfficeTimes:
    """Changes of the counter's opening times. Every method raises ContentEditingError."""

    def __init__(self, editing: ContentEditing) -> None:
        self._editing = editing

    def set_hours(self, hours: TypedHours, official_id: int | None) -> None:
        """Set the usual hours; the bot answers with them at once."""
        _check_hours(hours)
        text = self._editing.read_text(WARD)
        value = {
            "confirmed": hours.is_confirmed,
            "days": sorted(set(hours.days)),
            "morning": list(hours.morning),
            "afternoon": list(hours.afternoon),
            "saturday_morning": hours.saturday_morning,
        }
        try:
            changed = set_data(text, "hours", value)
        except EditError as error:
            raise ContentEditingError(str(error)) from None
        self._editing.save(WARD, changed, mark_of(text), official_id, "giờ làm việc", accepts=True)

    def set_day(self, day: date, name: str, *, is_off: bool, is_certain: bool, official_id: int | None) -> None:
        """Set a day off, or a Saturday or Sunday that is worked instead."""
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise ContentEditingError(f"Hãy ghi tên ngày nghỉ, dài nhất {LONGEST_NAME} ký tự.")
        text = self._editing.read_text(HOLIDAYS)
        try:
            changed = set_day(text, day, name, is_off=is_off, is_certain=is_certain)
        except EditError as error:
            raise ContentEditingError(str(error)) from None
        self._editing.save(HOLIDAYS, changed, mark_of(text), official_id, f"ngày {day:%d/%m/%Y}", accepts=True)

    def drop_day(self, day: date, official_id: int | None) -> None:
        """Remove a day off or a make-up day."""
        text = self._editing.read_text(HOLIDAYS)
        try:
            changed = drop_day(text, day)
        except EditError as error:
            raise ContentEditingError(str(error)) from None
        self._editing.save(HOLIDAYS, changed, mark_of(text), official_id, f"bỏ ngày {day:%d/%m/%Y}", accepts=True)


def _check_hours(hours: TypedHours) -> None:
    if not hours.days or not set(hours.days) <= set(range(1, 8)):
        raise ContentEditingError("Hãy chọn ít nhất một ngày làm việc trong tuần.")
    try:
        times = [time.fromisoformat(text) for text in (*hours.morning, *hours.afternoon)]
    except ValueError:
        raise ContentEditingError("Giờ viết dạng 07:30.") from None
    if any(first >= second for first, second in pairwise(times)):
        raise ContentEditingError("Giờ phải theo thứ tự: sáng từ, sáng đến, chiều từ, chiều đến.")
