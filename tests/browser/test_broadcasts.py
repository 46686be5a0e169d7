"""A broadcast in a real browser, from the first word to the phones; a series; a month of the calendar; once without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.demo_town import DemoTown
from tests.town import wait_until

SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    found = DemoTown(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="4", SEND_CONCURRENCY="1")
    yield found
    found.close()


def write(page: Page, title: str, text: str) -> None:
    page.goto("/admin/broadcasts")
    page.get_by_role("link", name="Soạn bản tin", exact=True).click()
    page.get_by_role("textbox", name="Tiêu đề").fill(title)
    page.get_by_role("textbox", name="Nội dung", exact=True).fill(text)
    page.locator("#kind-consultation").check()


def submit(page: Page) -> str:
    """Press “Gửi duyệt”; the broadcast's own address."""
    page.get_by_role("button", name="Gửi duyệt").last.click()
    expect(page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    return page.url.split("?")[0]


def approve(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt. Tới giờ máy tự gửi.")).to_be_visible()
    return page


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_written_by_one_approved_by_another_it_arrives_on_two_phones(
    town: DemoTown, browser: Browser, scripts: bool
) -> None:
    phones = town.residents(2)
    title = "Lịch tiêm chủng" if scripts else "Lịch tiêm chủng, không script"
    writing = town.official(browser, "author", java_script_enabled=scripts).new_page()
    write(writing, title, "Chào {tên|bà con}, mai tiêm chủng từ 7:30.")
    if scripts:
        expect(writing.locator("[data-counts=text]")).to_have_text(str(len("Chào , mai tiêm chủng từ 7:30.") + 40))
    writing.get_by_role("button", name="Xem trước").click()
    expect(writing.get_by_text("Gửi cho 2 người ngay sau khi duyệt.")).to_be_visible()
    expect(writing.get_by_label("Bản tin như trên điện thoại")).to_contain_text("Chào Công Tằng Tôn Nữ")
    address = submit(writing)
    deciding = approve(town.official(browser, "approver", java_script_enabled=scripts), address)
    for person_id in phones:
        wait_until(lambda person_id=person_id: any("mai tiêm chủng" in text for text in town.heard(person_id)[-2:]), 30)
    expect(deciding.get_by_text("Đã gửi xong").first).to_be_visible(timeout=30_000)
    deciding.get_by_role("link", name="Xem từng người").click()
    for person_id in phones:
        expect(deciding.locator("tr", has_text=person_id[-4:])).to_contain_text(re.compile("đã gửi|đã tới máy|đã xem"))


def test_it_is_paused_in_the_middle_and_goes_on(town: DemoTown, browser: Browser) -> None:
    phones = town.residents(24)
    writing = town.official(browser, "author").new_page()
    write(writing, "Cúp nước", "Chào {tên}, chiều nay cúp nước.")
    address = submit(writing)
    deciding = approve(town.official(browser, "approver"), address)
    deciding.get_by_role("button", name="Tạm dừng").click()
    expect(deciding.get_by_text("Đã tạm dừng.")).to_be_visible()

    def arrived() -> int:
        return sum(any("cúp nước" in text for text in town.heard(person_id)) for person_id in phones)

    town.zalo.wait_idle(2)
    assert arrived() < len(phones)
    deciding.get_by_role("button", name="Cho gửi tiếp").click()
    wait_until(lambda: arrived() == len(phones), 60)
    assert max(sum("cúp nước" in text for text in town.heard(person_id)) for person_id in phones) == 1


def test_a_monthly_series_moves_away_from_holidays(town: DemoTown, browser: Browser) -> None:
    page = town.official(browser, "author").new_page()
    write(page, "Nhắc lịch tiếp công dân", "Chào {tên}, sáng nay phường tiếp công dân.")
    page.locator("#send_at").fill("2026-12-01T08:00")
    page.locator("#every").select_option("monthly")
    page.get_by_text("Chi tiết lịch lặp").click()
    page.locator("#monthday").fill("1")
    page.locator("#holiday").select_option("after")
    page.get_by_role("button", name="Xem trước").click()
    look = page.locator("#xem-truoc")
    expect(look).to_contain_text("8:00 thứ Ba, 1/12")
    expect(look).not_to_contain_text("1/1/2027")
    address = submit(page)
    deciding = approve(town.official(browser, "approver"), address)
    expect(deciding.locator("#loat li").first).to_contain_text("8:00 thứ Ba, 1/12")
    deciding.goto("/admin/broadcasts/month?m=2027-01")
    expect(deciding.get_by_text("Tết Dương lịch")).to_be_visible()
    expect(deciding.get_by_role("link", name="Nhắc lịch tiếp công dân")).to_have_count(1)


def test_a_month_of_the_calendar_becomes_drafts(town: DemoTown, browser: Browser) -> None:
    page = town.official(browser, "author").new_page()
    page.goto("/admin/broadcasts/propaganda?m=2027-03")
    texts = page.get_by_role("button", name=re.compile("^Nhận bài")).count()
    page.get_by_role("button", name="Nhận cả tháng này").click()
    expect(page.get_by_role("link", name="Đã nhận, xem bản tin")).to_have_count(texts)
    page.get_by_role("link", name="Đã nhận, xem bản tin").first.click()
    expect(page.get_by_text("Bản nháp", exact=True).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_used_by_everybody(town: DemoTown, browser: Browser, scheme: str, width: int) -> None:
    town.residents(2)
    writing = town.official(browser, "author").new_page()
    write(writing, "Dọn vệ sinh", "Chào {tên}, mai dọn vệ sinh.")
    one = submit(writing)
    page = town.official(browser, "manager", width=width, color_scheme=scheme).new_page()
    base = "/admin/broadcasts"
    ours = [f"{base}{part}" for part in ("", "/month", "/propaganda", "/new")]
    for address in (*ours, one, f"{one}/people", f"{one}/edit", "/admin/own-zalo"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        found = [rule["id"] for rule in Axe().run(page).response["violations"] if rule["impact"] in SERIOUS]
        assert found == [], address
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{address} scrolls sideways"
