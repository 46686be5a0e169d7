"""Periods of reports: month, quarter, 6 and 9 months, year, or free days.

Two ways to cut them: by the calendar, or from the 15th of one month to the 14th of the last (Nghị định 09/2019/NĐ-CP,
Điều 12: a year runs from 15/12 to 14/12). Whether the decree binds this report is not certain, so the official chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

KINDS = ("month", "quarter", "half", "nine", "year", "free")
CALENDAR, DECREE = "calendar", "decree"
WINDOWS = (CALENDAR, DECREE)

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
_EARLIEST_YEAR, _LATEST_YEAR = 2020, 2100
_QUARTERS = ("I", "II", "III", "IV")


class PeriodError(Exception):
    """What is wrong with the chosen period, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included. `number` is the month or quarter, 0 for the other kinds; `name` begins small."""

    kind: str
    first: date
    last: date
    name: str
    year: int
    number: int = 0
    window: str = CALENDAR

    def since_ms(self, zone: tzinfo) -> int:
        """The first moment of the period (ms)."""
        return _start_ms(self.first, zone)

    def until_ms(self, zone: tzinfo) -> int:
        """The first moment after the period (ms)."""
        return _start_ms(self.last + timedelta(days=1), zone)

    @property
    def days_said(self) -> str:
        """ "từ ngày 01/11/2026 đến ngày 30/11/2026"."""
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def slug(self) -> str:
        """The days as a part of file names: 20261101-20261130."""
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"


def regular_period(kind: str, year: int, number: int = 0, window: str = CALENDAR) -> Period:
    """A month (`number` 1 to 12), quarter (1 to 4), the first 6 or 9 months, or a year. Raises PeriodError."""
    _check_period(kind, year, number, window)
    months = _MONTHS[kind]
    after = number * months if number else months
    first, end = _month_start(year, after - months), _month_start(year, after)
    if window == DECREE:
        first, end = ((day - timedelta(days=1)).replace(day=15) for day in (first, end))
    return Period(kind, first, end - timedelta(days=1), _period_name(kind, year, number), year, number, window)


def free_period(first: date, last: date) -> Period:
    """Any days. Raises PeriodError when the end comes before the beginning."""
    if last < first:
        raise PeriodError(f"Ngày cuối ({last:%d/%m/%Y}) đứng trước ngày đầu ({first:%d/%m/%Y}). Hãy đổi lại.")
    if not _EARLIEST_YEAR <= first.year <= last.year <= _LATEST_YEAR:
        raise PeriodError(f"Năm phải từ {_EARLIEST_YEAR} tới {_LATEST_YEAR}.")
    return Period("free", first, last, f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}", first.year)


def earlier_period(period: Period) -> Period:
    """What a period is compared with: the month or quarter before, the same months of last year, as many days before."""
    match period.kind:
        case "month" | "quarter":
            most = 12 // _MONTHS[period.kind]
            year, number = (period.year, period.number - 1) if period.number > 1 else (period.year - 1, most)
            return regular_period(period.kind, year, number, period.window)
        case "free":
            last = period.first - timedelta(days=1)
            return free_period(last - (period.last - period.first), last)
        case _:
            return regular_period(period.kind, period.year - 1, 0, period.window)


def current_period(kind: str, today: date, window: str = CALENDAR) -> Period:
    """The period of a kind that `today` lies in (half and nine: this year's)."""
    number = {"month": today.month, "quarter": (today.month + 2) // 3}.get(kind, 0)
    period = regular_period(kind, today.year, number, window)
    if today <= period.last or kind in ("half", "nine"):
        return period
    is_last = number in (0, 12 // _MONTHS[kind])  # of the year; from the 15th on it is the next one's time
    year, after = (today.year + 1, min(number, 1)) if is_last else (today.year, number + 1)
    return regular_period(kind, year, after, window)


def choose_period(
    today: date, kind: str | None, year: int | None, month: int | None, quarter: int | None, window: str = CALENDAR
) -> Period:
    """The period that was asked for by some of its parts; nothing asked: this month. Raises PeriodError."""
    kind = kind or ("quarter" if quarter else "year" if year and not month else "month")
    if (month and kind != "month") or (quarter and kind != "quarter"):
        raise PeriodError("Tháng chỉ đi với kỳ tháng, quý chỉ đi với kỳ quý.")
    now = current_period(kind, today, window)
    number = next((one for one in (month, quarter, now.number) if one is not None), 0)
    return demand_begun(regular_period(kind, now.year if year is None else year, number, window), today)


def demand_begun(period: Period, today: date) -> Period:
    """The period itself. Raises PeriodError when it has not begun."""
    if period.first > today:
        raise PeriodError(f"Kỳ này chưa bắt đầu: ngày đầu là {period.first:%d/%m/%Y}.")
    return period


def _check_period(kind: str, year: int, number: int, window: str) -> None:
    if kind not in _MONTHS:
        raise PeriodError(f"Không có kỳ báo cáo “{kind}”.")
    if window not in WINDOWS:
        raise PeriodError(f"Không có cách chốt số liệu “{window}”.")
    if not _EARLIEST_YEAR < year <= _LATEST_YEAR:
        raise PeriodError(f"Năm phải từ {_EARLIEST_YEAR + 1} tới {_LATEST_YEAR}.")
    if kind == "month" and not 1 <= number <= 12:
        raise PeriodError("Tháng phải từ 1 tới 12.")
    if kind == "quarter" and not 1 <= number <= 4:
        raise PeriodError("Quý phải từ 1 tới 4.")


def _period_name(kind: str, year: int, number: int) -> str:
    match kind:
        case "month":
            return f"tháng {number} năm {year}"
        case "quarter":
            return f"quý {_QUARTERS[number - 1]} năm {year}"
        case "half":
            return f"6 tháng đầu năm {year}"
        case "nine":
            return f"9 tháng đầu năm {year}"
        case _:
            return f"năm {year}"


def _month_start(year: int, months: int) -> date:
    """The first day after so many months of a year."""
    return date(year + months // 12, months % 12 + 1, 1)


def _start_ms(day: date, zone: tzinfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)
