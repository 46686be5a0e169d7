"""The room of reports in words officials read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.reports.periods import CALENDAR, DECREE, Period

WINDOW_NAMES = {CALENDAR: "Ngày 1 tới cuối tháng", DECREE: "Ngày 15 tới ngày 14 (NĐ 09/2019)"}
DONE = {
    "activity_saved": "Đã ghi vào sổ. Hoạt động này có trong báo cáo của kỳ đó.",
    "activity_deleted": "Đã xóa khỏi sổ. Nhật ký còn ghi ai xóa, lúc nào.",
}
ORDERS = {"newest": "Mới làm trước", "oldest": "Cũ trước"}
YEARS_BACK = 2


def period_choices(today: date) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """(year, [(value, name)]) of the periods that have begun, newest first; values as `bot.admin.reports.form` reads them."""
    for year in range(today.year, today.year - YEARS_BACK - 1, -1):
        months = range(12 if year < today.year else today.month, 0, -1)
        quarters = range(4 if year < today.year else (today.month + 2) // 3, 0, -1)
        yield (
            year,
            [
                *((f"month-{year}-{month}", f"Tháng {month} năm {year}") for month in months),
                *(
                    (f"quarter-{year}-{quarter}", f"Quý {'I' * quarter if quarter < 4 else 'IV'} năm {year}")
                    for quarter in quarters
                ),
                (f"half-{year}", f"6 tháng đầu năm {year}"),
                (f"nine-{year}", f"9 tháng đầu năm {year}"),
                (f"year-{year}", f"Cả năm {year}"),
            ],
        )


def period_value(period: Period) -> str:
    """How a form names a period; "" for free days."""
    if period.kind == "free":
        return ""
    return f"{period.kind}-{period.year}" + (f"-{period.number}" if period.number else "")
