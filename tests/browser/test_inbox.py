"""A resident asks for a person, an official answers and closes, the resident gives points; with and without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.helpdesk.canned import CannedWords
from tests.browser.demo_app import DemoApp
from tests.browser.hands import assert_usable
from tests.browser.keyboard import Keys
from tests.support.app import wait_until


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield fixture
    fixture.close()


def hears(ward_app: DemoApp, person_id: str, words: str) -> None:
    wait_until(lambda: any(words in text for text in ward_app.heard(person_id)), 20)


def test_asked_for_answered_closed_and_rated(ward_app: DemoApp, browser: Browser) -> None:
    words = CannedWords("Giờ tiếp dân", "Phường tiếp dân sáng thứ Hai.", "gio")
    canned_id = ward_app.runtime.helpdesk.canned.save_answer(None, words, None)
    phone: Page = browser.new_page(viewport={"width": 390, "height": 844})
    phone.goto(f"{ward_app.url}/simulator/")
    box = phone.get_by_role("textbox").first
    box.fill("cho tôi gặp cán bộ")
    box.press("Enter")
    expect(phone.get_by_text("tại đây").last).to_be_visible(timeout=10_000)

    desk = ward_app.official(browser, "answerer").new_page()
    desk.goto("/admin/inbox")
    row = desk.locator("li", has_text=f"…{ward_app.zalo.people()[0]['id'][-4:]}")
    row.get_by_role("link", name="Xem và trả lời").first.click()
    desk.get_by_label("Câu trả lời của phường").fill("Dạ chào bác, bác ra quầy số 3 giúp em.")
    expect(desk.locator("[data-counts=text]")).to_have_text("38")
    desk.get_by_role("button", name="Gửi cho người dân").click()
    expect(desk.get_by_text("Đã xếp gửi câu trả lời")).to_be_visible()
    expect(phone.get_by_text("quầy số 3").last).to_be_visible(timeout=10_000)

    out = io.BytesIO()
    Image.new("RGB", (1600, 1400), "teal").save(out, "PNG", compress_level=0)
    assert len(out.getvalue()) > 6 * 1024 * 1024, "more than the pages take"
    picture = {"name": "bản đồ.png", "mimeType": "image/png", "buffer": out.getvalue()}
    desk.get_by_label("Gửi kèm hình hay tệp").set_input_files([picture])  # type: ignore[list-item]
    wait_until(lambda: desk.evaluate("document.getElementById('file').files[0].size") < 1_500_000, 20)
    desk.get_by_label("Câu trả lời của phường").press_sequentially("/gi")
    desk.get_by_role("button", name="/gio: Phường tiếp dân sáng thứ Hai.").click()
    expect(desk.get_by_label("Câu trả lời của phường")).to_have_value("Phường tiếp dân sáng thứ Hai.")
    desk.get_by_role("button", name="Gửi cho người dân").click()
    expect(phone.get_by_text("Phường tiếp dân sáng thứ Hai.").last).to_be_visible(timeout=10_000)
    expect(phone.locator(".oa-line img.picture").last).to_be_visible(timeout=10_000)

    desk.get_by_role("button", name="Xong việc, đóng cuộc").click()
    expect(desk.get_by_text("Đã đóng.")).to_be_visible()
    phone.get_by_role("button", name="5 điểm").last.click()
    expect(phone.get_by_text("đã chấm 5 điểm").last).to_be_visible(timeout=10_000)
    box.fill("cán bộ chỉ dẫn tận tình lắm")
    box.press("Enter")
    expect(phone.get_by_text("Phường đã ghi lời").last).to_be_visible(timeout=10_000)
    desk.reload()
    expect(desk.get_by_text("Được chấm 5 điểm: “cán bộ chỉ dẫn tận tình lắm”")).to_be_visible()
    ward_app.runtime.helpdesk.canned.delete(canned_id, None)


def test_the_same_without_scripts_with_a_ready_answer_and_a_note(ward_app: DemoApp, browser: Browser) -> None:
    _, person_id = ward_app.residents(2)
    ward_app.zalo.person_says(person_id, "cho tôi nói chuyện với người thật")
    hears(ward_app, person_id, "tại đây")
    desk = ward_app.official(browser, "answerer", width=390, java_script_enabled=False).new_page()
    desk.goto("/admin/canned")
    desk.get_by_label("Tên, để tìm cho nhanh").fill("Mời tới quầy")
    desk.get_by_label("Nội dung").fill("Chào {tên}, mời tới quầy một cửa.")
    desk.get_by_role("button", name="Lưu").click()
    expect(desk.get_by_text("Đã lưu câu mẫu")).to_be_visible()
    desk.goto(f"/admin/inbox/{person_id}")
    desk.get_by_label("Viết cho đồng nghiệp").fill("Bác này hỏi lần hai.")
    desk.get_by_role("button", name="Ghi lại").click()
    expect(desk.get_by_text("Bác này hỏi lần hai.")).to_be_visible()
    desk.get_by_role("button", name="Chèn").click()
    expect(desk.get_by_text("Đã chèn câu mẫu")).to_be_visible()
    desk.get_by_role("button", name="Gửi cho người dân").click()
    hears(ward_app, person_id, "mời tới quầy một cửa.")
    desk.get_by_role("button", name="Xong việc, đóng cuộc").click()
    hears(ward_app, person_id, "chấm cán bộ mấy điểm")
    ward_app.zalo.person_says(person_id, "4")
    hears(ward_app, person_id, "đã chấm 4 điểm")
    desk.goto(f"/admin/inbox/{person_id}")
    expect(desk.get_by_text("Được chấm 4 điểm")).to_be_visible()
    assert not any("lần hai" in text for text in ward_app.heard(person_id)), "a note is never sent"


def test_by_keys_alone_answered_closed_and_rated(ward_app: DemoApp, browser: Browser) -> None:
    *_, person_id = ward_app.residents(4)
    name = next(person["name"] for person in ward_app.zalo.people() if person["id"] == person_id)
    phone = Keys(browser.new_page())
    phone.page.goto(f"{ward_app.url}/simulator/")
    phone.press(re.compile(f"^{name.split()[0]} {name.split()[-1]}"), stays=True)
    phone.write("Tin nhắn", "cho tôi gặp cán bộ")
    phone.page.keyboard.press("Enter")
    hears(ward_app, person_id, "tại đây")

    desk = Keys(ward_app.official(browser, "answerer").new_page())
    desk.page.goto("/admin/inbox")
    desk.press(re.compile(f"…{person_id[-4:]}$"))
    desk.write("Câu trả lời của phường", "Dạ mời cô ra quầy số 7.")
    desk.press("Gửi cho người dân")
    expect(desk.page.get_by_text("Đã xếp gửi câu trả lời")).to_be_visible()
    expect(phone.page.get_by_text("quầy số 7").last).to_be_visible(timeout=10_000)
    desk.press("Xong việc, đóng cuộc")
    expect(desk.page.get_by_text("Đã đóng.")).to_be_visible()
    expect(phone.page.get_by_role("button", name="3 điểm")).to_be_visible(timeout=10_000)
    phone.press("3 điểm", stays=True)
    hears(ward_app, person_id, "đã chấm 3 điểm")
    desk.page.reload()
    expect(desk.page.get_by_text("Được chấm 3 điểm")).to_be_visible()


def test_two_officials_see_each_other_and_no_word_is_lost(ward_app: DemoApp, browser: Browser) -> None:
    *_, person_id = ward_app.residents(3)
    ward_app.zalo.person_says(person_id, "gặp cán bộ")
    hears(ward_app, person_id, "tại đây")
    first, second = (ward_app.official(browser, role).new_page() for role in ("answerer", "manager"))
    first.goto(f"/admin/inbox/{person_id}")
    second.goto(f"/admin/inbox/{person_id}")
    expect(second.get_by_text("đang mở cuộc này từ").first).to_be_visible()
    expect(first.get_by_text("đang mở cuộc này từ").first).to_be_visible(timeout=20_000)
    for page, words in ((first, "Bác ra quầy 3 ạ."), (second, "Bác ra quầy 5 ạ.")):
        page.get_by_label("Câu trả lời của phường").fill(words)
        page.get_by_role("button", name="Gửi cho người dân").click()
    expect(second.get_by_text("vừa trả lời người này khi anh/chị đang viết")).to_be_visible()
    expect(second.get_by_label("Câu trả lời của phường")).to_have_value("Bác ra quầy 5 ạ.")
    assert not any("quầy 5" in text for text in ward_app.heard(person_id))


def test_the_pages_are_accessible_and_no_wider_than_the_screen(ward_app: DemoApp, browser: Browser) -> None:
    [person_id] = ward_app.residents(1)
    ward_app.zalo.person_says(person_id, "tôi muốn phản ánh đèn đường hẻm 45 hư cả tuần nay")
    ward_app.zalo.person_says(person_id, "gửi")
    for kind in ("image", "voice", "file", "location", "contact"):
        ward_app.zalo.person_sends(person_id, kind)
    ward_app.zalo.person_says(person_id, "gặp cán bộ")
    hears(ward_app, person_id, "tại đây")
    page = ward_app.official(browser, "manager").new_page()
    stored = "SELECT 1 FROM media WHERE state = 'stored'"
    wait_until(lambda: len(ward_app.runtime.store.rows(stored)) == 3, 20)
    talk = f"/admin/inbox/{person_id}"
    for address in ("/admin/inbox", "/admin/inbox?tab=tickets", "/admin/inbox?tab=closed", talk, "/admin/canned"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert_usable(page, address)
    page.goto(talk)
    page.get_by_role("button", name="Nghe").last.click()
    expect(page.locator("button[data-amr][data-seconds='2']").last).to_be_visible()
