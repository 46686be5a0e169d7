"""The charts of a report: a column a day, or a month when the period is long, beside those of the period before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from bot.admin.shared.charts import Columns
from bot.reports.figures import QUESTION_OUTCOMES, PeriodFigures
from bot.reports.periods import Period

MOST_COLUMNS = 62
"""Days; charts of longer periods have a column for each month."""


def question_chart(figures: PeriodFigures, earlier: PeriodFigures | None) -> Columns:
    """Questions."""
    return _chart("Câu hỏi", figures, earlier, _questions)


def delivery_chart(figures: PeriodFigures, earlier: PeriodFigures | None) -> Columns:
    """Messages of broadcasts, by the day on which their broadcast began."""
    return _chart("Lượt gửi tới người nhận", figures, earlier, _deliveries)


def follower_chart(figures: PeriodFigures, earlier: PeriodFigures | None) -> Columns:
    """People who began to follow."""
    return _chart("Người mới theo dõi", figures, earlier, _new_followers)


def _questions(figures: PeriodFigures) -> Counter[date]:
    counts: Counter[date] = Counter()
    for day, outcome, count in figures.question_days:
        counts[date.fromisoformat(day)] += count if outcome in QUESTION_OUTCOMES else 0
    return counts


def _deliveries(figures: PeriodFigures) -> Counter[date]:
    counts: Counter[date] = Counter()
    for row in figures.broadcasts:
        counts[row.started.date()] += row.reached
    return counts


def _new_followers(figures: PeriodFigures) -> Counter[date]:
    return Counter({row.day: row.new for row in figures.follower_days})


def _chart(
    name: str, figures: PeriodFigures, earlier: PeriodFigures | None, count: Callable[[PeriodFigures], Counter[date]]
) -> Columns:
    is_short = (figures.period.last - figures.period.first).days < MOST_COLUMNS
    points = _points(figures.period, count(figures), is_short=is_short)
    before = _points(earlier.period, count(earlier), is_short=is_short) if earlier else []
    return Columns(f"{name} mỗi {'ngày' if is_short else 'tháng'}", points, [value for _, value in before])


def _points(period: Period, counts: Counter[date], *, is_short: bool) -> list[tuple[str, int]]:
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    if is_short:
        return [(f"{day:%d/%m}", counts[day]) for day in days]
    months = Counter({f"{day:%m/%Y}": 0 for day in days})
    for day, value in counts.items():
        months[f"{day:%m/%Y}"] += value
    return [(f"tháng {month}", value) for month, value in months.items()]
