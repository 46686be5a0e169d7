"""Báo cáo: the figures of a period on the screen, as a Word report and as an Excel file."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin import broadcast_looks as looks
from bot.admin import words_reports as said
from bot.admin.access import Rule
from bot.admin.charts import Columns, bar
from bot.admin.report_form import as_query, asked_period
from bot.admin.route import Route
from bot.reports import annexes, story, wording
from bot.reports.figures import ASKED, Figures
from bot.reports.files import excel_file, word_file
from bot.reports.gather import collect, comparison, question_days
from bot.reports.periods import PeriodError
from bot.runtime import Runtime

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_COLUMNS = 62
"""Longer periods are drawn by the month."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """The figures of the chosen period; this month's at first."""
    choices = {"asked": request.args, "choices": list(said.choices(runtime.today())), "said": said}
    try:
        period = asked_period(request.args, runtime.today())
    except PeriodError as error:
        return render_template("admin/reports/page.html", **choices, figures=None, refused=str(error)), 422
    figures = collect(runtime, period)
    earlier = comparison(runtime, figures)
    return render_template(
        "admin/reports/page.html", **choices, figures=figures, earlier=earlier, period=period, totals=figures.totals(),
        then=earlier.totals() if earlier else None, query=as_query(period), value=said.value_of(period), wording=wording,
        topics=looks.topic_labels(runtime), topic_name=story.topic_name, questions=_question_chart(figures),
        deliveries=_delivery_chart(figures), bar=bar, reasons=annexes.reasons_table(figures),
        tickets=annexes.tickets_table(figures), refused="",
    )  # fmt: skip


def word(runtime: Runtime) -> ResponseReturnValue:
    """The report as a Word file."""
    figures = _asked(runtime)
    ward, topics = runtime.brain.content.ward, looks.topic_labels(runtime)
    data = word_file(figures, comparison(runtime, figures), ward, topics, runtime.today().year)
    return _file(data, WORD, f"bao-cao-{figures.period.slug}.docx")


def excel(runtime: Runtime) -> ResponseReturnValue:
    """The rows as an Excel file."""
    figures = _asked(runtime)
    topics, days = looks.topic_labels(runtime), question_days(runtime, figures.period)
    data = excel_file(figures, comparison(runtime, figures), topics, days)
    return _file(data, EXCEL, f"so-lieu-{figures.period.slug}.xlsx")


def _asked(runtime: Runtime) -> Figures:
    """The figures of the period asked for; an address mended by hand falls back to this month."""
    try:
        period = asked_period(request.args, runtime.today())
    except PeriodError:
        period = asked_period({}, runtime.today())
    return collect(runtime, period)


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _question_chart(figures: Figures) -> Columns:
    counts: Counter[date] = Counter()
    for day, outcome, count in figures.question_days:
        counts[date.fromisoformat(day)] += count if outcome in ASKED else 0
    return _chart(figures, counts, "Câu hỏi")


def _delivery_chart(figures: Figures) -> Columns:
    counts: Counter[date] = Counter()
    for row in figures.broadcasts:
        counts[row.started.date()] += row.reached
    return _chart(figures, counts, "Lượt gửi tới người nhận")


def _chart(figures: Figures, counts: Counter[date], name: str) -> Columns:
    """By the day, by the month when the period is long."""
    period = figures.period
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    if len(days) <= MOST_COLUMNS:
        return Columns(f"{name} mỗi ngày", [(f"{day:%d/%m}", counts[day]) for day in days])
    months = Counter({f"{day:%m/%Y}": 0 for day in days})
    for day, count in counts.items():
        months[f"{day:%m/%Y}"] += count
    return Columns(f"{name} mỗi tháng", [(f"tháng {month}", count) for month, count in months.items()])


ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports", "reports", page, Rule.SIGNED_IN),
    Route("GET", "/reports/word", "report_word", word, Rule.SIGNED_IN),
    Route("GET", "/reports/excel", "report_excel", excel, Rule.SIGNED_IN),
)
