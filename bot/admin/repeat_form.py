"""How a series repeats, as a form has it."""

from __future__ import annotations

import re
from datetime import date

from bot.admin.audience_form import Typed
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.series_days import RepeatError
from bot.broadcasts.service import BroadcastError

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def repeat_of(typed: Typed) -> Repeat | None:
    """The timetable the form means; None when it goes out once. Raises BroadcastError."""
    every = typed.get("every", "")
    if not every:
        return None
    try:
        return Repeat.from_dict({
            "pattern": _pattern(every, typed), "at": typed.get("at", ""), "until": typed.get("until", ""),
            "count": _count(typed.get("count", "").strip()), "holiday": typed.get("holiday", ""),
            "skip": _days(typed.get("skip", "")),
        })  # fmt: skip
    except RepeatError as error:
        raise BroadcastError([str(error)]) from None


def _pattern(every: str, typed: Typed) -> str:
    match every:
        case "weekly":
            days = typed.getlist("weekdays")
            if not days:
                raise RepeatError("Lịch hằng tuần: hãy chọn ít nhất một thứ trong tuần.")
            return f"weekly:{','.join(days)}"
        case "monthly":
            day = typed.get("monthday", "").strip()
            if not (day.isdecimal() and 1 <= int(day) <= 31):
                raise RepeatError("Lịch hằng tháng: ngày trong tháng phải là số từ 1 đến 31.")
            return f"monthly:{int(day)}"
        case "last-workday":
            return "monthly:last-workday"
        case "custom":
            return f"rrule:{typed.get('rrule', '').strip().removeprefix('RRULE:')}"
    return every


def _count(text: str) -> str:
    if text and not (text.isdecimal() and 1 <= int(text) <= 999):
        raise RepeatError("Số lần gửi phải là số từ 1 đến 999, hoặc để trống.")
    return text


def _days(text: str) -> list[str]:
    found = []
    for piece in filter(None, re.split(r"[\s,;]+", text)):
        match = _DAY.fullmatch(piece)
        try:
            found.append(date(int(match[3]), int(match[2]), int(match[1])).isoformat() if match else "")
        except ValueError:
            found.append("")
        if not found[-1]:
            raise RepeatError(f"Ngày bỏ qua “{piece}” chưa đúng, xin viết ngày/tháng/năm. Ví dụ: 24/12/2026.")
    return found


def typed_repeat(typed: Typed, repeat: Repeat | None) -> None:
    """Put a timetable into the form's fields."""
    if repeat is None:
        return
    kind, _, detail = repeat.pattern.partition(":")
    typed["every"] = {"rrule": "custom"}.get(kind.lower(), "last-workday" if detail == "last-workday" else kind.lower())
    if typed["every"] == "weekly":
        typed.setlist("weekdays", [name.strip().upper() for name in detail.split(",")])
    elif typed["every"] in ("monthly", "custom"):
        typed["monthday" if typed["every"] == "monthly" else "rrule"] = detail
    typed["at"] = f"{repeat.at:%H:%M}"
    typed["until"] = repeat.until.isoformat() if repeat.until else ""
    typed["count"] = str(repeat.count or "")
    typed["holiday"] = repeat.on_holiday
    typed["skip"] = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(repeat.skip))
