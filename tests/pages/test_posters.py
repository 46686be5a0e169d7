"""Posters: a text of the calendar with its picture and the QR code, to print on one A4 page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.content import Content
from bot.pages.poster_words import words_on_paper
from tests.admin.installation import MovableClock, make_app, make_runtime

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    runtime = make_runtime(CONTENT, tmp_path_factory.mktemp("posters"), MovableClock())
    yield make_app(runtime).test_client()
    runtime.close()


def test_a_poster_has_picture_text_and_code_and_no_blank(client: FlaskClient) -> None:
    page = client.get("/ap-phich/q_khai_sinh_60").text
    assert "60 ngày: hạn khai sinh cho con" in page and "/hinh/so-60-ngay-khai-sinh.png" in page
    assert "/qr.svg" in page and "{" not in page and "anh/chị" in page


def test_pictures_are_sent_and_nothing_else(client: FlaskClient) -> None:
    assert client.get("/hinh/so-60-ngay-khai-sinh.png").mimetype == "image/png"
    for name in ("..%2fward.yaml", "khong-co.png", "SO.PNG"):
        assert client.get(f"/hinh/{name}").status_code == 404
    assert client.get("/ap-phich/khong-co").status_code == 404


def test_no_poster_speaks_of_buttons_that_paper_has_not(client: FlaskClient) -> None:
    drafts = [draft.id for rows in Content.load(CONTENT).propaganda.values() for draft in rows]
    assert len(drafts) > 60
    for name in drafts:
        page = client.get(f"/ap-phich/{name}").text
        assert not re.search(r"\bnút\b|bấm góp ý|Zalo này|\n\s*<p>anh/chị", page), name


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("Bấm nút để xem giờ mở lại.", "Quét mã dưới đây để xem giờ mở lại."),
        ("Cần gì, bấm nút gặp cán bộ.", "Cần gì, quét mã dưới đây để gặp cán bộ."),
        ("Muốn hỏi, bà con bấm nút dưới đây.", "Muốn hỏi, bà con quét mã dưới đây."),
        ("Mời bấm góp ý trong Zalo này.", "Mời quét mã dưới đây để góp ý trong Zalo của phường."),
        ("Không bấm đường dẫn lạ.", "Không bấm đường dẫn lạ."),
    ],
)
def test_a_button_is_the_code_on_paper(text: str, on_paper: str) -> None:
    assert words_on_paper(text) == on_paper


def test_short_texts_are_printed_large(client: FlaskClient) -> None:
    assert 'class="sheet poster huge"' in client.get("/ap-phich/nghi_ngay_van_hoa").text
    assert 'class="sheet poster huge"' not in client.get("/ap-phich/papi_cong_bo").text
