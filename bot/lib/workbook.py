"""Sheets of an Excel workbook: a heading that stays in sight, cells that are never computed, filters, and paper they fit on."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from bot.lib.characters import writable

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="FFE2F0F0")
_WRAP = Alignment(wrap_text=True, vertical="top")
_A4 = 9


def write_sheet(name: str, head: Sequence[tuple[str, int]], rows: Iterable[Iterable[Any]]) -> bytes:
    """A workbook of one sheet as a file."""
    book = Workbook(write_only=True)
    append_rows(open_sheet(book, name, head), head, rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def open_sheet(book: Workbook, name: str, head: Sequence[tuple[str, int]]) -> Any:
    """A new sheet of a write-only workbook with its heading (text, width); printed on A4 across, as wide as the paper."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    for position, (_, width) in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    cells = [make_cell(sheet, text) for text, _ in head]
    for cell in cells:
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAP
    sheet.append(cells)
    return sheet


def append_rows(sheet: Any, head: Sequence[tuple[str, int]], rows: Iterable[Iterable[Any]]) -> None:
    """Write rows below the heading, with a filter over every column."""
    height = 1
    for row in rows:
        sheet.append([make_cell(sheet, value) for value in row])
        height += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{height}"


def make_cell(sheet: Any, value: Any) -> Any:
    """Text is always text: a title of "=1+1" is never reckoned, nor when somebody edits the cell."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, str):
        value = writable(value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str) and value:
        cell.data_type, cell.quotePrefix = "s", value[0] in "=+-@"
    elif isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell
