"""In a real browser: a picture heavier than the server takes is made small before it leaves, named, and chosen for a post."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.demo_app import DemoApp
from tests.support.app import wait_until

WIDTHS = (1366, 390)


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("pictures"))
    yield fixture
    fixture.close()


def heavy_picture(folder: Path) -> Path:
    """A picture of noise, over 8 MB: more than one request may carry."""
    file = folder / "IMG_2001.png"
    noise = random.Random(1).randbytes(2000 * 1500 * 3)
    Image.frombytes("RGB", (2000, 1500), noise).save(file, "PNG", compress_level=0)
    assert file.stat().st_size > 8_000_000
    return file


@pytest.mark.parametrize("width", WIDTHS)
def test_a_heavy_picture_gets_there_and_is_chosen_in_two_clicks(
    ward_app: DemoApp, browser: Browser, tmp_path: Path, width: int
) -> None:
    context = ward_app.official(browser, "author", width=width)
    page = context.new_page()
    page.goto("/admin/articles/pictures")
    page.get_by_label("Hình này chụp gì").fill(f"Trạm y tế {width}")
    page.get_by_label("Tệp hình").set_input_files(heavy_picture(tmp_path))
    wait_until(lambda: page.evaluate("document.getElementById('picture_file').files[0].size") < 6_000_000, 60)
    page.get_by_role("button", name="Cất vào kho").click()
    expect(page.get_by_text("Đã cất hình vào kho")).to_be_visible()
    row = ward_app.runtime.pictures.library.list_all()[0]
    file = ward_app.runtime.pictures.library.find_file(row.name)
    assert file is not None and max(Image.open(io.BytesIO(file.read_bytes())).size) <= 1600
    page.goto("/admin/broadcasts/new")
    page.get_by_text("Chọn từ kho hình").click()
    page.get_by_role("button", name=f"Trạm y tế {width}").click()
    expect(page.get_by_label("Địa chỉ hình")).to_have_value(ward_app.runtime.pictures.address_of(row.name))
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    context.close()


def test_a_picture_over_the_limit_says_so_at_the_field(ward_app: DemoApp, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "lon.jpg"
    file.write_bytes(b"\xff\xd8" + b"\0" * 25_500_000)
    context = ward_app.official(browser, "author")
    page = context.new_page()
    page.goto("/admin/articles/pictures")
    page.get_by_label("Tệp hình").set_input_files(file)
    expect(page.get_by_role("alert")).to_have_text("Hình nặng quá 25 MB. Hãy chọn hình nhỏ hơn.")
    context.close()
