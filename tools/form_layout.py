"""Draws one form as a Word page: lines with dotted blanks, tables, boxes for digits, places to sign, notes.

A line is a text; `____` in it becomes a dotted blank, and "(2)" a small raised number of a note. A block is a mapping with
one key: bold, italic, centre (a line so written), boxes (a line before twelve boxes), table, sign, indent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Unpack

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tools.word_runs import Look, add_run

FONT = "Times New Roman"
BODY, SMALL = Pt(12), Pt(9.5)
TEXT_WIDTH = Mm(170)
LETTER = Mm(2.05)
"""About the width of a letter of 12 points, to share a line among its blanks."""
LEAST_BLANK = Mm(14)
AT_THE_END = Mm(1.5)
"""A blank ends so much before the line does: viewers on phones else begin a new line."""
BLANK = "____"
NOTE_MARK = re.compile(r"(\(\d{1,2}\))")
CENTRE, LEFT, BOTH, RIGHT = (getattr(WD_ALIGN_PARAGRAPH, name) for name in ("CENTER", "LEFT", "JUSTIFY", "RIGHT"))
DIGITS = 12
NOT_NEEDED = ("/thumbnail", "/customXml", "/stylesWithEffects", "/numbering")
STYLES = frozenset({"Normal", "Default Paragraph Font", "Normal Table", "Table Grid", "No List", "header", "footer"})


class FormPage:
    """A form while it is drawn; `foot` stands at the foot of every page."""

    def __init__(self, title: str, foot: str, day: datetime) -> None:
        self.document = Document()
        self._title = title
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(15), Mm(15)
        section.left_margin, section.right_margin = Mm(22), Mm(18)
        self._take_out_unused()
        self._set_font()
        footer = section.footer.paragraphs[0]
        footer.alignment = CENTRE
        _write(footer, foot, size=SMALL, italic=True)
        self._describe(title, day)

    def _set_font(self) -> None:
        style = self.document.styles["Normal"]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = FONT, BODY
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(0), Pt(3)
        style.paragraph_format.line_spacing = 1.1

    def _describe(self, title: str, day: datetime) -> None:
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = day

    def _take_out_unused(self) -> None:
        """What python-docx' own first document brings and no form needs: nine tenths of the file."""
        for relations in (self.document.part.package.rels, self.document.part.rels):
            for key in [key for key, relation in relations.items() if relation.reltype.endswith(NOT_NEEDED)]:
                del relations[key]
        styles = self.document.styles.element
        for style in styles.findall(qn("w:style")):
            if style.name_val not in STYLES:
                styles.remove(style)

    def write_head(self, origin: str) -> None:
        """Where the form comes from, the country's name and motto, and the title."""
        if origin:
            self._line(origin, size=Pt(10.5), italic=True, align=RIGHT)
        self._line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, align=CENTRE)
        motto = self._line("Độc lập - Tự do - Hạnh phúc", bold=True, align=CENTRE)
        motto.runs[0].underline = True
        title = self._line(self._title, size=Pt(14), bold=True, align=CENTRE)
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(10), Pt(8)

    def write_body(self, body: list[Any]) -> None:
        """The lines and blocks in order."""
        for entry in body:
            if isinstance(entry, str):
                self._line(entry)
            else:
                ((kind, value),) = entry.items()
                BLOCKS[kind](self, value)

    def write_notes(self, notes: list[str]) -> None:
        """How to fill it in, in small type."""
        if not notes:
            return
        heading = self._line("Chú thích:", size=SMALL, bold=True)
        heading.paragraph_format.space_before = Pt(8)
        for note in notes:
            paragraph = self.document.add_paragraph()
            paragraph.alignment = BOTH
            paragraph.paragraph_format.space_after = Pt(1)
            _write(paragraph, note, size=SMALL, raises_marks=False)

    def _line(self, text: str, *, align: WD_ALIGN_PARAGRAPH | None = None, **look: Any) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = (LEFT if BLANK in text else BOTH) if align is None else align
        write_with_blanks(paragraph, text, TEXT_WIDTH, **look)
        return paragraph

    def write_bold(self, text: str) -> None:
        """A line in bold type."""
        self._line(text, bold=True)

    def write_italic(self, text: str) -> None:
        """A line in italics."""
        self._line(text, italic=True)

    def write_centre(self, text: str) -> None:
        """A line in the middle."""
        self._line(text, align=CENTRE)

    def write_indented(self, text: str) -> None:
        """A line that begins further right."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(8)
        write_with_blanks(paragraph, text, TEXT_WIDTH, start=Mm(8))

    def write_boxes(self, text: str) -> None:
        """A line of text before twelve boxes, one for each digit of the personal number."""
        box = Mm(7)
        table = self._table(1, [TEXT_WIDTH - box * DIGITS, *[box] * DIGITS], grid=True)
        _write(table.rows[0].cells[0].paragraphs[0], text)
        _hide_borders(table.rows[0].cells[0])

    def write_table(self, value: dict[str, Any]) -> None:
        """A table: `columns` of (heading, weight), then `rows`, a number of empty ones or their cells."""
        columns: list[tuple[str, float]] = value["columns"]
        total = sum(weight for _, weight in columns)
        widths = [Length(int(TEXT_WIDTH * weight / total)) for _, weight in columns]
        rows = value["rows"]
        cells = [[""] * len(columns)] * rows if isinstance(rows, int) else rows
        table = self._table(len(cells) + 1, widths, grid=True)
        size = Pt(value.get("size", 11))
        for cell, (heading, _) in zip(table.rows[0].cells, columns, strict=True):
            cell.paragraphs[0].alignment = CENTRE
            _write(cell.paragraphs[0], heading, size=size, bold=True)
        for row, texts in zip(table.rows[1:], cells, strict=True):
            row.height = Mm(value.get("height", 7))
            for cell, text in zip(row.cells, texts, strict=False):
                _write(cell.paragraphs[0], text, size=size)
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def write_signatures(self, columns: list[list[str]]) -> None:
        """Places to sign side by side: place and day, who signs, how; what stands below is filled in or ticked."""
        width = Length(TEXT_WIDTH // len(columns))
        table = self._table(1, [width] * len(columns), grid=False)
        size = Pt(11.5) if len(columns) < 3 else Pt(10)
        for cell, lines in zip(table.rows[0].cells, columns, strict=True):
            for number, text in enumerate(lines):
                paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
                paragraph.alignment = LEFT if BLANK in text else CENTRE
                look = {"italic": number == 0, "bold": number == 1}
                write_with_blanks(paragraph, text, Length(width - Mm(4)), size=size, **look)
        self.document.add_paragraph().paragraph_format.space_after = Pt(30)

    def _table(self, rows: int, widths: list[Length], *, grid: bool) -> Table:
        table = self.document.add_table(rows, len(widths))
        if grid:
            table.style = "Table Grid"
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                cell.paragraphs[0].paragraph_format.space_after = Pt(0)
        return table


BLOCKS: dict[str, Callable[[FormPage, Any], None]] = {
    "bold": FormPage.write_bold,
    "italic": FormPage.write_italic,
    "centre": FormPage.write_centre,
    "indent": FormPage.write_indented,
    "boxes": FormPage.write_boxes,
    "table": FormPage.write_table,
    "sign": FormPage.write_signatures,
}


def write_with_blanks(
    paragraph: Paragraph, text: str, width: Length, *, size: Length = BODY, start: int = 0, **look: bool
) -> None:
    """Write a line; each `____` becomes a dotted blank up to a tab stop, one that ends the line almost to its end."""
    parts = text.split(BLANK)
    for stop in _place_stops(parts, Length(width - AT_THE_END), size, start):
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
    _write(paragraph, "\t".join(parts), size=size, **look)


def _place_stops(parts: list[str], width: Length, size: Length, start: int) -> list[Length]:
    """Where the blanks behind all parts but the last end: what the words leave free is shared out equally."""
    letter = LETTER * size / BODY
    words = [len(part) * letter for part in parts]
    share = max((width - start - sum(words)) / max(1, len(parts) - 1), LEAST_BLANK * size / BODY)
    stops, position = [], float(start)
    for length in words[:-1]:
        position += length + share
        stops.append(Length(int(min(position, width))))
    return [*stops[:-1], width] if stops and not parts[-1] else stops


def _write(paragraph: Paragraph, text: str, *, raises_marks: bool = True, **look: Unpack[Look]) -> None:
    """Write words in one look; `raises_marks`: marks of notes, "(2)", stand small and high."""
    whole_look: Look = {"size": BODY, "bold": False, "italic": False, **look}
    for number, part in enumerate(NOTE_MARK.split(text)):
        if not part:
            continue
        run = add_run(paragraph, part, whole_look)
        if number % 2 and raises_marks:
            run.font.superscript = True


def _hide_borders(cell: _Cell) -> None:
    """A cell of a grid without lines on its left, above and below."""
    properties = cell._tc.get_or_add_tcPr()
    borders = properties.makeelement(qn("w:tcBorders"), {})
    for side in ("w:top", "w:left", "w:bottom"):
        borders.append(borders.makeelement(qn(side), {qn("w:val"): "nil"}))
    properties.append(borders)
