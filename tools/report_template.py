"""Writes bot/reports/report-template.docx, the layout of the Word report by Nghị định 30/2020/NĐ-CP, Phụ lục I.

Run: python -m tools.report_template. A ward changes its own copy in Word (docs/noi-dung.md); this script only makes the
first one, so that its layout can be reviewed as text.

The rule: A4; margins 20–25 mm above and below, 30–35 mm left, 15–20 mm right; Times New Roman of 13–14 pt, tables 12 pt; text
justified, first lines indented by 1–1.27 cm; the page number centred in the top margin from page 2 on.
"""

from __future__ import annotations

from typing import Unpack

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from bot.reports.texts import BLANK
from bot.reports.word import BUILT_IN_TEMPLATE
from bot.reports.word_tables import TABLE_STYLE, TEXT_WIDTH, set_widths
from tools.word_runs import Look, add_run

FONT = "Times New Roman"
BODY, SMALL = Pt(14), Pt(12)
LEFT_COLUMN, RIGHT_COLUMN = Mm(66), Mm(99)
MOTTO_LINE, AGENCY_LINE, SUBJECT_LINE = Cm(5.4), Cm(1.8), Cm(4)
"""The motto's line is as long as its text at 13 points, the others a third to a half of theirs."""
CENTRE, LEFT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY


def main() -> None:
    """Write the template."""
    build_template().save(str(BUILT_IN_TEMPLATE))


def build_template() -> WordDocument:
    """The document with the tags that bot.reports.word fills in."""
    document = _new_document()
    _write_head(document)
    _write_title(document)
    _write(document.add_paragraph(), f"Kính gửi: {BLANK}", align=CENTRE).paragraph_format.space_after = Pt(12)
    _write_body(document, "{{ opening }}")
    _write_blocks(document, "blocks", Pt(14), is_indented=True)
    _write_body(document, "Trên đây là báo cáo {{ work }} của Ủy ban nhân dân {{ ward }}./.")
    _write_signature(document)
    _write_annexes(document)
    return document


def _new_document() -> WordDocument:
    """A4 with the margins and the font, page numbers from page 2 on, centred in the top margin."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    _set_font(document)
    table_style = document.styles.add_style(TABLE_STYLE, WD_STYLE_TYPE.TABLE)
    table_style.base_style = document.styles["Table Grid"]
    section.different_first_page_header_footer = True
    _write_page_number(section.header.paragraphs[0])
    return document


def _set_font(document: WordDocument) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _write_page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTRE
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:instrText" if text else "w:fldChar")
        if text:
            element.text = text
        else:
            element.set(qn("w:fldCharType"), str(kind))
        run._r.append(element)


def _write_head(document: WordDocument) -> None:
    left, right = _add_columns(document, LEFT_COLUMN, RIGHT_COLUMN)
    _write(left.paragraphs[0], "ỦY BAN NHÂN DÂN", size=SMALL, bold=True, align=CENTRE)
    _write(left.add_paragraph(), "{{ ward|upper }}", size=SMALL, bold=True, align=CENTRE)
    _add_line(left.add_paragraph(), AGENCY_LINE, LEFT_COLUMN)
    _write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=SMALL, bold=True, align=CENTRE)
    _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True, align=CENTRE)
    _add_line(right.add_paragraph(), MOTTO_LINE, RIGHT_COLUMN)
    left, right = _add_columns(document, LEFT_COLUMN, RIGHT_COLUMN)
    _write(left.paragraphs[0], "Số:        /BC-UBND", size=Pt(13), align=CENTRE)
    date_line = "{{ place }}, ngày      tháng      năm {{ year }}"
    _write(right.paragraphs[0], date_line, size=Pt(13), italic=True, align=CENTRE)


def _write_title(document: WordDocument) -> None:
    title = _write(document.add_paragraph(), "BÁO CÁO", bold=True, align=CENTRE)
    title.paragraph_format.space_before = Pt(18)
    _write(document.add_paragraph(), "{{ subject }}", bold=True, align=CENTRE)
    line = document.add_paragraph()
    _add_line(line, SUBJECT_LINE, TEXT_WIDTH)
    line.paragraph_format.space_after = Pt(6)


def _write_blocks(document: WordDocument, name: str, size: Length, *, is_indented: bool) -> None:
    """The loop over headings, paragraphs and tables; a table's tag becomes the table."""
    _write(document.add_paragraph(), f"{{%p for block in {name} %}}")
    headings: tuple[tuple[str, Look], ...] = (("block.level in (1, 2)", {"bold": True}), ("block.level == 3", {}))
    for condition, look in headings:
        _write(document.add_paragraph(), f"{{%p if {condition} %}}")
        _write_body(document, "{{ block.text }}", keep_next=True, **look)
        _write(document.add_paragraph(), "{%p endif %}")
    _write(document.add_paragraph(), "{%p if block.is_text %}")
    if is_indented:
        _write_body(document, "{{ block.text }}")
    else:
        paragraph = _write(document.add_paragraph(), "{{ block.text }}", size=size, align=BOTH)
        paragraph.paragraph_format.space_after = Pt(6)
    _write(document.add_paragraph(), "{%p endif %}")
    _write(document.add_paragraph(), "{%p if block.table %}")
    _write(document.add_paragraph(), "{{ block.table }}").paragraph_format.line_spacing = Pt(8)
    _write(document.add_paragraph(), "{%p endif %}")
    _write(document.add_paragraph(), "{%p endfor %}")


