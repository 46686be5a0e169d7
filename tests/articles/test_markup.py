"""What officials write becomes safe HTML for Zalo, and what portals publish becomes what officials can edit."""

from __future__ import annotations

import io
import sys
import time
from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.articles.markup import html_to_markup, is_https, split_parts
from bot.articles.picture_error import PictureError
from bot.articles.picture_fitting import fit_picture
from bot.zalo.articles import Paragraph, Picture
from bot.zalo.limits import ARTICLE_TEXT


def html_of(markup: str) -> str:
    return "".join(part.html for part in split_parts(markup) if isinstance(part, Paragraph))


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
        ("**“Đậm”**chữ và x**y**z", "<p><strong>“Đậm”</strong>chữ và x<strong>y</strong>z</p>"),
        ("_gạch_ `mã` \\*a &amp; ~~x~~", "<p>_gạch_ `mã` \\*a &amp;amp; ~~x~~</p>"),
        ("[**đậm**](https://a.vn/ả)", '<p><a href="https://a.vn/ả"><strong>đậm</strong></a></p>'),
        ('[xem](https://a.vn "chú thích")', '<p><a href="https://a.vn">xem</a></p>'),
        (" \n \n", ""),
    ],
)
def test_marks_become_html(markup: str, html: str) -> None:
    assert html_of(markup) == html


def test_pictures_stand_where_they_were_written() -> None:
    assert split_parts("Trước\n![Ảnh](https://a.vn/a.jpg)\nSau") == [
        Paragraph("<p>Trước</p>"),
        Picture("https://a.vn/a.jpg", "Ảnh"),
        Paragraph("<p>Sau</p>"),
    ]


def test_a_long_text_is_cut_into_parts_between_paragraphs() -> None:
    parts = split_parts("\n\n".join(["a" * 900] * 30))
    assert len(parts) == 3
    assert all(isinstance(part, Paragraph) and len(part.html) <= ARTICLE_TEXT for part in parts)


@given(st.text(alphabet="ab*-[]()!<>&\"' \n:/h", max_size=60), st.sampled_from(["", "https://a.vn/", "javascript:"]))
def test_whatever_is_written_the_html_is_safe(text: str, url: str) -> None:
    for markup in (text, f"[{text}]({url}{text})", f"**{text}**"):
        html = html_of(markup)
        tags: Any = {"p", "br", "strong", "em", "ul", "li", "a"}
        assert nh3.clean(html, tags=tags, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None) == html


HOSTILE = ["[", "![", "*", "**a", "a*", "***a", "[a](", "[a](https://", "*[a](", "[[a](https://a.vn)", "- a\n", "a\n"]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_of_twice_the_length_costs_little_more_than_twice_the_calls(unit: str) -> None:
    assert count_calls(unit, 8_000) <= 2.6 * count_calls(unit, 4_000)


def count_calls(unit: str, length: int) -> int:
    """Return how many functions reading a text of this length calls: the same on every machine, however busy."""
    events: list[str] = []
    sys.setprofile(lambda frame, event, argument: events.append(event))
    try:
        split_parts(unit * (length // len(unit)))
    finally:
        sys.setprofile(None)
    return sum(event in ("call", "c_call") for event in events)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    split_parts(unit * (60_000 // len(unit)))
    assert time.process_time() - started < 15  # quadratic reading took a minute


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<p>Một</p><p>Hai<br>Ba</p>", "Một\n\nHai\nBa"),
        ("<h2>Đầu</h2><ul><li>a</li><li>b</li></ul>", "## Đầu\n\n- a\n- b"),
        ('<a href="https://a.vn/x">xem</a> <a href="javascript:x">xấu</a>', "[xem](https://a.vn/x) xấu"),
        ('<img src="https://a.vn/a.jpg" alt="Ảnh [1]"><img src="http://a.vn/b.jpg">', "![Ảnh 1](https://a.vn/a.jpg)"),
        ("<script>alert(1)</script><style>p{}</style>Chữ", "Chữ"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
    ],
)
def test_html_of_others_becomes_marks(html: str, markup: str) -> None:
    assert html_to_markup(html) == markup


@given(st.text(max_size=80))
def test_html_of_others_never_breaks_it(text: str) -> None:
    assert isinstance(split_parts(html_to_markup(f"<p>{text}</p><a href='https://a.vn/{text}'>{text}</a>")), list)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.vn/x.jpg", True),
        ("http://a.vn/x.jpg", False),
        ("https://u:p@a.vn/", False),
        ("https://", False),
        ("https://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_an_https_address(url: str | None, expected: bool) -> None:
    assert is_https(url) is expected


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_of_a_phone_is_made_small_and_a_huge_one_refused_unread(kind: str) -> None:
    small, _ = fit_picture(picture((6000, 4500), kind))
    assert max(Image.open(io.BytesIO(small)).size) <= 1600
    with pytest.raises(PictureError, match="30 triệu"):
        fit_picture(picture((6400, 4800), kind))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_taken_with_the_phone_on_its_side_stands_upright(kind: str) -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # a quarter to the right (Exif 2.3, tag Orientation)
    small, _ = fit_picture(picture((400, 300), kind, exif=turned.tobytes()))
    assert Image.open(io.BytesIO(small)).size == (300, 400)


def test_a_grey_picture_of_sixteen_bits_keeps_its_tones() -> None:
    out = io.BytesIO()
    Image.new("I;16", (40, 40), 0x8000).save(out, "PNG")
    small, _ = fit_picture(out.getvalue())
    tone = Image.open(io.BytesIO(small)).convert("L").getpixel((5, 5))
    assert isinstance(tone, int) and 120 <= tone <= 136


def test_a_strip_is_refused_with_what_to_do() -> None:
    with pytest.raises(PictureError, match="cắt thành nhiều hình"):
        fit_picture(picture((1080, 12000), "PNG"))


def picture(size: tuple[int, int], kind: str, **options: object) -> bytes:
    """A picture of one colour, in bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, "#1a6").save(out, kind, **options)
    return out.getvalue()


def test_a_picture_keeps_no_comment_of_the_camera_or_its_owner() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG", comment="Nhà bà Sáu, 0900000000".encode())
    small, _ = fit_picture(out.getvalue())
    assert b"0900000000" in out.getvalue() and b"0900000000" not in small
    assert "comment" not in Image.open(io.BytesIO(small)).info
