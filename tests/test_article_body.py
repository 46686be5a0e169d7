"""What officials write becomes safe HTML for Zalo, and what portals publish becomes what officials can edit."""

from __future__ import annotations

from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.article_body import is_https, markup_of, parts_of
from bot.zalo.articles import Paragraph, Picture
from bot.zalo.limits import ARTICLE_TEXT


def html_of(markup: str) -> str:
    return "".join(part.html for part in parts_of(markup) if isinstance(part, Paragraph))


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("Một\nHai\n\nBa", "<p>Một<br>Hai</p><p>Ba</p>"),
        ("**Đậm** và *nghiêng*", "<p><strong>Đậm</strong> và <em>nghiêng</em></p>"),
        ("Gồm:\n- một\n- hai\nhết", "<p>Gồm:</p><ul><li>một</li><li>hai</li></ul><p>hết</p>"),
        ("[xem](https://a.vn/x?a=1&b=2)", '<p><a href="https://a.vn/x?a=1&amp;b=2">xem</a></p>'),
        ("[xem](javascript:alert(1))", "<p>[xem](javascript:alert(1))</p>"),
        ("5*3*2 = 30", "<p>5*3*2 = 30</p>"),
        ("<b>thẻ</b> & 'dấu'", "<p>&lt;b&gt;thẻ&lt;/b&gt; &amp; 'dấu'</p>"),
        (" \n \n", ""),
    ],
)
def test_marks_become_html(markup: str, html: str) -> None:
    assert html_of(markup) == html


def test_pictures_stand_where_they_were_written() -> None:
    assert parts_of("Trước\n![Ảnh](https://a.vn/a.jpg)\nSau") == [
        Paragraph("<p>Trước</p>"), Picture("https://a.vn/a.jpg", "Ảnh"), Paragraph("<p>Sau</p>"),
    ]  # fmt: skip


def test_a_long_text_is_cut_into_parts_between_paragraphs() -> None:
    parts = parts_of("\n\n".join(["a" * 900] * 30))
    assert len(parts) == 3
    assert all(isinstance(part, Paragraph) and len(part.html) <= ARTICLE_TEXT for part in parts)


@given(st.text(alphabet="ab*-[]()!<>&\"' \n:/h", max_size=60), st.sampled_from(["", "https://a.vn/", "javascript:"]))
def test_whatever_is_written_the_html_is_safe(text: str, url: str) -> None:
    for markup in (text, f"[{text}]({url}{text})", f"**{text}**"):
        html = html_of(markup)
        tags: Any = {"p", "br", "strong", "em", "ul", "li", "a"}
        assert nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None) == html


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<p>Một</p><p>Hai<br>Ba</p>", "Một\n\nHai\nBa"),
        ("<h2>Đầu</h2><ul><li>a</li><li>b</li></ul>", "Đầu\n\n- a\n- b"),
        ('<a href="https://a.vn/x">xem</a> <a href="javascript:x">xấu</a>', "[xem](https://a.vn/x) xấu"),
        ('<img src="https://a.vn/a.jpg" alt="Ảnh [1]"><img src="http://a.vn/b.jpg">', "![Ảnh 1](https://a.vn/a.jpg)"),
        ("<script>alert(1)</script><style>p{}</style>Chữ", "Chữ"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
    ],
)
def test_html_of_others_becomes_marks(html: str, markup: str) -> None:
    assert markup_of(html) == markup


@given(st.text(max_size=80))
def test_html_of_others_never_breaks_it(text: str) -> None:
    assert isinstance(parts_of(markup_of(f"<p>{text}</p><a href='https://a.vn/{text}'>{text}</a>")), list)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://a.vn/x.jpg", True), ("http://a.vn/x.jpg", False), ("https://u:p@a.vn/", False), ("https://", False),
     ("https://[::1", False), ("", False), (None, False)],
)  # fmt: skip
def test_an_https_address(url: str | None, expected: bool) -> None:
    assert is_https(url) is expected
