"""An official writes down a meeting, looks at the month and takes the report home: with scripts, without, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_town import DemoTown

SERIOUS = ("serious", "critical")
PAGES = ("/admin/reports", "/admin/reports?p=year-2026", "/admin/reports/activities", "/admin/reports/activities/new")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    found = DemoTown(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield found
    found.close()


def take(page: Page, link: str, folder: Path) -> Path:
    """Download what a link leads to."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file


def write_down(page: Page, place: str, people: str) -> None:
    """Fill in the form of an activity of today."""
    page.goto("/admin/reports/activities")
    page.get_by_role("link", name="Ghi hoạt động", exact=True).click()
    page.get_by_label("Nơi làm").fill(place)
    page.get_by_label("Lượt người dự hoặc nghe").fill(people)
    page.get_by_label("Hơn số này").check()
    page.get_by_role("button", name="Ghi vào sổ").click()


@pytest.mark.parametrize("with_scripts", [True, False], ids=["with scripts", "without"])
def test_a_meeting_is_written_down_and_comes_home_in_word_and_excel(
    town: DemoTown, browser: Browser, tmp_path: Path, with_scripts: bool
) -> None:
    place = f"Nhà văn hóa khu phố {2 if with_scripts else 3}"
    width = 1280 if with_scripts else 390
    page = town.official(browser, "author", width=width, java_script_enabled=with_scripts).new_page()
    write_down(page, place, "100")
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    expect(page.get_by_role("cell", name=place)).to_be_visible()
    page.get_by_role("link", name="Số liệu", exact=True).click()
    expect(page.get_by_text("Hội nghị: 0")).to_be_visible()

    word = Document(str(take(page, "Tải báo cáo Word", tmp_path)))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert any(line.startswith("Trong kỳ đã tổ chức 0") and "hơn" in line for line in lines)
    assert any(place in cell.text for table in word.tables for row in table.rows for cell in row.cells)
    excel = load_workbook(take(page, "Tải số liệu Excel", tmp_path))
    assert [row[6] for row in excel["Hoạt động"].iter_rows(min_row=2, values_only=True) if row[2] == place] == [100]
    page.context.close()


def test_by_keyboard_alone_a_fault_is_mended(town: DemoTown, browser: Browser) -> None:
    page = town.official(browser, "manager").new_page()
    page.goto("/admin/reports/activities/new")
    page.get_by_label("Ngày làm").focus()
    for _ in range(9):
        if page.evaluate("document.activeElement.name") == "place":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("Chợ phường")
    page.keyboard.press("Tab")
    page.keyboard.type("đông lắm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi được.")
    expect(page.get_by_label("Nơi làm")).to_have_value("Chợ phường")
    box = page.get_by_label("Lượt người dự hoặc nghe")
    expect(box).to_have_attribute("aria-invalid", "true")
    box.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.200")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi vào sổ.")).to_be_visible()
    expect(page.get_by_role("cell", name="1.200")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_open_to_all(town: DemoTown, browser: Browser, scheme: str, width: int) -> None:
    page = town.official(browser, "manager", width=width, color_scheme=scheme).new_page()
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found = [
            (one["id"], one["nodes"][0]["target"])
            for one in Axe().run(page).response["violations"]
            if one["impact"] in SERIOUS
        ]
        assert found == [], path
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
    page.context.close()
