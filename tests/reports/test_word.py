"""The Word report has the layout of Nghị định 30/2020/NĐ-CP, says the figures, and makes up nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from bot.reports import periods
from bot.reports.files import ReportTemplateError
from bot.reports.gather import collect_earlier, collect_figures
from bot.reports.periods import Period
from bot.reports.word import BUILT_IN_TEMPLATE, OWN_TEMPLATE, word_file
from bot.runtime import Runtime
from tests.reports.busy_month import SECRET_NAME, SECRET_PHONE
from tools.report_template import build_template


def paper_of(runtime: Runtime, period: Period, content_path: Path | None = None) -> Paper:
    figures = collect_figures(runtime, period)
    topics = {topic.id: topic.label for topic in runtime.live_content.content.subscriptions.values()}
    data = word_file(
        figures, collect_earlier(runtime, figures), runtime.live_content.content.ward, topics, 2026, content_path
    )
    return Document(io.BytesIO(data))


def write_own_template(folder: Path, *lines: str) -> None:
    template = Document()
    for line in lines:
        template.add_paragraph(line)
    template.save(str(folder / OWN_TEMPLATE))


def text_of(paper: Paper) -> str:
    """Everything in it, with tables and text boxes."""
    return "\n".join(
        "".join(node.text or "" for node in line.iter(qn("w:t"))) for line in paper.element.body.iter(qn("w:p"))
    )


@pytest.fixture(scope="module")
def paper(busy_month: Runtime) -> Paper:
    return paper_of(busy_month, periods.regular_period("month", 2026, 11))


@pytest.fixture(scope="module")
def text(paper: Paper) -> str:
    return text_of(paper)


def runs(paper: Paper, sentence: str) -> Iterator[tuple[object, object]]:
    """(paragraph's alignment, run) of the lines with these words."""
    cells = [cell for table in paper.tables for row in table.rows for cell in row.cells]
    for paragraph in [*paper.paragraphs, *(line for cell in cells for line in cell.paragraphs)]:
        if paragraph.text == sentence:
            yield from ((paragraph.alignment, run) for run in paragraph.runs)


def test_the_page_is_a4_with_the_margins_of_the_decree(paper: Paper) -> None:
    section = paper.sections[0]
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(size.mm) for size in sizes if size] == [210, 297, 20, 20, 30, 15]


def test_the_type_is_times_new_roman_of_14_points(paper: Paper) -> None:
    style = paper.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    fonts = {run.font.name for paragraph in paper.paragraphs for run in paragraph.runs}
    assert fonts == {None}, "no run may leave the style's font"


def test_pages_are_numbered_in_the_upper_margin_from_the_second_on(paper: Paper) -> None:
    section = paper.sections[0]
    assert section.different_first_page_header_footer
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert "PAGE" in header._p.xml
    assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize(
    ("sentence", "size", "is_bold", "is_italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, None),
        ("Độc lập - Tự do - Hạnh phúc", 13, True, None),
        ("ỦY BAN NHÂN DÂN", 12, True, None),
        ("PHƯỜNG PHAN THIẾT", 12, True, None),
        ("Số:        /BC-UBND", 13, None, None),
        ("Phan Thiết, ngày      tháng      năm 2026", 13, None, True),
        ("BÁO CÁO", 14, True, None),
        ("Kết quả tuyên truyền cải cách hành chính tháng 11 năm 2026", 14, True, None),
        ("TM. ỦY BAN NHÂN DÂN", 14, True, None),
        ("CHỦ TỊCH", 14, True, None),
    ],
)
def test_a_block_stands_centred_in_its_type(
    paper: Paper, sentence: str, size: int, is_bold: bool | None, is_italic: bool | None
) -> None:
    found = list(runs(paper, sentence))
    assert found, sentence
    for align, run in found:
        assert align == WD_ALIGN_PARAGRAPH.CENTER
        assert (run.font.size or Pt(14), run.bold, run.italic) == (Pt(size), is_bold, is_italic)


def test_who_gets_it_stands_left_in_small_type(paper: Paper) -> None:
    (_, label), (_, last) = [*runs(paper, "Nơi nhận:"), *runs(paper, "- Lưu: VT.")]
    assert (label.font.size, label.bold, label.italic) == (Pt(12), True, True)
    assert last.font.size == Pt(11)


def test_motto_agency_and_subject_have_their_lines(paper: Paper) -> None:
    lines = [element for element in paper.element.body.iter(qn("w:pBdr"))]
    assert len(lines) == 3


def test_the_text_is_justified_with_its_first_line_moved_in(paper: Paper) -> None:
    body = [
        paragraph
        for paragraph in paper.paragraphs
        if paragraph.text.startswith(("Thực hiện", "Đã gửi", "Người dân hỏi"))
    ]
    assert len(body) >= 3
    for paragraph in body:
        assert paragraph.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
        assert paragraph.paragraph_format.first_line_indent == pytest.approx(Mm(12.7), abs=700)
        assert paragraph.paragraph_format.space_after >= Pt(6)