def _write_signature(document: WordDocument) -> None:
    left, right = _add_columns(document, Mm(80), Mm(85))
    _write(left.paragraphs[0], "Nơi nhận:", size=SMALL, bold=True, italic=True)
    for line in (f"- {BLANK};", f"- {BLANK};", "- Lưu: VT."):
        _write(left.add_paragraph(), line, size=Pt(11))
    _write(right.paragraphs[0], "TM. ỦY BAN NHÂN DÂN", bold=True, align=CENTRE)
    _write(right.add_paragraph(), "CHỦ TỊCH", bold=True, align=CENTRE)
    for _ in range(4):
        right.add_paragraph()
    _write(right.add_paragraph(), BLANK, bold=True, align=CENTRE)


def _write_annexes(document: WordDocument) -> None:
    _write(document.add_paragraph(), "{%p for annex in annexes %}")
    label = _write(document.add_paragraph(), "Phụ lục {{ annex.number }}", bold=True, align=CENTRE)
    label.paragraph_format.page_break_before = True
    _write(document.add_paragraph(), "{{ annex.title }}", bold=True, align=CENTRE)
    reference = (
        "(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm {{ year }}\ncủa Ủy ban nhân dân {{ ward }})"
    )
    paragraph = _write(document.add_paragraph(), reference, size=Pt(13), italic=True, align=CENTRE)
    paragraph.paragraph_format.space_after = Pt(10)
    _write_blocks(document, "annex.blocks", Pt(13), is_indented=False)
    _write(document.add_paragraph(), "{%p endfor %}")


def _write(paragraph: Paragraph, text: str, *, align: WD_ALIGN_PARAGRAPH = LEFT, **look: Unpack[Look]) -> Paragraph:
    """Put text into a paragraph; returns the paragraph."""
    if look.get("size") == BODY:
        del look["size"]  # the style has it
    add_run(paragraph, text, look)
    paragraph.alignment = align
    return paragraph


def _write_body(document: WordDocument, text: str, *, keep_next: bool = False, **look: Unpack[Look]) -> None:
    """A paragraph of the text: justified, first line indented, 6 points between paragraphs."""
    paragraph = _write(document.add_paragraph(), text, align=BOTH, **look)
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.space_after, layout.keep_with_next = Cm(1.27), Pt(6), keep_next


def _add_line(paragraph: Paragraph, length: Length, width: Length) -> None:
    """A solid line of this length in the middle of a column of this width, as the paragraph's upper border."""
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Length(max(0, (width - length) // 2))
    layout.line_spacing, layout.space_before = Pt(6), Pt(3)
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _add_columns(document: WordDocument, *widths: Length) -> list[_Cell]:
    """The cells of one row without borders."""
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    set_widths(table, widths)
    return list(table.rows[0].cells)


if __name__ == "__main__":
    main()
