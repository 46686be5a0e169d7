"""`flask report`: the figures of a period on the terminal, as a Word report, as an Excel file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.reports import periods
from bot.reports.figures import Figures
from bot.reports.files import excel_file, word_file
from bot.reports.gather import collect, comparison, question_days
from bot.reports.periods import Period, PeriodError
from bot.reports.story import waiting_said
from bot.reports.wording import TOTALS, difference, number
from bot.runtime import Runtime

_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
_FILE = click.Path(path_type=Path, dir_okay=False)


class ReportError(Exception):
    """Why the report could not be written, in Vietnamese."""


def make_report(runtime: Runtime) -> click.Command:
    """The command `report`."""

    @click.command("report")
    @click.option("--period", "kind", type=click.Choice(["month", "quarter", "half", "nine", "year"]),
                  help="Tháng, quý, 6 tháng đầu năm, 9 tháng đầu năm, năm. Không nêu gì: tháng này.")  # fmt: skip
    @click.option("--year", type=int, help="Năm; mặc định năm nay.")
    @click.option("--month", type=click.IntRange(1, 12), help="Tháng; mặc định tháng này.")
    @click.option("--quarter", type=click.IntRange(1, 4), help="Quý; mặc định quý này.")
    @click.option("--window", type=click.Choice(periods.WINDOWS), default=periods.CALENDAR,
                  help="calendar: theo lịch. decree: từ ngày 15 tới ngày 14 (Nghị định 09/2019, Điều 12).")  # fmt: skip
    @click.option("--from", "first", type=_DAY, help="Ngày đầu, thay cho --period. Ví dụ 2026-11-01.")
    @click.option("--to", "last", type=_DAY, help="Ngày cuối, tính cả ngày đó.")
    @click.option("--word", "word", type=_FILE, help="Ghi báo cáo Word ra tệp này.")
    @click.option("--excel", "excel", type=_FILE, help="Ghi số liệu Excel ra tệp này.")
    @json_option
    @clear_errors(PeriodError, ReportError)
    def report(word: Path | None, excel: Path | None, as_json: bool, **asked: Any) -> None:
        """Số liệu của một kỳ: bản tin, hỏi đáp, cán bộ trả lời, người theo dõi, hoạt động."""
        figures = collect(runtime, _period(runtime.today(), **asked))
        earlier = comparison(runtime, figures)
        files = _write(runtime, figures, earlier, word, excel)
        if as_json:
            say_json(_facts(figures, earlier) | {"files": files})
        else:
            _tell(figures, earlier, files)

    return report


def _period(
    today: date, kind: str | None, year: int | None, month: int | None, quarter: int | None, window: str,
    first: datetime | None, last: datetime | None,
) -> Period:  # fmt: skip
    if first or last:
        if kind or year or month or quarter:
            raise click.UsageError("Hoặc --from và --to, hoặc --period, --year, --month, --quarter; không dùng chung.")
        if not (first and last):
            raise click.UsageError("--from và --to đi cùng nhau.")
        return _begun(periods.free(first.date(), last.date()), today)
    kind = kind or ("quarter" if quarter else "year" if year and not month else "month")
    if (month and kind != "month") or (quarter and kind != "quarter"):
        raise click.UsageError("--month chỉ đi với --period month, --quarter chỉ đi với --period quarter.")
    now = periods.current(kind, today, window)
    number_asked = month or quarter or now.number
    return _begun(periods.regular(kind, year or now.year, number_asked, window), today)


def _begun(period: Period, today: date) -> Period:
    if period.first > today:
        raise PeriodError(f"Kỳ này chưa bắt đầu: ngày đầu là {period.first:%d/%m/%Y}.")
    return period


def _write(
    runtime: Runtime, figures: Figures, earlier: Figures | None, word: Path | None, excel: Path | None
) -> list[str]:  # fmt: skip
    content = runtime.brain.content
    topics = {topic.id: topic.label for topic in content.interests.values()}
    written = []
    if word:
        written.append(_save(word, word_file(figures, earlier, content.ward, topics, runtime.today().year)))
    if excel:
        days = question_days(runtime, figures.period)
        written.append(_save(excel, excel_file(figures, earlier, topics, days)))
    return written


def _save(path: Path, data: bytes) -> str:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise ReportError(f"Không ghi được tệp {path} ({error.strerror}). Hãy chọn thư mục khác.") from None
    return str(path)


def _facts(figures: Figures, earlier: Figures | None) -> dict[str, Any]:
    period = figures.period
    return {
        "period": {"kind": period.kind, "name": period.name, "from": period.first.isoformat(), "to": period.last.isoformat(),
                   "window": period.window, "over": figures.is_over},
        "totals": figures.totals(),
        "before": earlier.totals() if earlier else None,
        "fields": [{"field": one.name, "asked": one.asked, "answer": one.answer, "clarify": one.clarify,
                    "decline": one.decline, "fallback": one.fallback} for one in figures.by_field()],
        "topics": [{"topic": one.key, "broadcasts": one.broadcasts, "reached": one.reached, "seen": one.seen,
                    "clicks": one.clicks} for one in figures.by_topic()],
        "activities": [{"day": row.day.isoformat(), "kind": row.kind, "place": row.place, "events": row.events,
                        "people": row.people, "more": row.is_more} for row in figures.activities],
    }  # fmt: skip


def _tell(figures: Figures, earlier: Figures | None, files: list[str]) -> None:
    now, then = figures.totals(), earlier.totals() if earlier else {}
    click.echo(f"Báo cáo {figures.period.name}, số liệu {figures.period.days_said}.")
    group = ""
    for key, named in TOTALS.items():
        if named.group != group:
            group = named.group
            click.echo(f"\n{group}")
        known = f"{number(now[key])}" if now[key] is not None else f"chưa biết ({named.why_unknown})"
        if key == "first_answer_minutes" and now[key] is not None:
            known = waiting_said(int(now[key] or 0))
        change = f" ({difference(now[key], then[key])} so với {earlier.period.name})" if earlier else ""
        click.echo(f"  {named.label}: {known}{change}")
    for file in files:
        click.echo(f"\nĐã ghi {file}")
