"""The report as an Excel file: the totals, and a sheet for each kind of row they are sums of. Nobody's name or id is in it."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell

from bot.lib import workbook
from bot.reports.excel_sheets import ExcelSheet, build_sheets
from bot.reports.figures import PeriodFigures
from bot.reports.rows import QuestionDay
from bot.reports.texts import format_difference
from bot.reports.totals import TOTALS


def excel_file(
    figures: PeriodFigures, earlier: PeriodFigures | None, topics: dict[str, str], question_days: Iterable[QuestionDay]
) -> bytes:
    """The .xlsx. The last column of the first sheet adds the rows up again by formulas."""
    book = Workbook(write_only=True)
    sheets = build_sheets(figures, topics, tuple(question_days))
    lengths = {sheet.name: len(tuple(sheet.rows)) for sheet in sheets}
    _write_summary(book, figures, earlier, lengths)
    for sheet in sheets:
        _write_sheet(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_summary(
    book: Workbook, figures: PeriodFigures, earlier: PeriodFigures | None, lengths: dict[str, int]
) -> None:
    now, before = figures.totals(), earlier.totals() if earlier else {}
    sheet = workbook.open_sheet(book, "Tổng hợp", _summary_head(figures, earlier))
    for key, total in TOTALS.items():
        change = format_difference(now[key], before.get(key)) if earlier else ""
        formula = WriteOnlyCell(sheet, total.excel_formula(lengths) if now[key] is not None else None)
        values = (total.group, total.label, now[key], before.get(key), change)
        sheet.append([*(workbook.make_cell(sheet, value) for value in values), formula])
    sheet.append([])
    unknown = "; ".join(_unknown_labels(now))
    note = f"Số liệu {figures.period.days_said}."
    sheet.append([workbook.make_cell(sheet, f"{note} Ô trống là số trợ lý chưa biết: {unknown}." if unknown else note)])


def _summary_head(figures: PeriodFigures, earlier: PeriodFigures | None) -> list[tuple[str, int]]:
    name = figures.period.name
    return [
        ("Nhóm", 22),
        ("Nội dung", 52),
        (name[0].upper() + name[1:], 18),
        (earlier.period.name if earlier else "Kỳ trước", 18),
        ("Tăng, giảm", 18),
        ("Cộng lại từ các dòng", 20),
    ]


def _unknown_labels(now: dict[str, int | float | None]) -> list[str]:
    return [f"{total.label} ({total.why_unknown})" for key, total in TOTALS.items() if now[key] is None]


def _write_sheet(book: Workbook, sheet: ExcelSheet) -> None:
    target = workbook.open_sheet(book, sheet.name, sheet.head)
    workbook.append_rows(target, sheet.head, sheet.rows)
