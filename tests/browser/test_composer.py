"""In a real browser: a double click is one broadcast, the choice follows the click, and editing a series keeps it a series."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demo_app import DemoApp

SIZES = {"desktop": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"))
    fixture.residents(3)
    yield fixture
    fixture.close()


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, ward_app: DemoApp, browser: Browser) -> Page:
    """The author at the composer, at the size of a desk and of a phone."""
    found: Page = ward_app.official(browser, "author", java_script_enabled=True).new_page()
    found.set_viewport_size(SIZES[request.param])
    found.goto("/admin/broadcasts/new")
    return found


def count(ward_app: DemoApp) -> int:
    return int(ward_app.runtime.store.row("SELECT count(*) AS n FROM broadcasts")["n"])


@pytest.mark.parametrize("button", ["Gửi duyệt", "Lưu nháp"])
def test_a_double_click_is_one_broadcast(page: Page, ward_app: DemoApp, button: str) -> None:
    before = count(ward_app)
    page.locator("#title").fill("Cúp nước")
    page.locator("#text").fill("Mai cúp nước.")
    page.get_by_role("radio", name=re.compile("^Tin tư vấn")).check()
    page.get_by_role("button", name=button, exact=True).dblclick()
    expect(page).to_have_url(re.compile(r"/admin/broadcasts/\d+\?done="))
    assert count(ward_app) == before + 1
    expect(page.get_by_role("status").first).to_be_visible()


def test_the_choice_follows_the_click(page: Page) -> None:
    page.locator("summary", has_text="Các điều kiện").click()
    page.get_by_label("Có nhắn hoặc bấm gì trong bao nhiêu ngày qua").fill("30")
    page.get_by_label("Có nhắn hoặc bấm gì trong bao nhiêu ngày qua").blur()
    expect(page.get_by_role("radio", name="Người có đủ các điều kiện")).to_be_checked()
    page.locator("summary", has_text="Chi tiết lịch lặp").click()
    page.get_by_role("checkbox", name="thứ Sáu").check()
    expect(page.locator("#every")).to_have_value("weekly")


def test_editing_a_series_keeps_what_each_run_says(page: Page, ward_app: DemoApp) -> None:
    page.locator("#title").fill("Mẹo hằng tuần")
    page.locator("#text").fill("(xoay vòng)")
    page.get_by_role("radio", name=re.compile("^Tin tư vấn")).check()
    page.locator("#every").select_option("weekly")
    page.locator("summary", has_text="Chi tiết lịch lặp").click()
    page.get_by_role("checkbox", name="thứ Sáu").check()
    page.locator("#mode").select_option("rotate")
    page.get_by_role("button", name="Lưu nháp", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Các mục xoay vòng"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Sửa")).first.click()
    expect(page.locator("#mode")).to_have_value("rotate")
    page.locator("#skip").fill("25/12/2026")
    page.get_by_role("button", name="Lưu nháp", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Các mục xoay vòng"))).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0, "the page is wider than the screen"
