"""The Excel file holds the rows, its totals are their sums, and nothing in it is reckoned but our own formulas."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.reports import periods
from bot.reports.excel import excel_file
from bot.reports.figures import Figures
from bot.reports.gather import collect, comparison, question_days
from bot.reports.periods import Period
from bot.reports.wording import TOTALS
from bot.runtime import Runtime
from tests.reports.lively import SECRET_NAME, SECRET_PHONE, SPITEFUL, plays


def book_of(runtime: Runtime, period: Period) -> tuple[Workbook, Figures]:
    figures = collect(runtime, period)
    data = excel_file(figures, comparison(runtime, figures), {"y-te": "Y tế"}, question_days(runtime, period))
    return load_workbook(io.BytesIO(data)), figures


@pytest.fixture(scope="module")
def made(lively: Runtime) -> tuple[Workbook, Figures]:
    return book_of(lively, periods.regular("month", 2026, 11))


@pytest.fixture(scope="module")
def book(made: tuple[Workbook, Figures]) -> Workbook:
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
    wanted = re.search(r'"([^"]*)"', inside)
    match name:
        case "SUM":
            return sum(value or 0 for value in ranges[0])
        case "COUNT":
            return sum(value is not None for value in ranges[0])
        case "COUNTIF":
            return ranges[0].count(wanted[1])  # type: ignore[index]
        case _:
            return sum(number for value, number in zip(*ranges, strict=True) if value == wanted[1])  # type: ignore[index]


def test_the_totals_are_the_figures_and_the_formulas_agree(made: tuple[Workbook, Figures]) -> None:
    book, figures = made
    totals = figures.totals()
    keys = {named.label: key for key, named in TOTALS.items()}
    checked = 0
    for _, label, value, _, _, formula in book["Tổng hợp"].iter_rows(
        min_row=2, max_row=len(TOTALS) + 1, values_only=True
    ):
        assert value == totals[keys[label]], label
        if formula:
            assert reckon(book, formula) == value, label
            checked += 1
    assert checked == len(TOTALS) - 9


def test_the_rows_add_up(made: tuple[Workbook, Figures]) -> None:
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
        "Tổng hợp", "Bản tin", "Lý do không nhận", "Tin bài", "Người theo dõi", "Câu hỏi", "Xin gặp cán bộ",
        "Phản ánh, góp ý", "Chấm điểm", "Đố vui", "Hoạt động",
    ]  # fmt: skip


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
