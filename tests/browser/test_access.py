"""Officials in a real browser: the first sign-in with a second factor, another device signed out, by mouse and by keys alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.demo_app import PASSWORD, DemoApp
from tests.browser.hands import Keys, Mouse, Way, assert_usable, ways
from tests.support.app import wait_until

PAGES = (
    "/admin/",
    "/admin/account",
    "/admin/settings",
    "/admin/settings/officials",
    "/admin/settings/officials/1",
    "/admin/settings/hours",
    "/admin/settings/audit",
    "/admin/settings/backups",
    "/admin/zalo/connect",
    "/admin/trouble",
    "/admin/trouble?tab=events",
    "/admin/search?q=nước",
)
PUBLIC_PAGES = ("/", "/quyen-rieng-tu", "/phan-anh-da-xu-ly")


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("town"), PUBLIC_SETTLED_TICKETS="yes")
    yield fixture
    fixture.close()


def code_of(secret: str, steps: int = 0) -> str:
    """What the phone shows now, or `steps` half minutes later (a code works once)."""
    totp = pyotp.TOTP(secret)
    return totp.generate_otp(totp.timecode(datetime.now(UTC)) + steps)


def sign_in(hands: Mouse | Keys, email: str, password: str) -> None:
    hands.page.goto("/admin/sign-in")
    hands.write("Email", email)
    hands.write("Mật khẩu", password)
    hands.press("Đăng nhập")


@pytest.fixture
def second_factor_for_viewers(ward_app: DemoApp) -> Iterator[None]:
    ward_app.runtime.officials.factor.require(["viewer"], None)
    yield
    ward_app.runtime.officials.factor.require([], None)


@ways()
def test_the_first_sign_in_sets_a_password_and_a_second_factor(
    ward_app: DemoApp, browser: Browser, second_factor_for_viewers: None, way: Way
) -> None:
    email = f"moi.{way.name.replace(' ', '.')}@phuong.example.vn"
    first = ward_app.runtime.officials.add(email, "Chị Mới", "viewer")
    context = browser.new_context(base_url=ward_app.url, java_script_enabled=way.scripts)
    hands = way.take(page := context.new_page())
    sign_in(hands, email, first)
    hands.write("Mật khẩu được cấp", first)
    hands.write("Mật khẩu mới", PASSWORD)
    hands.write("Nhập lại mật khẩu mới", PASSWORD)
    hands.press("Lưu mật khẩu mới")
    expect(page.get_by_role("heading", name="Bật xác thực hai bước")).to_be_visible()
    picture = page.get_by_role("img", name="Mã QR")
    if way.scripts:
        wait_until(lambda: picture.evaluate("img => img.naturalWidth > 100"))
    expect(picture).to_be_visible()
    hands.unfold("Nhập tay khóa này")
    secret = page.locator("details code").inner_text().replace(" ", "")
    hands.write(re.compile("^Nhập mã 6 số"), code_of(secret))
    hands.press("Bật xác thực hai bước")
    expect(page.locator(".codes code")).to_have_count(10)
    hands.press(re.compile("^Đã cất kỹ"))
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    hands.press("Đăng xuất")
    sign_in(hands, email, PASSWORD)
    hands.write(re.compile("^Mã 6 số"), "000000")
    hands.press("Vào trang")
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    hands.write(re.compile("^Mã 6 số"), code_of(secret, 1))
    hands.press("Vào trang")
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    context.close()


def other_device(ward_app: DemoApp, browser: Browser, email: str) -> BrowserContext:
    context = browser.new_context(base_url=ward_app.url)
    page = context.new_page()
    sign_in(Mouse(page), email, PASSWORD)
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    return context


def test_another_device_is_signed_out_by_mouse_and_by_keys(ward_app: DemoApp, browser: Browser) -> None:
    mine = ward_app.official(browser, "viewer")
    page = mine.new_page()
    page.goto("/admin/account")
    email = page.locator(".head p").inner_text().split(",")[1].split("·")[0].strip()
    first, second = (other_device(ward_app, browser, email) for _ in range(2))
    page.goto("/admin/account")
    Mouse(page).press("Đăng xuất thiết bị này")
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất thiết bị đó")
    Keys(page).press("Đăng xuất mọi thiết bị khác")
    expect(page.get_by_role("status")).to_contain_text("Đã đăng xuất mọi thiết bị khác")
    for other in (first, second):
        there = other.pages[0]
        there.goto("/admin/")
        expect(there.get_by_role("heading", name="Cán bộ đăng nhập")).to_be_visible()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Hôm nay", exact=True)).to_be_visible()
    for context in (mine, first, second):
        context.close()


def test_the_keys_lead_through_a_page_full_of_fields_and_the_focus_is_always_seen(
    ward_app: DemoApp, browser: Browser
) -> None:
    hands = Keys(ward_app.official(browser, "manager").new_page())
    hands.page.goto("/admin/settings/hours")
    fields = hands.page.locator("main :is(input, select, textarea, button):not([type=hidden])").count()
    assert hands.walk() > fields


def test_every_page_can_be_used_by_everybody(ward_app: DemoApp, browser: Browser) -> None:
    context = ward_app.official(browser, "manager")
    page = context.new_page()
    for path in (*PAGES, "/admin/account/factor", *PUBLIC_PAGES, "/admin/sign-in"):
        if path == "/admin/sign-in":
            context.clear_cookies()
        page.goto(path)
        assert_usable(page, path)
    context.close()
