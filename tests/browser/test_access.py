"""Officials in a real browser: the first sign-in with a second factor, another device signed out, by mouse and by keys alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.demo_town import PASSWORD, DemoTown

PAGES = ("/admin/", "/admin/account", "/admin/settings", "/admin/settings/officials", "/admin/settings/officials/1",
         "/admin/settings/hours", "/admin/settings/audit", "/admin/settings/backups", "/admin/zalo/connect")  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoTown]:
    found = DemoTown(tmp_path_factory.mktemp("town"))
    yield found
    found.close()


def code_of(secret: str, steps: int = 0) -> str:
    """What the phone shows now, or `steps` half minutes later (a code works once)."""
    totp = pyotp.TOTP(secret)
    return totp.generate_otp(totp.timecode(datetime.now(UTC)) + steps)


def fill_password(page: Page, email: str, password: str) -> None:
    page.goto("/admin/sign-in")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without script"])
def test_the_first_sign_in_sets_a_password_and_a_second_factor(
    town: DemoTown, browser: Browser, has_script: bool
) -> None:
    email = f"moi.{has_script}@phuong.example.vn".lower()
    first = town.runtime.officials.add(email, "Chị Mới", "viewer")
    town.runtime.officials.factor.require(["viewer"], None)
    context = browser.new_context(base_url=town.url, java_script_enabled=has_script)
    page = context.new_page()
    fill_password(page, email, first)
    page.get_by_label("Mật khẩu được cấp").fill(first)
    page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
    page.get_by_label("Nhập lại mật khẩu mới").fill(PASSWORD)
    page.get_by_role("button", name="Lưu mật khẩu mới").click()
    expect(page.get_by_role("heading", name="Bật xác thực hai bước")).to_be_visible()
    picture = page.get_by_role("img", name="Mã QR")
    assert picture.evaluate("img => img.naturalWidth > 100") if has_script else picture.is_visible()
    page.get_by_text("Nhập tay khóa này").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    page.get_by_label("Nhập mã 6 số").fill(code_of(secret))
    page.get_by_role("button", name="Bật xác thực hai bước").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Đã cất kỹ").click()
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    fill_password(page, email, PASSWORD)
    page.get_by_label("Mã 6 số").fill("000000")
    page.get_by_role("button", name="Vào trang").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    page.get_by_label("Mã 6 số").fill(code_of(secret, 1))
    page.get_by_role("button", name="Vào trang").click()
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    context.close()
    town.runtime.officials.factor.require([], None)


def other_device(town: DemoTown, browser: Browser, email: str) -> BrowserContext:
    context = browser.new_context(base_url=town.url)
    page = context.new_page()
    fill_password(page, email, PASSWORD)
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    return context


def test_another_device_is_signed_out_by_mouse_and_by_keys(town: DemoTown, browser: Browser) -> None:
    mine = town.official(browser, "viewer")
    page = mine.new_page()
    page.goto("/admin/account")
    email = page.locator(".head p").inner_text().split(",")[1].split("·")[0].strip()
    first, second = (other_device(town, browser, email) for _ in range(2))
    page.goto("/admin/account")
    page.get_by_role("button", name="Đăng xuất thiết bị này").first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất thiết bị đó")
    press_by_keys(page, "Đăng xuất mọi thiết bị khác")
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất mọi thiết bị khác")
    for other in (first, second):
        there = other.pages[0]
        there.goto("/admin/")
        expect(there.get_by_role("heading", name="Cán bộ đăng nhập")).to_be_visible()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    for context in (mine, first, second):
        context.close()


def press_by_keys(page: Page, label: str) -> None:
    """Tab to a button from the top of the page, see that the focus shows, and press it."""
    page.goto(page.url.partition("?")[0])
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "[document.activeElement.innerText, getComputedStyle(document.activeElement).outlineStyle]"
        )
        if found[0] == label:
            assert found[1] != "none", "the focus is not to be seen"
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to “{label}” with the keys")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_used_by_everybody(town: DemoTown, browser: Browser, width: int, scheme: str) -> None:
    context = town.official(browser, "manager", width=width, color_scheme=scheme)
    page, axe = context.new_page(), Axe()
    for path in (*PAGES, "/admin/account/factor", "/", "/quyen-rieng-tu", "/admin/sign-in"):
        if path == "/admin/sign-in":
            context.clear_cookies()
        page.goto(path)
        found = [one for one in axe.run(page).response["violations"] if one["impact"] in ("serious", "critical")]
        assert not found, (path, [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found])
        wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert not wide, f"{path} scrolls sideways"
    context.close()
