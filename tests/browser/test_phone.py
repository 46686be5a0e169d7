"""The desk on a phone, on paper, and in a browser of another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_app import DemoApp


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield fixture
    fixture.close()


@pytest.mark.parametrize("path", ["/admin/inbox", "/admin/broadcasts", "/admin/people"])
def test_a_list_begins_high_on_a_phone_and_its_filters_unfold(ward_app: DemoApp, browser: Browser, path: str) -> None:
    page = ward_app.official(browser, "manager", width=390).new_page()
    page.goto(path)
    fields = page.locator("form[role=search]").first
    expect(fields).to_be_hidden()
    first = page.locator("section.card h2").first.bounding_box()
    assert first and first["y"] < 420, first
    page.get_by_text("Tìm và lọc").first.click()
    expect(fields).to_be_visible()


def test_filters_in_use_stand_open_and_on_a_wide_screen_they_always_do(ward_app: DemoApp, browser: Browser) -> None:
    phone = ward_app.official(browser, "manager", width=390).new_page()
    phone.goto("/admin/broadcasts?q=tiêm")
    expect(phone.locator("form[role=search]").first).to_be_visible()
    wide = ward_app.official(browser, "manager", width=1366).new_page()
    wide.goto("/admin/broadcasts")
    expect(wide.locator("form[role=search]").first).to_be_visible()
    expect(wide.get_by_text("Tìm và lọc")).to_be_hidden()


def test_the_navigation_is_one_line_and_shows_where_one_is(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "manager", width=390).new_page()
    page.goto("/admin/settings")
    links = page.get_by_role("navigation", name="Các trang").get_by_role("link")
    tops = {round((box.bounding_box() or {"y": -1})["y"]) for box in links.all()}
    assert len(tops) == 1 and links.count() == 8
    expect(links.last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_answer_box_is_one_touch_away_on_a_phone(ward_app: DemoApp, browser: Browser) -> None:
    [person_id] = ward_app.residents(1)
    page = ward_app.official(browser, "answerer", width=390).new_page()
    page.goto(f"/admin/inbox/{person_id}")
    way = page.get_by_role("link", name="Trả lời", exact=True)
    expect(way).to_be_in_viewport()
    way.click()
    expect(page.get_by_label("Câu trả lời của phường")).to_be_in_viewport()


def test_dates_are_read_and_written_the_vietnamese_way_in_an_english_browser(
    ward_app: DemoApp, browser: Browser
) -> None:
    page = ward_app.official(browser, "author", locale="en-US").new_page()
    # pages are wanted in Vietnamese, but the browser's own fields stay English
    page.add_init_script("Object.defineProperty(navigator, 'language', {get: () => 'vi'})")
    page.goto("/admin/broadcasts?since=2026-12-04")
    since = page.get_by_label("Từ ngày")
    expect(since).to_have_value("04/12/2026")
    since.fill("5/12/2026")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**since=2026-12-05**")
    expect(page.get_by_label("Từ ngày")).to_have_value("05/12/2026")
    page.get_by_label("Từ ngày").fill("31/02/2027")
    page.get_by_role("button", name="Lọc").click()
    assert "Hãy viết như" in page.get_by_label("Từ ngày").evaluate("field => field.validationMessage")


def test_a_time_typed_the_vietnamese_way_reaches_the_draft(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "author", locale="en-US").new_page()
    page.goto("/admin/broadcasts/new")
    page.locator("#title").fill("Lịch tiêm chủng")
    page.locator("#text").fill("Mai tiêm chủng.")
    page.get_by_label("Ngày giờ gửi").fill("04/12/2030 8:05")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp")).to_be_visible()
    assert any(row.send_at for row in ward_app.runtime.broadcasts.results.search({})[1])


def test_a_browser_in_vietnamese_keeps_its_own_calendar(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "author", locale="vi-VN").new_page()
    page.goto("/admin/broadcasts")
    expect(page.get_by_label("Từ ngày")).to_have_attribute("type", "date")


@pytest.mark.parametrize("path", ["/admin/inbox", "/admin/reports", "/admin/people", "/admin/notices"])
def test_paper_shows_the_list_without_filters_and_buttons(ward_app: DemoApp, browser: Browser, path: str) -> None:
    page = ward_app.official(browser, "manager").new_page()
    page.goto(path)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for unwanted in ("form", ".tabs", "button", ".button", ".top"):
        assert page.locator(unwanted).filter(visible=True).count() == 0, unwanted
