"""Which period a page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.admin.words_reports import value_of
from bot.reports import periods
from bot.reports.periods import CALENDAR, Period, PeriodError


def asked_period(asked: Mapping[str, str], today: date) -> Period:
    """From `p` ("month-2026-11") and `w`, or from free days `from` and `to`; this month without any. Raises PeriodError."""
    window = asked.get("w") or CALENDAR
    if asked.get("from") or asked.get("to"):
        found = periods.free(_day(asked.get("from", ""), "Từ ngày"), _day(asked.get("to", ""), "Tới ngày"))
    elif asked.get("p"):
        found = _named(asked["p"], window)
    else:
        return periods.current("month", today, window)
    if found.first > today:
        raise PeriodError(f"Kỳ này chưa bắt đầu: ngày đầu là {found.first:%d/%m/%Y}. Hãy chọn kỳ khác.")
    return found


def as_query(period: Period) -> dict[str, str]:
    """The same period as parts of an address."""
    if period.kind == "free":
        return {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return {"p": value_of(period), **({"w": period.window} if period.window != CALENDAR else {})}


def _named(text: str, window: str) -> Period:
    kind, _, rest = text.partition("-")
    numbers = [int(part) for part in rest.split("-") if part.isascii() and part.isdigit() and len(part) < 5]
    if not 1 <= len(numbers) <= 2:
        raise PeriodError("Chưa rõ kỳ báo cáo. Hãy chọn lại trong danh sách.")
    return periods.regular(kind, numbers[0], numbers[1] if len(numbers) > 1 else 0, window)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PeriodError(f"Ô “{field}” cần một ngày, ví dụ 01/11/2026.") from None
