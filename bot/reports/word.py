"""The report as a Word file in the layout of Nghị định 30/2020/NĐ-CP.

Number, date, names and signature stay empty: the office fills them in.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

from docx.document import Document as Paper
from docx.shared import Cm, Mm, Pt

from bot.content.models import Ward
from bot.reports.annexes import annexes
from bot.reports.blocks import Annex, Block, Heading, Paragraph, Table
from bot.reports.figures import Figures
from bot.reports.story import opening, sections
from bot.reports.word_parts import BODY, BOTH, CENTRE, SMALL, blank_paper, body, columns, figures_table, rule, write
from bot.reports.wording import BLANK

LEFT_COLUMN, RIGHT_COLUMN = Mm(66), Mm(99)
MOTTO_LINE, AGENCY_LINE, SUBJECT_LINE = Cm(5.4), Cm(1.8), Cm(4)
"""The motto's line is as long as its text at 13 points, the others a third to a half of theirs."""

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def word_file(figures: Figures, earlier: Figures | None, ward: Ward, topics: dict[str, str], year: int) -> bytes:
    """The .docx. `earlier` is compared with, `year` stands in the date line, `topics` names topics by id."""
    paper = blank_paper()
    paper.core_properties.title = _subject(figures)
    paper.core_properties.author = f"Ủy ban nhân dân {ward.name}"
    _head(paper, ward, year)
    _title(paper, _subject(figures))
    write(paper.add_paragraph(), f"Kính gửi: {BLANK}", align=CENTRE).paragraph_format.space_after = Pt(12)
    body(paper, opening(figures, ward.name))
    _blocks(paper, sections(figures, earlier, topics))
    body(paper, f"Trên đây là báo cáo {_work(figures)} của Ủy ban nhân dân {ward.name}./.")
    _signature(paper)
    for position, annex in enumerate(annexes(figures, earlier, topics)):
        _annex(paper, ROMAN[position], annex, ward.name, year)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _subject(figures: Figures) -> str:
    found = _work(figures)
    return found[0].upper() + found[1:]


def _work(figures: Figures) -> str:
    return f"kết quả tuyên truyền cải cách hành chính {figures.period.name}"


def _head(paper: Paper, ward: Ward, year: int) -> None:
    left, right = columns(paper, LEFT_COLUMN, RIGHT_COLUMN)
    write(left.paragraphs[0], "ỦY BAN NHÂN DÂN", size=SMALL, bold=True, align=CENTRE)
    write(left.add_paragraph(), ward.name.upper(), size=SMALL, bold=True, align=CENTRE)
    rule(left.add_paragraph(), AGENCY_LINE, LEFT_COLUMN)
    write(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=SMALL, bold=True, align=CENTRE)
    write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", size=Pt(13), bold=True, align=CENTRE)
    rule(right.add_paragraph(), MOTTO_LINE, RIGHT_COLUMN)
    place = ward.name.split(" ", 1)[-1]
    left, right = columns(paper, LEFT_COLUMN, RIGHT_COLUMN)
    write(left.paragraphs[0], "Số:        /BC-UBND", size=Pt(13), align=CENTRE)
    date_line = f"{place}, ngày      tháng      năm {year}"
    write(right.paragraphs[0], date_line, size=Pt(13), italic=True, align=CENTRE)


def _title(paper: Paper, subject: str) -> None:
    title = write(paper.add_paragraph(), "BÁO CÁO", bold=True, align=CENTRE)
    title.paragraph_format.space_before = Pt(18)
    write(paper.add_paragraph(), subject, bold=True, align=CENTRE)
    line = paper.add_paragraph()
    rule(line, SUBJECT_LINE, Mm(165))
    line.paragraph_format.space_after = Pt(6)


def _blocks(paper: Paper, blocks: Iterable[Block]) -> None:
    for block in blocks:
        match block:
            case Heading():
                body(paper, block.text, bold=block.level < 3, keep_next=True)
            case Paragraph():
                body(paper, block.text)
            case Table():
                figures_table(paper, block)


def _signature(paper: Paper) -> None:
    left, right = columns(paper, Mm(80), Mm(85))
    write(left.paragraphs[0], "Nơi nhận:", size=SMALL, bold=True, italic=True)
    for line in (f"- {BLANK};", f"- {BLANK};", "- Lưu: VT."):
        write(left.add_paragraph(), line, size=Pt(11))
    write(right.paragraphs[0], "TM. ỦY BAN NHÂN DÂN", bold=True, align=CENTRE)
    write(right.add_paragraph(), "CHỦ TỊCH", bold=True, align=CENTRE)
    for _ in range(4):
        right.add_paragraph()
    write(right.add_paragraph(), BLANK, bold=True, align=CENTRE)


def _annex(paper: Paper, roman: str, annex: Annex, ward: str, year: int) -> None:
    label = write(paper.add_paragraph(), f"Phụ lục {roman}", size=BODY, bold=True, align=CENTRE)
    label.paragraph_format.page_break_before = True
    write(paper.add_paragraph(), annex.title, bold=True, align=CENTRE)
    words = f"(Kèm theo Báo cáo số        /BC-UBND ngày      tháng      năm {year}\ncủa Ủy ban nhân dân {ward})"
    write(paper.add_paragraph(), words, size=Pt(13), italic=True, align=CENTRE).paragraph_format.space_after = Pt(10)
    for block in annex.blocks:
        if isinstance(block, Paragraph):
            remark = write(paper.add_paragraph(), block.text, size=Pt(13), align=BOTH)
            remark.paragraph_format.space_after = Pt(6)
        else:
            _blocks(paper, [block])
