"""The Excel file holds the rows, its totals are their sums, and nothing in it is reckoned but our own formulas."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.reports import periods
from bot.reports.excel import excel_file
from bot.reports.figures import PeriodFigures
from bot.reports.gather import collect_earlier, collect_figures, list_question_days
from bot.reports.periods import Period
from bot.reports.rows import ArticleRow, QuizRow
from bot.reports.totals import TOTALS
from bot.runtime import Runtime
from bot.store.ticket_events import TicketFigures
from tests.reports.busy_month import SECRET_NAME, SECRET_PHONE, SPITEFUL, plays

NOVEMBER = periods.regular_period("month", 2026, 11)


def book_of(runtime: Runtime, period: Period) -> tuple[Workbook, PeriodFigures]:
    figures = collect_figures(runtime, period)
    data = excel_file(figures, collect_earlier(runtime, figures), {"y-te": "Y tế"}, list_question_days(runtime, period))
    return load_workbook(io.BytesIO(data)), figures


@pytest.fixture(scope="module")
def made(busy_month: Runtime) -> tuple[Workbook, PeriodFigures]:
    return book_of(busy_month, NOVEMBER)


@pytest.fixture(scope="module")
def book(made: tuple[Workbook, PeriodFigures]) -> Workbook:
    return made[0]


def column(book: Workbook, sheet: str, heading: str) -> list[Any]:
    """The values below a heading."""
    head = [cell.value for cell in book[sheet][1]]
    position = head.index(heading)
    return [row[position] for row in book[sheet].iter_rows(min_row=2, values_only=True)]


def reckon(book: Workbook, formula: str) -> int:
    """What our few kinds of formulas come to."""
    return sum(_term(book, term) for term in formula.removeprefix("=").split("+"))


def _term(book: Workbook, term: str) -> int:
    name, inside = re.fullmatch(r"(SUM|COUNT|COUNTIF|SUMIF)\((.*)\)", term).groups()  # type: ignore[union-attr]
    ranges = [
        [cell.value for (cell,) in book[sheet][area]]
        for sheet, area in re.findall(r"'([^']+)'!([A-Z]\d+:[A-Z]\d+)", inside)
    ]
    match = re.search(r'"([^"]*)"', inside)
    match name:
        case "SUM":
            return sum(value or 0 for value in ranges[0])
        case "COUNT":
            return sum(value is not None for value in ranges[0])
        case "COUNTIF":
            return ranges[0].count(match[1])  # type: ignore[index]
        case _:
            return sum(number for value, number in zip(*ranges, strict=True) if value == match[1])  # type: ignore[index]


def test_every_figure_is_a_row_of_the_table_of_totals(made: tuple[Workbook, PeriodFigures]) -> None:
    book, figures = made
    totals = figures.totals()
    assert list(totals) == list(TOTALS)
    shown = book["Tổng hợp"].iter_rows(min_row=2, max_row=len(TOTALS) + 1, max_col=3, values_only=True)
    assert list(shown) == [(total.group, total.label, totals[name]) for name, total in TOTALS.items()]


@pytest.fixture(scope="module")
def full_month(busy_month: Runtime) -> tuple[Workbook, PeriodFigures]:
    """The busy month with the rows it lacks: articles of both sources, quizzes, people who still wait for a broadcast."""
    figures = collect_figures(busy_month, NOVEMBER)
    first, *others = figures.broadcasts
    waiting = replace(first, by_state={**first.by_state, "waiting": 3})
    noon = datetime(2026, 11, 3, 12)
    articles = (ArticleRow(noon, source, False, "T", "") for source in ("feed", "feed", "feed", "own", "own"))
    quizzes = (QuizRow(noon.date(), "Q", 4, 5, 6), QuizRow(noon.date(), "R", 1, 2, 3))
    figures = replace(
        figures,
        broadcasts=(waiting, *others),
        articles=tuple(articles),
        reads_feed=True,
        quizzes=quizzes,
        ticket_course=TicketFigures(received=2, settled_in_time=1, settled_late=1, left_over=1),
    )
    data = excel_file(figures, None, {}, list_question_days(busy_month, NOVEMBER))
    return load_workbook(io.BytesIO(data)), figures


@pytest.mark.parametrize(("position", "name"), [*enumerate(TOTALS)])
def test_the_formula_of_a_total_equals_its_figure(
    full_month: tuple[Workbook, PeriodFigures], position: int, name: str
) -> None:
    book, figures = full_month
    formula, value = book["Tổng hợp"].cell(position + 2, 6).value, figures.totals()[name]
    assert value, "a figure of nothing would prove no formula"
    if TOTALS[name].formula is None:
        assert formula is None
    else:
        assert isinstance(formula, str) and reckon(book, formula) == value


def test_a_figure_that_is_not_known_has_no_formula(made: tuple[Workbook, PeriodFigures]) -> None:
    book, figures = made
    cells = (book["Tổng hợp"].cell(row, 6).value for row in range(2, len(TOTALS) + 2))
    missing = {name for (name, total), cell in zip(TOTALS.items(), cells, strict=True) if total.formula and not cell}
    assert (
        missing == {name for name, value in figures.totals().items() if value is None} == {"articles_feed", "quizzes"}
    )


def test_the_rows_add_up(made: tuple[Workbook, PeriodFigures]) -> None:
    book, figures = made
    totals = figures.totals()
    assert sum(column(book, "Bản tin", "Gửi tới")) == totals["reached"]
    assert sum(column(book, "Lý do không nhận", "Lượt")) == totals["failed"] + totals["left_out"]
    assert len(column(book, "Xin gặp cán bộ", "Lúc xin gặp")) == totals["handed_over"]
    assert sum(column(book, "Người theo dõi", "Mới theo dõi")) == totals["followers_new"]
    asked = zip(column(book, "Câu hỏi", "Kết quả"), column(book, "Câu hỏi", "Số câu"), strict=True)
    assert sum(count for outcome, count in asked if outcome not in ("Chào hỏi", "Bị báo chưa đúng")) == totals["asked"]


def test_there_is_a_sheet_for_each_kind_of_row(book: Workbook) -> None:
    assert book.sheetnames == [
        "Tổng hợp",
        "Bản tin",
        "Lý do không nhận",
        "Tin bài",
        "Người theo dõi",
        "Câu hỏi",
        "Xin gặp cán bộ",
        "Phản ánh, góp ý",
        "Chấm điểm",
        "Đố vui",
        "Hoạt động",
    ]


def test_every_sheet_keeps_its_heading_in_sight_and_fits_its_words(book: Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes == "A2", sheet.title
        assert all(cell.font.bold for cell in sheet[1])
        assert all(sheet.column_dimensions[cell.column_letter].width >= 6 for cell in sheet[1])


def test_a_spiteful_title_stays_text(book: Workbook) -> None:
    cell = next(cell for row in book["Bản tin"].iter_rows() for cell in row if cell.value == SPITEFUL)
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {(cell.parent.title, cell.column_letter) for cell in formulas} == {("Tổng hợp", "F")}


def test_nobody_is_in_it(book: Workbook) -> None:
    values = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    for secret in (SECRET_NAME, SECRET_PHONE, "7219", "GC-1", "PA-1"):
        assert secret not in values


def test_an_empty_installation_gives_sheets_with_headings_only(empty: Runtime, november: Period) -> None:
    book, _ = book_of(empty, november)
    assert {sheet.title: sheet.max_row for sheet in book if sheet.title != "Tổng hợp"} == dict.fromkeys(
        book.sheetnames[1:], 1
    )


def test_quizzes_have_their_rows(empty: Runtime, november: Period) -> None:
    plays(empty, november.first, 4, 5)
    book, _ = book_of(empty, november)
    assert [column(book, "Đố vui", name) for name in ("Lượt chơi", "Câu đúng", "Câu đã hỏi")] == [[1], [4], [5]]
