"""How a series repeats, as a form has it."""

from __future__ import annotations

import re
from datetime import date

from bot.admin.broadcasts.audience_form import FormFields
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.repeat import Repeat
from bot.broadcasts.series_days import RepeatError

_EVERY = frozenset({"daily", "weekly", "monthly", "last-workday", "custom"})
_COUNTS_FOR = {
    "weekdays": {"weekly"},
    "monthday": {"monthly"},
    "rrule": {"custom"},
    "until": _EVERY,
    "count": _EVERY,
    "skip": _EVERY,
}
"""With which choices of “Lặp lại” a field counts."""
_CHOOSE = "Hãy chọn “Lặp lại” cho đúng, hoặc bỏ mục đó."
UNUSED = {
    "weekdays": f"Đã đánh dấu thứ trong tuần, nhưng “Lặp lại” không phải là hằng tuần. {_CHOOSE}",
    "monthday": f"Đã ghi ngày trong tháng, nhưng “Lặp lại” không phải là hằng tháng, vào một ngày. {_CHOOSE}",
    "rrule": f"Đã viết lịch RRULE, nhưng “Lặp lại” không phải là lịch khác. {_CHOOSE}",
    "until": f"Đã ghi “Tới hết ngày”, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
    "count": f"Đã ghi số lần gửi, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
    "skip": f"Đã ghi ngày bỏ qua, nhưng bản tin chỉ gửi một lần. {_CHOOSE}",
}
"""What was filled in and would not count: refused, so that nothing goes out at other times than the form shows."""
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
            days = form.getlist("weekdays")
            if not days:
                raise RepeatError("Lịch hằng tuần: hãy chọn ít nhất một thứ trong tuần.")
            return f"weekly:{','.join(days)}"
        case "monthly":
            day = form.get("monthday", "").strip()
            if not (day.isdecimal() and 1 <= int(day) <= 31):
                raise RepeatError("Lịch hằng tháng: ngày trong tháng phải là số từ 1 đến 31.")
            return f"monthly:{int(day)}"
        case "last-workday":
            return "monthly:last-workday"
        case "custom":
            return f"rrule:{form.get('rrule', '').strip().removeprefix('RRULE:')}"
    return every


def _count(text: str) -> str:
    if text and not (text.isdecimal() and 1 <= int(text) <= 999):
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
    kind, _, detail = repeat.pattern.partition(":")
    form["every"] = {"rrule": "custom"}.get(kind.lower(), "last-workday" if detail == "last-workday" else kind.lower())
    if form["every"] == "weekly":
        form.setlist("weekdays", [name.strip().upper() for name in detail.split(",")])
    elif form["every"] in ("monthly", "custom"):
        form["monthday" if form["every"] == "monthly" else "rrule"] = detail
    form["at"] = f"{repeat.at:%H:%M}"
    form["until"] = repeat.until.isoformat() if repeat.until else ""
    form["count"] = str(repeat.count or "")
    form["holiday"] = repeat.on_holiday
    form["skip"] = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(repeat.skip))
