"""An official writes down a meeting, looks at the month and takes the report home: with scripts, without, by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.browser.demo_app import DemoApp
from tests.browser.hands import ALL_WAYS, Keys, Mouse, Way, assert_usable, ways

PAGES = ("/admin/reports", "/admin/reports?p=year-2026", "/admin/reports/activities", "/admin/reports/activities/new")


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield fixture
    fixture.close()


def take(hands: Mouse | Keys, link: str, folder: Path) -> Path:
    """Download what a link leads to."""
    with hands.page.expect_download() as waiting:
        hands.press(link, stays=True)
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


@ways()
def test_a_meeting_is_written_down_and_comes_home_in_word_and_excel(
    ward_app: DemoApp, browser: Browser, tmp_path: Path, way: Way
) -> None:
    place = f"Nhà văn hóa khu phố {ALL_WAYS.index(way) + 2}"
    width = 1280 if way.scripts else 390
    page = ward_app.official(browser, "author", width=width, java_script_enabled=way.scripts).new_page()
    hands = way.take(page)
    page.goto("/admin/reports/activities")
    hands.press("Ghi hoạt động")
    hands.write("Nơi làm", place)
    hands.write("Lượt người dự hoặc nghe", "100")
    hands.tick(re.compile("^Hơn số này"))
    hands.press("Ghi vào sổ")
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    expect(page.get_by_role("cell", name=place)).to_be_visible()
    hands.press("Số liệu")
    expect(page.get_by_text("Hội nghị: 0")).to_be_visible()

    word = Document(str(take(hands, "Tải báo cáo Word", tmp_path)))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert any(line.startswith("Trong kỳ đã tổ chức 0") and "hơn" in line for line in lines)
    assert any(place in cell.text for table in word.tables for row in table.rows for cell in row.cells)
    excel = load_workbook(take(hands, "Tải số liệu Excel", tmp_path))
    assert [row[6] for row in excel["Hoạt động"].iter_rows(min_row=2, values_only=True) if row[2] == place] == [100]
    page.context.close()


def test_by_keyboard_alone_a_fault_is_mended(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "manager").new_page()
    hands = Keys(page)
    page.goto("/admin/reports/activities/new")
    hands.write("Nơi làm", "Chợ phường")
    hands.write("Lượt người dự hoặc nghe", "đông lắm")
    hands.press("Ghi vào sổ")
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi được.")
    expect(page.get_by_label("Nơi làm")).to_have_value("Chợ phường")
    expect(page.get_by_label("Lượt người dự hoặc nghe")).to_have_attribute("aria-invalid", "true")
    hands.write("Lượt người dự hoặc nghe", "1.200")
    hands.press("Ghi vào sổ")
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    expect(page.get_by_role("cell", name="1.200")).to_be_visible()
    page.context.close()


def test_every_page_is_open_to_all(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "manager").new_page()
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert_usable(page, path)
    page.context.close()
