"""`flask report`: the figures of a period on the terminal, as a Word report, as an Excel file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.reports import periods
from bot.reports.facts import report_facts
from bot.reports.figures import PeriodFigures
from bot.reports.files import ReportTemplateError, excel_file, word_file
from bot.reports.gather import collect_earlier, collect_figures, list_question_days
from bot.reports.periods import Period, PeriodError
from bot.reports.story import waiting_words
from bot.reports.texts import format_difference, format_number
from bot.reports.totals import TOTALS
from bot.runtime import Runtime

_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
_FILE = click.Path(path_type=Path, dir_okay=False)


class ReportError(Exception):
    """A file of the report could not be written; the text says why, in Vietnamese."""


def make_report(runtime: Runtime) -> click.Command:
    """Build the command `report`."""

    @click.command("report")
    @click.option(
        "--period",
        "kind",
        type=click.Choice(["month", "quarter", "half", "nine", "year"]),
        help="Tháng, quý, 6 tháng đầu năm, 9 tháng đầu năm, năm. Không nêu gì: tháng này.",
    )
    @click.option("--year", type=int, help="Năm; mặc định năm nay.")
    @click.option("--month", type=click.IntRange(1, 12), help="Tháng; mặc định tháng này.")
    @click.option("--quarter", type=click.IntRange(1, 4), help="Quý; mặc định quý này.")
    @click.option(
        "--window",
        type=click.Choice(periods.WINDOWS),
        default=periods.CALENDAR,
        help="calendar: theo lịch. decree: từ ngày 15 tới ngày 14 (Nghị định 09/2019, Điều 12).",
    )
    @click.option("--from", "first", type=_DAY, help="Ngày đầu, thay cho --period. Ví dụ 2026-11-01.")
    @click.option("--to", "last", type=_DAY, help="Ngày cuối, tính cả ngày đó.")
    @click.option("--word", "word", type=_FILE, help="Ghi báo cáo Word ra tệp này.")
    @click.option("--excel", "excel", type=_FILE, help="Ghi số liệu Excel ra tệp này.")
    @json_option
    @clear_errors(PeriodError, ReportError, ReportTemplateError)
    def report(word: Path | None, excel: Path | None, as_json: bool, **options: Any) -> None:
        """Số liệu của một kỳ: bản tin, hỏi đáp, cán bộ trả lời, người theo dõi, hoạt động."""
        figures = collect_figures(runtime, _parse_period(runtime.today(), **options))
        earlier = collect_earlier(runtime, figures)
        files = _write_files(runtime, figures, earlier, word, excel)
        if as_json:
            say_json(report_facts(figures, earlier) | {"files": files})
        else:
            _print_figures(figures, earlier, files)

    return report


def _parse_period(
    today: date,
    kind: str | None,
    year: int | None,
    month: int | None,
    quarter: int | None,
    window: str,
    first: datetime | None,
    last: datetime | None,
) -> Period:
    if first or last:
        if kind or year or month or quarter:
            raise click.UsageError("Hoặc --from và --to, hoặc --period, --year, --month, --quarter; không dùng chung.")
        if not (first and last):
            raise click.UsageError("--from và --to đi cùng nhau.")
        return periods.demand_begun(periods.free_period(first.date(), last.date()), today)
    if (month and (quarter or kind not in (None, "month"))) or (quarter and kind not in (None, "quarter")):
        raise click.UsageError("--month chỉ đi với --period month, --quarter chỉ đi với --period quarter.")
    return periods.choose_period(today, kind, year, month, quarter, window)


def _write_files(
    runtime: Runtime, figures: PeriodFigures, earlier: PeriodFigures | None, word: Path | None, excel: Path | None
) -> list[str]:
    """Write the files that were asked for; returns their paths."""
    content = runtime.live_content.content
    topics = {topic.id: topic.label for topic in content.subscriptions.values()}
    paths = []
    if word:
        year, folder = runtime.today().year, runtime.settings.content_path
        paths.append(_save_file(word, word_file(figures, earlier, content.ward, topics, year, folder)))
    if excel:
        days = list_question_days(runtime, figures.period)
        paths.append(_save_file(excel, excel_file(figures, earlier, topics, days)))
    return paths


def _save_file(path: Path, data: bytes) -> str:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ReportError(f"Không ghi được tệp {path} ({error.strerror}). Hãy chọn thư mục khác.") from None
    return str(path)


def _print_figures(figures: PeriodFigures, earlier: PeriodFigures | None, files: list[str]) -> None:
    now, before = figures.totals(), earlier.totals() if earlier else {}
    click.echo(f"Báo cáo {figures.period.name}, số liệu {figures.period.days_said}.")
    group = ""
    for key, total in TOTALS.items():
        if total.group != group:
            group = total.group
            click.echo(f"\n{group}")
        change = f" ({format_difference(now[key], before[key])} so với {earlier.period.name})" if earlier else ""
        click.echo(f"  {total.label}: {_value_words(key, now[key])}{change}")
    for file in files:
        click.echo(f"\nĐã ghi {file}")


def _value_words(key: str, value: float | None) -> str:
    if value is None:
        return f"chưa biết ({TOTALS[key].why_unknown})"
    return waiting_words(int(value)) if key == "first_answer_minutes" else format_number(value)
