"""Posters: a text of the calendar with its picture and the QR code, to print on one A4 page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

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