def test_it_has_the_eight_sections_in_order(text: str) -> None:
    matches = re.findall(r"^([IVX]+)\. [A-ZĐÀ-Ỹ, ]+$", text, re.MULTILINE)
    assert matches == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]


def test_it_says_the_figures_in_sentences(text: str) -> None:
    assert "Đã gửi 02 bản tin tới từng người, gồm 39 lượt gửi tới người nhận, trong đó 32 lượt đã xem (82,1%)." in text
    assert "Trong kỳ đã tổ chức 02 cuộc, hơn 100 lượt người, gồm:" in text
    assert "Loa truyền thanh: 12 lượt phát." in text
    assert "Người dân hỏi 48 câu; trợ lý trả lời ngay 36 câu (75,0%)" in text
    assert "Có 03 lượt người dân xin gặp cán bộ; cán bộ đã trả lời 02 lượt." in text
    assert "có 46 người theo dõi (tính từ các lần theo dõi, thôi theo dõi đã ghi)" in text


def test_it_leaves_to_the_office_what_the_assistant_cannot_know(text: str) -> None:
    assert "Số:        /BC-UBND" in text
    assert "Kế hoạch số ……/KH-UBND ngày ……" in text
    for heading in ("VII. NHIỆM VỤ KỲ TỚI", "VIII. KIẾN NGHỊ", "1. Ưu điểm", "3. Nguyên nhân"):
        assert f"{heading}\n……\n" in text
    assert "Hồ sơ nộp trực tuyến, tỷ lệ trên tổng số hồ sơ\n……\nTrung tâm Phục vụ hành chính công phường" in text


def test_every_annex_has_its_own_page_and_number(paper: Paper) -> None:
    labels = [paragraph for paragraph in paper.paragraphs if re.fullmatch(r"Phụ lục [IVX]+", paragraph.text)]
    assert [label.text for label in labels] == [f"Phụ lục {roman}" for roman in ("I", "II", "III", "IV", "V")]
    assert all(label.paragraph_format.page_break_before for label in labels)


def test_the_annex_compares_with_the_month_before(text: str) -> None:
    assert "Lượt gửi tới người nhận\n39\n3\n+36" in text


def test_nobody_is_named(text: str) -> None:
    assert SECRET_NAME not in text
    assert SECRET_PHONE not in text
    assert "7219" not in text


def test_an_empty_installation_gives_a_report_to_fill_in(empty: Runtime, november: Period) -> None:
    text = text_of(paper_of(empty, november))
    assert "Trong kỳ chưa gửi bản tin nào." in text
    assert "Trong kỳ chưa có câu hỏi nào." in text
    assert "…… (sổ hoạt động của kỳ này chưa ghi cuộc nào)." in text
    assert "Trang thông tin điện tử của phường đăng …… tin, bài." in text
    assert "None" not in text


def test_a_ward_may_have_a_template_of_its_own(busy_month: Runtime, november: Period, tmp_path: Path) -> None:
    write_own_template(
        tmp_path,
        "Mẫu của {{ ward }}",
        "{%p for annex in annexes %}",
        "{%p for block in annex.blocks %}",
        "{{ block.table }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    paper = paper_of(busy_month, november, tmp_path)
    assert paper.paragraphs[0].text == "Mẫu của phường Phan Thiết"
    assert "BÁO CÁO" not in text_of(paper)
    assert "Lượt gửi tới người nhận" in [row.cells[0].text for row in paper.tables[0].rows]


@pytest.mark.parametrize(
    "line", ["{{ ward", "{%p for block in blocks %}", "{{ ward.__class__.__mro__ }}", "{{ 1 / 0 }}"]
)
def test_a_faulty_template_is_named_with_what_to_do(
    busy_month: Runtime, november: Period, tmp_path: Path, line: str
) -> None:
    write_own_template(tmp_path, line)
    with pytest.raises(ReportTemplateError, match=r"Mẫu báo cáo .*report-template.docx bị lỗi .*mẫu có sẵn"):
        paper_of(busy_month, november, tmp_path)


def test_a_template_that_is_no_word_file_is_named(busy_month: Runtime, november: Period, tmp_path: Path) -> None:
    (tmp_path / OWN_TEMPLATE).write_bytes(b"khong phai Word")
    with pytest.raises(ReportTemplateError, match="bị lỗi"):
        paper_of(busy_month, november, tmp_path)


def test_the_built_in_template_is_the_one_its_script_makes() -> None:
    made, built_in = build_template(), Document(str(BUILT_IN_TEMPLATE))
    assert made.element.xml == built_in.element.xml
    assert made.styles.element.xml == built_in.styles.element.xml
