"""An editor in a real browser: a fee is changed and the bot asked at once; a question nobody understood becomes understood."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.accounts.officials import Officials
from bot.clock import system_clock
from bot.store import Store, mode
from bot.zalo.limits import VIETNAM
from tests.browser.hands import BY_KEYS, WITH_SCRIPTS, WITHOUT_SCRIPTS, Keys, Mouse, Way, assert_usable, ways
from tests.browser.resident import asks
from tests.content_editing import library
from tests.server.test_running import is_listening, start
from tests.support.app import free_port, wait_until

EDITOR, READER = "bien.tap@phuong.example.vn", "lanh.dao@phuong.example.vn"
PASSWORD = "một câu rất dễ nhớ"
STRANGE = "cho hỏi lịch phun thuốc muỗi"
SEARCHED = {"without scripts": ("nồi cơm bị khét đáy", "noi+com"), "by keys": ("cái bàn gỗ bị mối ăn", "ban+go")}
FEES = {"with scripts": "8.000", "without scripts": "12.000", "by keys": "16.000"}
PAGES = (
    "content",
    "content?group=sentences",
    "content/entry/procedures/khai-sinh.yaml",
    "content/edit/procedures/khai-sinh.yaml",
    "content/edit/ward.yaml",
    "content/new",
    "content/versions",
    "content/proposals",
    "content/proposals/1",
    "misunderstood",
)


@dataclass(frozen=True)
class Place:
    """A running product and the first passwords of its editor and of who reads after the editor."""

    url: str
    passwords: dict[str, str]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The demo on a small library, with an editor and a second reader."""
    folder: Path = tmp_path_factory.mktemp("editing")
    root = library.copy(folder)
    store = Store(folder / "ward.db")
    mode.claim_mode(store, mode.DEMO)
    officials = Officials(store, system_clock)
    passwords = {
        EDITOR: officials.add(EDITOR, "Trần Biên Tập", "editor"),
        READER: officials.add(READER, "Lê Lãnh Đạo", "approver"),
    }
    store.close()
    port = free_port()
    product: subprocess.Popen[str] = start(folder, port, CONTENT_PATH=str(root), SEND_RATE_PER_SECOND="50")
    try:
        wait_until(lambda: is_listening(port), 60)
        yield Place(f"http://127.0.0.1:{port}", passwords)
    finally:
        product.terminate()
        product.communicate(timeout=15)


def signed_in(place: Place, browser: Browser, email: str) -> dict[str, object]:
    """The cookies of an official, past the first password."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.url}/admin/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", place.passwords[email])
    page.locator("main button").first.click()
    page.fill("input[name=old]", place.passwords[email])
    page.fill("input[name=new]", PASSWORD)
    page.fill("input[name=again]", PASSWORD)
    page.locator("main button").first.click()
    expect(page.get_by_role("link", name="Nội dung", exact=True)).to_be_visible()
    browser_state = context.storage_state()
    context.close()
    return dict(browser_state)


@pytest.fixture(scope="module")
def state(place: Place, browser: Browser) -> dict[str, object]:
    return signed_in(place, browser, EDITOR)


@pytest.fixture(scope="module")
def reader_state(place: Place, browser: Browser) -> dict[str, object]:
    return signed_in(place, browser, READER)


def opened(browser: Browser, state: dict[str, object], **how: object) -> BrowserContext:
    return browser.new_context(storage_state=state, **how)  # type: ignore[arg-type]


def at_work(browser: Browser, state: dict[str, object], way: Way) -> Mouse | Keys:
    """The editor, who goes this way; a check of the content may take its time."""
    page = opened(browser, state, java_script_enabled=way.scripts).new_page()
    page.set_default_timeout(60_000)
    return way.take(page)


@ways()
def test_a_changed_fee_read_by_two_is_what_a_resident_hears_next(
    place: Place, browser: Browser, state: dict[str, object], reader_state: dict[str, object], way: Way
) -> None:
    """The editor's four clicks as before; the second reader's three are new."""
    says = f"Khai trễ hạn nộp {FEES[way.name]} đồng tại quầy."
    hands = at_work(browser, state, way)
    page = hands.page
    page.goto(f"{place.url}/admin/content?q=khai+sinh")
    hands.press("Đăng ký khai sinh")
    hands.press("Sửa mục này")
    hands.write("Lời nói về lệ phí", says)
    hands.write("Ngày so với nguồn", f"{datetime.now(VIETNAM):%Y-%m-%d}")  # a changed fee asks when it was compared
    hands.press("Xem thử")
    expect(page.locator("#xem-thu").get_by_text(says).first).to_be_attached()
    hands.press("Lưu, dùng ngay")
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi chờ duyệt")
    page.context.close()
    reader = at_work(browser, reader_state, way)
    reader.page.goto(f"{place.url}/admin/")
    reader.press(re.compile("^Đọc để duyệt"))
    expect(reader.page.locator(".diff").first).to_contain_text(FEES[way.name])
    reader.press("Duyệt, dùng ngay")
    expect(reader.page.get_by_role("status").first).to_contain_text("Đã duyệt")
    reader.page.context.close()
    assert says in asks(browser, place.url, "lệ phí đăng ký khai sinh bao nhiêu", says)


def test_a_question_nobody_understood_is_understood_after_two_presses(
    place: Place, browser: Browser, state: dict[str, object]
) -> None:
    asks(browser, place.url, STRANGE)
    hands = at_work(browser, state, WITH_SCRIPTS)
    hands.page.goto(f"{place.url}/admin/misunderstood?q=phun+thuoc")
    hands.page.locator("li", has_text=STRANGE).get_by_role("link", name="Là: Khám bệnh").click()
    learn(hands)
    assert "trạm y tế" in asks(browser, place.url, STRANGE, "trạm y tế")


@ways(WITHOUT_SCRIPTS, BY_KEYS)
def test_the_right_entry_is_searched_for(place: Place, browser: Browser, state: dict[str, object], way: Way) -> None:
    question, words = SEARCHED[way.name]
    asks(browser, place.url, question)
    hands = at_work(browser, state, way)
    hands.page.goto(f"{place.url}/admin/misunderstood?q={words}")
    expect(hands.page.locator("li", has_text=question)).to_have_count(1)
    hands.press("Chọn mục khác")
    hands.write("Tìm chữ", "kham benh")
    hands.press("Tìm mục")
    hands.press(re.compile("^Chọn Khám bệnh"))
    learn(hands)
    assert "trạm y tế" in asks(browser, place.url, question, "trạm y tế")


def learn(hands: Mouse | Keys) -> None:
    """See what it would change, and save it."""
    expect(hands.page.get_by_text("hiểu đúng").first).to_be_visible()
    hands.press("Lưu, dùng ngay")
    expect(hands.page.get_by_role("status")).to_contain_text("Đã dạy xong")
    hands.page.context.close()


def test_the_pages_are_usable_by_all(place: Place, browser: Browser, state: dict[str, object]) -> None:
    context = opened(browser, state)
    page: Page = context.new_page()
    for path in PAGES:
        page.goto(f"{place.url}/admin/{path}")
        assert_usable(page, path)
    context.close()
