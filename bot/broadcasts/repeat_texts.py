"""A repeat said in Vietnamese, for officials: "Thứ Hai và thứ Năm hằng tuần lúc 08:00, đến 31/12/2026"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_patterns import SHORTEST_MONTH, read_pattern
from bot.broadcasts.series_days import LAST_LUNAR_DAY, RecurrenceRule
from bot.lib.numbers import find_integer

WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

FEASTS = {
    (1, 1): "mùng 1 Tết",
    (15, 1): "rằm tháng Giêng",
    (10, 3): "giỗ Tổ Hùng Vương",
    (15, 7): "rằm tháng Bảy",
    (15, 8): "Trung thu",
    (23, 12): "ngày ông Công, ông Táo",
    (30, 12): "ngày cuối năm",
}
"""Days of the lunar year, (day, month), that everybody calls by a name."""
_UNITS = {"DAILY": "ngày", "WEEKLY": "tuần", "MONTHLY": "tháng", "YEARLY": "năm"}
_ON_HOLIDAY = {
    "skip": "bỏ ngày nghỉ lễ",
    "before": "trúng ngày nghỉ lễ thì gửi vào ngày làm việc liền trước",
    "after": "trúng ngày nghỉ lễ thì gửi vào ngày làm việc liền sau",
}


def describe_repeat(repeat: Repeat) -> str:
    """The timetable in one Vietnamese sentence without a full stop."""
    kind, _, detail = repeat.pattern.partition(":")
    parts = [f"{_days(kind.lower(), detail, read_pattern(repeat.pattern))} lúc {repeat.at:%H:%M}"]
    if kind.lower() == "monthly" and (find_integer(detail) or 0) > SHORTEST_MONTH:
        parts.append(f"tháng không có ngày {int(detail)} thì gửi vào ngày cuối tháng")
    if repeat.until is not None:
        parts.append(f"đến {_day(repeat.until)}")
    if repeat.count is not None:
        parts.append(f"gửi {repeat.count} lần rồi thôi")
    if repeat.skip:
        parts.append(f"trừ ngày {_listed([_day(day) for day in sorted(repeat.skip)])}")
    parts += [f"riêng kỳ {_day(day)} gửi lúc {moment:%H:%M %d/%m/%Y}" for day, moment in repeat.moved]
    if repeat.on_holiday in _ON_HOLIDAY:
        parts.append(_ON_HOLIDAY[repeat.on_holiday])
    sentence = ", ".join(parts)
    return sentence[0].upper() + sentence[1:]


def _days(kind: str, detail: str, rule: RecurrenceRule) -> str:
    match kind:
        case "daily":
            return "hằng ngày"
        case "weekly":
            return f"{_listed([WEEKDAY_NAMES[day] for _, day in rule.weekdays])} hằng tuần"
        case "lunar":
            return _lunar_days(rule)
        case "monthly" if rule.workdays:
            return "ngày làm việc cuối cùng hằng tháng"
        case "monthly":
            return f"ngày {int(detail)} hằng tháng"
    return _custom(rule)


def _lunar_days(rule: RecurrenceRule) -> str:
    monthly = [_lunar_day(day) for day, month in rule.lunar if not month]
    yearly = [FEASTS.get((day, month)) or f"{_lunar_day(day)} tháng {month}" for day, month in rule.lunar if month]
    parts = ([f"{_listed(monthly)} hằng tháng"] if monthly else []) + (
        [f"{_listed(yearly)} hằng năm"] if yearly else []
    )
    return f"{_listed(parts)} (âm lịch)"


def _lunar_day(day: int) -> str:
    if day == LAST_LUNAR_DAY:
        return "ngày cuối tháng"
    return "rằm" if day == 15 else f"mùng {day}" if day <= 10 else f"ngày {day}"


def _custom(rule: RecurrenceRule) -> str:
    unit = _UNITS[rule.frequency]
    parts = [f"hằng {unit}" if rule.interval == 1 else f"{rule.interval} {unit} một lần"]
    if rule.weekdays:
        within = "tháng" if rule.frequency == "MONTHLY" or rule.months else "năm"
        parts.append("vào " + _listed([_weekday(nth, day, within) for nth, day in rule.weekdays]))
    if rule.monthdays:
        parts.append("vào " + _listed([_monthday(day) for day in rule.monthdays]))
    if rule.months:
        parts.append("trong " + _listed([f"tháng {month}" for month in rule.months]))
    if rule.positions:
        parts.append("chỉ lấy " + _listed([_position(place) for place in rule.positions]))
    return ", ".join(parts)


def _weekday(nth: int, day: int, within: str) -> str:
    name = WEEKDAY_NAMES[day]
    if nth == 0:
        return name
    return f"{name} {_place(nth)} của {within}"


def _monthday(day: int) -> str:
    if day > 0:
        return f"ngày {day}"
    return "ngày cuối tháng" if day == -1 else f"ngày thứ {-day} tính từ cuối tháng"


def _position(place: int) -> str:
    return f"ngày {_place(place)} trong số đó"


def _place(nth: int) -> str:
    if nth == -1:
        return "cuối cùng"
    return f"lần thứ {nth}" if nth > 0 else f"lần thứ {-nth} tính từ cuối"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
