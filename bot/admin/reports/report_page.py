"""Báo cáo: the figures of a period on the screen, as a Word report and as an Excel file."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule
from bot.admin.broadcasts import previews
from bot.admin.reports import page_texts
from bot.admin.reports.form import as_query, parse_period
from bot.admin.route import Route
from bot.admin.shared.charts import Columns, bar
from bot.reports import annexes, story, texts
from bot.reports.figures import QUESTION_OUTCOMES, PeriodFigures
from bot.reports.files import ReportTemplateError, excel_file, word_file
from bot.reports.gather import collect_earlier, collect_figures, list_question_days
from bot.reports.periods import PeriodError
from bot.reports.totals import TOTALS
from bot.runtime import Runtime

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_COLUMNS = 62
"""Days; charts of longer periods have a column for each month."""


def show_page(runtime: Runtime) -> ResponseReturnValue:
    """Show the figures of the chosen period; of this month when none is chosen."""
    try:
        period = parse_period(request.args, runtime.today())
    except PeriodError as error:
        return _page_without_figures(runtime, str(error)), 422
    figures = collect_figures(runtime, period)
    earlier = collect_earlier(runtime, figures)
    return render_template(
        "admin/reports/page.html",
        **_period_choices(runtime),
        figures=figures,
        earlier=earlier,
        period=period,
        totals=figures.totals(),
        earlier_totals=earlier.totals() if earlier else None,
        period_query=as_query(period),
        value=page_texts.period_value(period),
        texts=texts,
        total_rows=TOTALS,
        topics=previews.topic_labels(runtime),
        topic_name=story.topic_name,
        questions=_question_chart(figures),
        deliveries=_delivery_chart(figures),
        bar=bar,
        reasons=annexes.reasons_table(figures),
        tickets=annexes.tickets_table(figures),
        refused="",
    )


def _page_without_figures(runtime: Runtime, error: str) -> str:
    return render_template("admin/reports/page.html", **_period_choices(runtime), figures=None, refused=error)


def _period_choices(runtime: Runtime) -> dict[str, Any]:
    choices = list(page_texts.period_choices(runtime.today()))
    return {"query": request.args, "choices": choices, "page_texts": page_texts}


def download_word(runtime: Runtime) -> ResponseReturnValue:
    """The report as a Word file."""
    figures = _collect_chosen(runtime)
    content, topics = runtime.live_content.content, previews.topic_labels(runtime)
    earlier, year = collect_earlier(runtime, figures), runtime.today().year
    try:
        data = word_file(figures, earlier, content.ward, topics, year, runtime.settings.content_path)
    except ReportTemplateError as error:
        return _page_without_figures(runtime, str(error)), 422
    return _file_response(data, WORD, f"bao-cao-{figures.period.slug}.docx")


def download_excel(runtime: Runtime) -> ResponseReturnValue:
    """The rows as an Excel file."""
    figures = _collect_chosen(runtime)
    topics, days = previews.topic_labels(runtime), list_question_days(runtime, figures.period)
    data = excel_file(figures, collect_earlier(runtime, figures), topics, days)
    return _file_response(data, EXCEL, f"so-lieu-{figures.period.slug}.xlsx")


def _collect_chosen(runtime: Runtime) -> PeriodFigures:
    """The figures of the chosen period; of this month when the address names none that exists."""
    try:
        period = parse_period(request.args, runtime.today())
    except PeriodError:
        period = parse_period({}, runtime.today())
    return collect_figures(runtime, period)


def _file_response(data: bytes, kind: str, name: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _question_chart(figures: PeriodFigures) -> Columns:
    counts: Counter[date] = Counter()
    for day, outcome, count in figures.question_days:
        counts[date.fromisoformat(day)] += count if outcome in QUESTION_OUTCOMES else 0
    return _count_chart(figures, counts, "Câu hỏi")


def _delivery_chart(figures: PeriodFigures) -> Columns:
    counts: Counter[date] = Counter()
    for row in figures.broadcasts:
        counts[row.started.date()] += row.reached
    return _count_chart(figures, counts, "Lượt gửi tới người nhận")


def _count_chart(figures: PeriodFigures, counts: Counter[date], name: str) -> Columns:
    """A chart by day, or by month when the period is long."""
    period = figures.period
    days = [period.first + timedelta(days=number) for number in range((period.last - period.first).days + 1)]
    if len(days) <= MOST_COLUMNS:
        return Columns(f"{name} mỗi ngày", [(f"{day:%d/%m}", counts[day]) for day in days])
    months = Counter({f"{day:%m/%Y}": 0 for day in days})
    for day, count in counts.items():
        months[f"{day:%m/%Y}"] += count
    return Columns(f"{name} mỗi tháng", [(f"tháng {month}", count) for month, count in months.items()])


ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports", "reports", show_page, Rule.SIGNED_IN),
    Route("GET", "/reports/word", "report_word", download_word, Rule.SIGNED_IN),
    Route("GET", "/reports/excel", "report_excel", download_excel, Rule.SIGNED_IN),
)
