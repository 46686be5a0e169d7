"""An article for other places: HTML and Word in one press; and words pasted from Word in our own marks."""

from __future__ import annotations

import io

from docx import Document
from PIL import Image

from tests.admin.articles.test_articles import LIST, author, written

__all__ = ["author"]

BODY = "## Khi nào\n\nSáng **thứ Hai**, xem [lịch](https://a.vn/lich).\n\n- Trẻ em\n- Người già\n\n![Sơ đồ](https://a.vn/so-do.jpg)"
FROM_WORD = (
    "<html xmlns:o='urn:x'><style>p.MsoNormal{}</style><body><h2 style='x'>Thông báo<o:p></o:p></h2>"
    "<p class=MsoNormal>Tiêm ngày <b>5/12</b>, <a href='https://a.vn'>xem thêm</a></p>"
    "<ol><li>Mang sổ</li><li>Tới trạm</li></ol><script>alert(1)</script></body></html>"
)


def test_html_and_word_hold_headings_lists_links_and_pictures(runtime, author):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "PNG")
    article = written(author, body=BODY, image=runtime.pictures.keep(out.getvalue(), 1), title="Lịch <tiêm>")
    answer = author.client.get(f"{LIST}/{article}/html")
    html = answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    for piece in (
        "<h1>Lịch &lt;tiêm&gt;</h1>",
        "<strong>Khi nào</strong>",
        '<a href="https://a.vn/lich">lịch</a>',
        "<li>Trẻ em</li>",
    ):
        assert piece in html
    document = Document(io.BytesIO(author.client.get(f"{LIST}/{article}/word").data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Lịch <tiêm>" and "Sáng thứ Hai, xem lịch (https://a.vn/lich)." in texts
    assert [p.text for p in document.paragraphs if p.style.name == "List Bullet"] == ["Trẻ em", "Người già"]
    assert "Sơ đồ (hình: https://a.vn/so-do.jpg)" in texts and len(document.inline_shapes) == 1
    assert "Tải tệp Word" in author.page(f"{LIST}/{article}")


def test_words_pasted_from_word_keep_their_shape_and_nothing_else(author):
    answer = author.press(f"{LIST}/paste", html=FROM_WORD)
    assert answer.json == {
        "text": "## Thông báo\n\nTiêm ngày 5/12, [xem thêm](https://a.vn)\n\n1. Mang sổ\n2. Tới trạm"
    }
