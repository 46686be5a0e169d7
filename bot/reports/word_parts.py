"""Pieces of an administrative paper by Nghị định 30/2020/NĐ-CP, Phụ lục I (shared/domain/post_and_online.md 6)."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bot.reports.blocks import Table

FONT = "Times New Roman"
BODY, SMALL, TABLE = Pt(14), Pt(12), Pt(12)
TEXT_WIDTH = Mm(165)
"""210 mm less the margins."""
INDENT = Cm(1.27)
CENTRE, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


def blank_paper() -> Paper:
    """A4 with the margins and the font, page numbers from page 2 on, centred in the top margin."""
    paper = Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    section.header_distance = Mm(10)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    section.different_first_page_header_footer = True
    _page_number(section.header.paragraphs[0])
    return paper


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), str(kind))
        run._r.append(element)


def write(
    paragraph: Paragraph, text: str, *, size: Length = BODY, bold: bool = False, italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = LEFT,
) -> Paragraph:  # fmt: skip
    """Put text into a paragraph."""
    run = paragraph.add_run(text)
    if size != BODY:
        run.font.size = size
    if bold:
        run.bold = True
    if italic:
        run.italic = True
    paragraph.alignment = align
    return paragraph


def body(paper: Paper, text: str, *, bold: bool = False, keep_next: bool = False) -> Paragraph:
    """A paragraph of the text: justified, first line indented, 6 points between paragraphs."""
    paragraph = write(paper.add_paragraph(), text, bold=bold, align=BOTH)
    form = paragraph.paragraph_format
    form.first_line_indent, form.space_after, form.keep_with_next = INDENT, Pt(6), keep_next
    return paragraph


def rule(paragraph: Paragraph, length: Length, width: Length) -> None:
    """A solid line of this length in the middle of a column of this width, as the paragraph's upper border."""
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Length(max(0, (width - length) // 2))
    form.line_spacing, form.space_before = Pt(6), Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def columns(paper: Paper, *widths: Length) -> list[_Cell]:
    """The cells of one row without borders."""
    table = paper.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, widths)
    return list(table.rows[0].cells)


def figures_table(paper: Paper, found: Table) -> None:
    """A bordered table; its head is repeated on each page."""
    table = paper.add_table(rows=1, cols=len(found.head))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for cell, text in zip(table.rows[0].cells, found.head, strict=True):
        write(cell.paragraphs[0], text, size=TABLE, bold=True, align=CENTRE)
    for row in found.rows:
        for column, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            write(cell.paragraphs[0], text, size=TABLE, align=RIGHT if column in found.numbers else LEFT)
    _repeat_head(table)
    whole = sum(found.widths)
    _set_widths(table, [Length(TEXT_WIDTH * share // whole) for share in found.widths])
    paper.add_paragraph().paragraph_format.line_spacing = Pt(8)


def _repeat_head(table: WordTable) -> None:
    """The head stands on every page, and no row is torn in two."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _set_widths(table: WordTable, widths: list[Length] | tuple[Length, ...]) -> None:
    """Word reads the widths of cells, LibreOffice those of the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
