"""A resident in a real browser: ask, press a button, get the answer; on a desktop and on a phone of 390 px."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.server.test_running import is_listening, start
from tests.support.app import free_port, wait_until


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo, as `make run` starts it."""
    port = free_port()
    product: subprocess.Popen[str] = start(tmp_path_factory.mktemp("demo"), port, SEND_RATE_PER_SECOND="50")
    try:
        wait_until(lambda: is_listening(port), 60)
        yield f"http://127.0.0.1:{port}"
    finally:
        product.terminate()
        product.communicate(timeout=15)


@pytest.mark.parametrize("size", [(1280, 860), (390, 844)], ids=["desktop", "phone"])
def test_a_resident_asks_presses_a_button_and_gets_the_answer(
    demo: str, browser: Browser, size: tuple[int, int]
) -> None:
    page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.goto(f"{demo}/simulator/")
    box = page.get_by_role("textbox").first
    box.fill("lam giay khai sinh can gi")
    box.press("Enter")
    expect(page.get_by_text("Giấy chứng sinh").last).to_be_visible(timeout=10_000)
    expect(page.get_by_text("mã 1.001193").last).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Tốn bao nhiêu tiền").last.click()
    expect(page.get_by_text("đúng hạn 60 ngày").last).to_be_visible(timeout=10_000)
    log = page.get_by_role("log")
    expect(log.get_by_text("Đăng ký khai sinh: lệ phí bao nhiêu?", exact=True).last).to_be_visible()
    expect(log.get_by_text("#")).to_have_count(0)
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide, "the page scrolls sideways"
    assert faults == []
    page.close()


def test_what_is_sent_before_the_page_knows_its_people_waits_for_them(demo: str, browser: Browser) -> None:
    page = browser.new_page()
    refusals = iter(range(2))

    def slow(route: Route) -> None:
        if next(refusals, None) is None:
            route.continue_()
        else:
            route.abort()

    page.route("**/api/people", slow)
    page.goto(f"{demo}/simulator/")
    box = page.get_by_role("textbox").first
    box.fill("giấy tờ đổi thẻ mượn sách")
    box.press("Enter")
    expect(page.get_by_role("log").get_by_text("giấy tờ đổi thẻ mượn sách").first).to_be_visible(timeout=10_000)
    expect(page.get_by_role("status").filter(visible=True)).to_have_count(0)
    page.close()


def test_words_that_could_not_be_sent_come_back_to_the_box(demo: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{demo}/simulator/")
    page.route("**/say", lambda route: route.abort())
    box = page.get_by_role("textbox").first
    box.fill("câu hỏi dài đã gõ rất lâu")
    box.press("Enter")
    expect(page.get_by_text("Chưa gửi được").first).to_be_visible()
    expect(box).to_have_value("câu hỏi dài đã gõ rất lâu")
    page.close()
