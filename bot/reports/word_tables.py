"""Tables of figures in the Word report; their borders are those of the template's table style."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from bot.lib.characters import writable
from bot.reports.blocks import ReportTable

TABLE_STYLE = "Bảng số liệu"
FALLBACK_STYLE = "Table Grid"
FONT_SIZE = Pt(12)
TEXT_WIDTH = Mm(165)
"""210 mm less the margins."""


def insert_table(document: WordDocument, before: Paragraph, content: ReportTable) -> None:
    """Add a table in front of a paragraph; its head is repeated on each page."""
    table = document.add_table(rows=1, cols=len(content.head))
    names = {style.name for style in document.styles}
    table.style = next((name for name in (TABLE_STYLE, FALLBACK_STYLE) if name in names), None)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, text in zip(table.rows[0].cells, content.head, strict=True):
        _write(cell.paragraphs[0], text, WD_ALIGN_PARAGRAPH.CENTER, bold=True)
    for row in content.rows:
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            is_number = column in content.numbers
            _write(cell.paragraphs[0], text, WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT)
    _repeat_head(table)
    total = sum(content.widths)
    set_widths(table, [Length(TEXT_WIDTH * share // total) for share in content.widths])
    before._p.addprevious(table._tbl)


def set_widths(table: WordTable, widths: Sequence[Length]) -> None:
    """Word reads the widths of cells, LibreOffice those of the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _write(paragraph: Paragraph, text: str, align: WD_ALIGN_PARAGRAPH, *, bold: bool = False) -> None:
    run = paragraph.add_run(writable(text))
    run.font.size = FONT_SIZE
    run.bold = bold or None
    paragraph.alignment = align


def _repeat_head(table: WordTable) -> None:
    """Show the head on every page, and keep the lines of a row on one page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
