"""An editor in a real browser: a fee is changed and the bot asked at once; a question nobody understood becomes understood."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.clock import system_clock
from bot.officials import Officials
from bot.store import Store
from tests.browser.resident import asks
from tests.test_running import is_listening, start
from tests.town import free_port, wait_until
from tests.wording import library

EMAIL, PASSWORD = "bien.tap@phuong.example.vn", "một câu rất dễ nhớ"
STRANGE, TOOTH = "cho hỏi lịch phun thuốc muỗi", "nhổ răng khôn chỗ nào rẻ"
PAGES = (
    "content", "content?group=sentences", "content/entry/procedures/khai-sinh.yaml", "content/edit/procedures/khai-sinh.yaml",
    "content/edit/ward.yaml", "content/new", "content/versions", "misunderstood",
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A running product and the first password of its editor."""

    url: str
    password: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo on a small library, with an editor."""
    folder: Path = tmp_path_factory.mktemp("editing")
    root = library.copy(folder)
    store = Store(folder / "ward.db")
    officials = Officials(store, system_clock)
    password = officials.add(EMAIL, "Trần Biên Tập", "editor")
    store.close()
    port = free_port()
    product: subprocess.Popen[str] = start(folder, port, CONTENT_PATH=str(root), SEND_RATE_PER_SECOND="50")
    wait_until(lambda: is_listening(port), 60)
    yield Place(f"http://127.0.0.1:{port}", password)
    product.terminate()
    product.communicate(timeout=15)


@pytest.fixture(scope="module")
def state(place: Place, browser: Browser) -> dict[str, object]:
    """The cookies of the editor, past the first password."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.url}/admin/sign-in")
    page.fill("input[name=email]", EMAIL)
    page.fill("input[name=password]", place.password)
    page.locator("main button").first.click()
    page.fill("input[name=old]", place.password)
    page.fill("input[name=new]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.locator("main button").first.click()
    expect(page.get_by_role("link", name="Nội dung", exact=True)).to_be_visible()
    kept = context.storage_state()
    context.close()
    return dict(kept)


def opened(browser: Browser, state: dict[str, object], **how: object) -> BrowserContext:
    return browser.new_context(storage_state=state, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without"])
def test_a_changed_fee_is_what_a_resident_hears_next(
    place: Place, browser: Browser, state: dict[str, object], script: bool
) -> None:
    says = f"Khai trễ hạn nộp {'8.000' if script else '12.000'} đồng tại quầy."
    context = opened(browser, state, java_script_enabled=script)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{place.url}/admin/content?q=khai+sinh")
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).click()
    page.get_by_role("link", name="Sửa mục này").click()
    page.get_by_label("Lời nói về lệ phí").fill(says)
    page.get_by_role("button", name="Xem thử").first.click()
    expect(page.locator("#xem-thu").get_by_text(says).first).to_be_attached()
    page.get_by_role("button", name="Lưu, dùng ngay").first.click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu")
    context.close()
    assert says in asks(browser, place.url, "lệ phí đăng ký khai sinh bao nhiêu", says)


def test_a_question_nobody_understood_is_understood_after_two_presses(
    place: Place, browser: Browser, state: dict[str, object]
) -> None:
    asks(browser, place.url, STRANGE)
    context = opened(browser, state)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{place.url}/admin/misunderstood?q=phun+thuoc")
    page.locator("li", has_text=STRANGE).get_by_role("link", name="Là: Khám bệnh").click()
    expect(page.get_by_text("hiểu đúng").first).to_be_visible()
    page.get_by_role("button", name="Lưu, dùng ngay").click()
    expect(page.get_by_role("status")).to_contain_text("Đã dạy xong")
    context.close()
    assert "trạm y tế" in asks(browser, place.url, STRANGE, "trạm y tế")


def test_without_javascript_the_right_entry_is_searched_for(
    place: Place, browser: Browser, state: dict[str, object]
) -> None:
    asks(browser, place.url, TOOTH)
    context = opened(browser, state, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{place.url}/admin/misunderstood?q=nho+rang")
    page.locator("li", has_text=TOOTH).get_by_role("link", name="Chọn mục khác").click()
    page.get_by_label("Tìm chữ").fill("kham benh")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Chọn Khám bệnh").last.click()
    expect(page.get_by_text("hiểu đúng").first).to_be_visible()
    page.get_by_role("button", name="Lưu, dùng ngay").click()
    expect(page.get_by_role("status")).to_contain_text("Đã dạy xong")
    context.close()
    assert "trạm y tế" in asks(browser, place.url, TOOTH, "trạm y tế")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")])
def test_the_pages_are_usable_by_all(
    place: Place, browser: Browser, state: dict[str, object], width: int, scheme: str
) -> None:
    context = opened(browser, state, viewport={"width": width, "height": 860}, color_scheme=scheme)
    page: Page = context.new_page()
    for path in PAGES:
        page.goto(f"{place.url}/admin/{path}")
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], path
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), path
    context.close()
