"""How a series repeats, as a form has it."""

from __future__ import annotations

import re
from datetime import date

from bot.admin.broadcasts.audience_form import FormFields
from bot.admin.broadcasts.texts import NTH
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.repeat_patterns import WEEKDAYS, read_pattern
from bot.broadcasts.series_days import RepeatError
from bot.lib.numbers import find_integer

_EVERY = frozenset({"daily", "weekly", "fortnightly", "monthly", "nth", "last-workday", "lunar", "custom"})
_COUNTS_FOR = {
    "weekdays": {"weekly", "fortnightly", "nth"},
    "monthday": {"monthly"},
    "lunar_days": {"lunar"},
    "until": _EVERY,
    "count": _EVERY,
    "skip": _EVERY,
}
"""With which choices of “Lặp lại” a field counts."""
_CHOOSE = "Hãy chọn “Lặp lại” cho đúng, hoặc bỏ mục đó."
UNUSED = {
    "weekdays": f"Đã đánh dấu thứ trong tuần, nhưng “Lặp lại” không tính theo thứ. {_CHOOSE}",
    "monthday": f"Đã ghi ngày trong tháng, nhưng “Lặp lại” không phải là hằng tháng, vào một ngày. {_CHOOSE}",
    "lunar_days": f"Đã ghi ngày âm lịch, nhưng “Lặp lại” không phải là theo âm lịch. {_CHOOSE}",
    "until": f"Đã ghi “Tới hết ngày”, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
    "count": f"Đã ghi số lần gửi, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
    "skip": f"Đã ghi ngày bỏ qua, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
}
"""What was filled in and would not count: refused, so that nothing goes out at other times than the form shows."""
_BY_TWO = {day[:2]: day for day in WEEKDAYS}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def repeat_of(form: FormFields) -> Repeat | None:
    """The timetable the form means; None when it goes out once. Raises BroadcastError."""
    every = form.get("every", "")
    ignored = [UNUSED[name] for name in UNUSED if form.get(name, "").strip() and every not in _COUNTS_FOR[name]]
    if ignored:
        raise BroadcastError(ignored)
    if not every:
        return None
    try:
        rest = {"count": _count(form.get("count", "").strip()), "skip": _days(form.get("skip", ""))}
        plain = {name: form.get(name, "") for name in ("at", "until", "holiday")}
        return Repeat.from_dict({"pattern": _pattern(every, form), **plain, **rest})
    except RepeatError as error:
        raise BroadcastError([str(error)]) from None


def _pattern(every: str, form: FormFields) -> str:
    match every:
        case "weekly":
            return f"weekly:{','.join(_weekdays(form))}"
        case "fortnightly":
            return f"rrule:FREQ=WEEKLY;INTERVAL=2;BYDAY={','.join(day[:2] for day in _weekdays(form))}"
        case "nth":
            return _nth_weekday(form)
        case "monthly":
            day = find_integer(form.get("monthday", "").strip())
            if day is None or not 1 <= day <= 31:
                raise RepeatError("Lịch hằng tháng: ngày trong tháng phải là số từ 1 đến 31.")
            return f"monthly:{day}"
        case "last-workday":
            return "monthly:last-workday"
        case "lunar":
            return _lunar(form.get("lunar_days", ""))
        case "custom":
            return f"rrule:{form.get('rrule', '').strip()}"
    return every


def _weekdays(form: FormFields) -> list[str]:
    days = form.getlist("weekdays")
    if not days:
        raise RepeatError("Lịch theo tuần: hãy chọn ít nhất một thứ trong tuần.")
    return days


def _nth_weekday(form: FormFields) -> str:
    nth, days = form.get("nth", ""), form.getlist("weekdays")
    if len(days) != 1 or nth not in NTH:
        raise RepeatError("Lịch vào một thứ trong tháng: hãy chọn đúng một thứ, và là thứ đó lần thứ mấy của tháng.")
    return f"rrule:FREQ=MONTHLY;BYDAY={nth}{days[0][:2]}"


def _lunar(text: str) -> str:
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", text) if piece.strip()]
    if not pieces:
        raise RepeatError("Lịch âm: hãy ghi ngày, ví dụ 1, 15 (mùng một và rằm hằng tháng) hoặc 10/3 (giỗ Tổ).")
    for piece in pieces:
        try:
            read_pattern(f"lunar:{piece}")
        except RepeatError:
            raise RepeatError(
                f"Ngày âm lịch “{piece}” chưa đúng: ghi ngày từ 1 đến 30, hoặc ngày/tháng. Ví dụ: 1, 15 hoặc 10/3."
            ) from None
    return f"lunar:{','.join(pieces)}"


def _count(text: str) -> str:
    if text and not 1 <= (find_integer(text) or 0) <= 999:
        raise RepeatError("Số lần gửi phải là số từ 1 đến 999, hoặc để trống.")
    return text


def _days(text: str) -> list[str]:
    days = []
    for piece in filter(None, re.split(r"[\s,;]+", text)):
        match = _DAY.fullmatch(piece)
        try:
            days.append(date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else "")
        except ValueError:
            days.append("")
        if not days[-1]:
            raise RepeatError(f"Ngày bỏ qua “{piece}” chưa đúng, xin viết ngày/tháng/năm. Ví dụ: 24/12/2026.")
    return days


def fill_repeat(form: FormFields, repeat: Repeat | None) -> None:
    """Put a timetable into the form's fields."""
    if repeat is None:
        return
    form["every"], fields = _choice_of(repeat.pattern)
    for name, values in fields.items():
        form.setlist(name, values)
    form["at"] = f"{repeat.at:%H:%M}"
    form["until"] = repeat.until.isoformat() if repeat.until else ""
    form["count"] = str(repeat.count or "")
    form["holiday"] = repeat.on_holiday
    form["skip"] = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(repeat.skip))


def _choice_of(pattern: str) -> tuple[str, dict[str, list[str]]]:
    """(the choice of “Lặp lại”, the values of its fields) that stand for a pattern."""
    kind, _, detail = pattern.partition(":")
    match kind.lower():
        case "weekly":
            return "weekly", {"weekdays": [name.strip().upper() for name in detail.split(",")]}
        case "monthly":
            return ("last-workday", {}) if detail == "last-workday" else ("monthly", {"monthday": [detail]})
        case "lunar":
            return "lunar", {"lunar_days": [", ".join(detail.split(","))]}
        case "rrule":
            return _choice_of_rule(detail)
    return kind.lower(), {}


def _choice_of_rule(detail: str) -> tuple[str, dict[str, list[str]]]:
    fortnightly = re.fullmatch(r"FREQ=WEEKLY;INTERVAL=2;BYDAY=((?:[A-Z]{2},?)+)", detail)
    if fortnightly:
        return "fortnightly", {"weekdays": [_BY_TWO[day] for day in fortnightly[1].split(",") if day in _BY_TWO]}
    nth = re.fullmatch(r"FREQ=MONTHLY;BYDAY=(-?[1-4])([A-Z]{2})", detail)
    if nth and nth[1] in NTH and nth[2] in _BY_TWO:
        return "nth", {"nth": [nth[1]], "weekdays": [_BY_TWO[nth[2]]]}
    return "custom", {"rrule": [detail]}
