"""Báo cáo: the figures of a period on the screen, as a Word report and as an Excel file."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts import previews
from bot.admin.reports import page_texts
from bot.admin.reports.charts import delivery_chart, follower_chart, question_chart
from bot.admin.reports.form import as_query, parse_period
from bot.admin.route import Route
from bot.admin.shared.charts import bar
from bot.reports import annexes, story, texts
from bot.reports.figures import PeriodFigures
from bot.reports.files import ReportTemplateError, excel_file, word_file
from bot.reports.gather import collect_earlier, collect_figures, list_question_days
from bot.reports.periods import PeriodError
from bot.reports.signing import SigningError, find_signature, sign_figures
from bot.reports.totals import TOTALS
from bot.runtime import Runtime

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        questions=question_chart(figures, earlier),
        deliveries=delivery_chart(figures, earlier),
        bar=bar,
        reasons=annexes.reasons_table(figures),
        tickets=annexes.tickets_table(figures),
        signature=find_signature(runtime, figures),
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


def sign(runtime: Runtime) -> ResponseReturnValue:
    """Sign for the figures of a closed period: they stay as they are from then on."""
    query = {name: request.form.get(name, "") for name in ("p", "w", "from", "to")}
    try:
        figures = collect_figures(runtime, parse_period(query, runtime.today()))
        sign_figures(runtime, figures, me().id)
    except (PeriodError, SigningError) as error:
        return _page_without_figures(runtime, str(error)), 422
    return redirect(url_for("admin.reports", done="report_signed", **dict[str, Any](as_query(figures.period))), 303)


def show_leaflet(runtime: Runtime) -> ResponseReturnValue:
    """One page to print for the people's council: the figures that matter, and three charts."""
    figures = _collect_chosen(runtime)
    earlier = collect_earlier(runtime, figures)
    return render_template(
        "admin/reports/leaflet.html",
        period=figures.period,
        period_query=as_query(figures.period),
        totals=figures.totals(),
        earlier_totals=earlier.totals() if earlier else {},
        earlier=earlier,
        texts=texts,
        charts=[question_chart(figures, earlier), delivery_chart(figures, earlier), follower_chart(figures, earlier)],
        is_over=figures.is_over,
        signature=find_signature(runtime, figures),
    )


def _collect_chosen(runtime: Runtime) -> PeriodFigures:
    """The figures of the chosen period; of this month when the address names none that exists."""
    try:
        period = parse_period(request.args, runtime.today())
    except PeriodError:
        period = parse_period({}, runtime.today())
    return collect_figures(runtime, period)


def _file_response(data: bytes, kind: str, name: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


ROUTES: tuple[Route, ...] = (
    Route("GET", "/reports", "reports", show_page, Rule.SIGNED_IN),
    Route("POST", "/reports/sign", "report_sign", sign, Rule.APPROVES),
    Route("GET", "/reports/leaflet", "report_leaflet", show_leaflet, Rule.SIGNED_IN),
    Route("GET", "/reports/word", "report_word", download_word, Rule.SIGNED_IN),
    Route("GET", "/reports/excel", "report_excel", download_excel, Rule.SIGNED_IN),
)
