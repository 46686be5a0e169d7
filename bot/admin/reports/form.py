"""The period in the address of a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.admin.reports.page_texts import period_value
from bot.reports import periods
from bot.reports.periods import CALENDAR, Period, PeriodError


def parse_period(query: Mapping[str, str], today: date) -> Period:
    """The period in `p` ("month-2026-11") and `w`, or in `from` and `to`; this month without them. Raises PeriodError."""
    window = query.get("w") or CALENDAR
    if query.get("from") or query.get("to"):
        period = periods.free_period(
            _parse_day(query.get("from", ""), "Từ ngày"), _parse_day(query.get("to", ""), "Tới ngày")
        )
    elif query.get("p"):
        period = _parse_regular(query["p"], window)
    else:
        return periods.current_period("month", today, window)
    if period.first > today:
        raise PeriodError(f"Kỳ này chưa bắt đầu: ngày đầu là {period.first:%d/%m/%Y}. Hãy chọn kỳ khác.")
    return period


def as_query(period: Period) -> dict[str, str]:
    """The query parameters that name a period."""
    if period.kind == "free":
        return {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return {"p": period_value(period), **({"w": period.window} if period.window != CALENDAR else {})}


def _parse_regular(text: str, window: str) -> Period:
    kind, _, rest = text.partition("-")
    numbers = [int(part) for part in rest.split("-") if part.isascii() and part.isdigit() and len(part) < 5]
    if not 1 <= len(numbers) <= 2:
        raise PeriodError("Chưa rõ kỳ báo cáo. Hãy chọn lại trong danh sách.")
    return periods.regular_period(kind, numbers[0], numbers[1] if len(numbers) > 1 else 0, window)


def _parse_day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PeriodError(f"Ô “{field}” cần một ngày, ví dụ 01/11/2026.") from None
