"""No word is lost: drafts come back after a note, a reload, an ended session; leaving asks; two tabs show both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from bot.store import helpdesk
from tests.browser.axe import SERIOUS, find_faults
from tests.browser.demo_app import PASSWORD, DemoApp

WORDS = "Dạ chào bác, hồ sơ của bác còn thiếu giấy chứng sinh."
LATER = "Bác mang thêm giấy đó tới quầy số 3 giúp em nhé."
BOX = "Câu trả lời của phường"


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield fixture
    fixture.close()


def test_note_take_and_assign_do_not_empty_the_answer(ward_app: DemoApp, browser: Browser) -> None:
    [person_id] = ward_app.residents(1)
    with ward_app.runtime.store.write() as db:
        helpdesk.ask(db, person_id, ward_app.runtime.clock())
    desk: Page = ward_app.official(browser, "answerer").new_page()
    desk.goto(f"/admin/inbox/{person_id}")
    desk.get_by_label(BOX).fill(WORDS)
    desk.get_by_label("Viết cho đồng nghiệp").fill("Bác hỏi lần hai.")
    desk.get_by_role("button", name="Ghi lại").click()
    expect(desk.get_by_text("Đã ghi chú.")).to_be_visible()
    expect(desk.get_by_label(BOX)).to_have_value(WORDS)
    expect(desk.get_by_text("Đã lấy lại chữ anh/chị viết dở")).to_be_visible()
    desk.get_by_role("button", name="Tôi nhận").click()
    expect(desk.get_by_text("Đã đổi người phụ trách.")).to_be_visible()
    expect(desk.get_by_label(BOX)).to_have_value(WORDS)
    desk.get_by_role("button", name="Giao", exact=True).click()
    expect(desk.get_by_label(BOX)).to_have_value(WORDS)
    desk.get_by_role("button", name="Gửi cho người dân").click()
    expect(desk.get_by_text("Đã xếp gửi câu trả lời")).to_be_visible()
    expect(desk.get_by_label(BOX)).to_have_value("")


def test_typed_words_survive_a_reload_and_leaving_asks(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "author").new_page()
    page.goto("/admin/articles/new")
    page.get_by_label("Nội dung").fill(WORDS)
    expect(page.get_by_text("Đã giữ chữ viết dở lúc")).to_be_visible(timeout=8000)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Nội dung")).to_have_value(WORDS)
    page.get_by_role("button", name="Bỏ chữ này").click()
    expect(page.get_by_label("Nội dung")).to_have_value("")
    expect(page.get_by_text("viết dở")).to_have_count(0)


def test_an_urgent_post_is_not_turned_into_the_words_of_another(ward_app: DemoApp, browser: Browser) -> None:
    page = ward_app.official(browser, "author").new_page()
    page.goto("/admin/broadcasts/new")
    page.get_by_role("textbox", name="Nội dung").fill(WORDS)
    expect(page.get_by_text("Đã giữ chữ viết dở lúc")).to_be_visible(timeout=8000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/broadcasts/new?khan=1")
    expect(page.get_by_text("Máy còn giữ chữ anh/chị viết dở")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^Tin khẩn"))).to_be_checked()
    expect(page.get_by_role("textbox", name="Nội dung")).to_have_value("")
    page.goto("/admin/broadcasts/new")
    expect(page.get_by_role("textbox", name="Nội dung")).to_have_value(WORDS)


def test_words_typed_before_the_scripts_arrive_are_counted_and_kept(ward_app: DemoApp, browser: Browser) -> None:
    [person_id] = ward_app.residents(1)
    desk = ward_app.official(browser, "answerer").new_page()
    waiting_scripts: list[Route] = []
    desk.route("**/*.js", lambda script: waiting_scripts.append(script))
    desk.goto(f"/admin/inbox/{person_id}", wait_until="commit")
    desk.get_by_label(BOX).fill(WORDS)
    expect(desk.locator("[data-counts=text]")).to_have_text("0")
    for script in waiting_scripts:
        script.continue_()
    expect(desk.locator("[data-counts=text]")).to_have_text(str(len(WORDS)))
    expect(desk.get_by_text("Đã giữ chữ viết dở lúc")).to_be_visible(timeout=8000)


@pytest.mark.parametrize("width", [1366, 390])
def test_an_ended_session_leads_back_to_the_text(ward_app: DemoApp, browser: Browser, width: int) -> None:
    [person_id] = ward_app.residents(1)
    context = ward_app.official(browser, "manager", width=width)
    desk, other = context.new_page(), context.new_page()
    desk.goto(f"/admin/inbox/{person_id}")
    email = ward_app.runtime.store.rows("SELECT email FROM officials ORDER BY id DESC LIMIT 1")[0]["email"]
    other.goto("/admin/account")
    other.get_by_role("button", name="Đăng xuất").first.click()
    desk.get_by_label(BOX).fill(LATER)
    desk.get_by_role("button", name="Gửi cho người dân").click()
    expect(desk.get_by_text("Chữ anh/chị vừa viết vẫn còn")).to_be_visible()
    desk.get_by_label("Email").fill(email)
    desk.get_by_label("Mật khẩu").fill(PASSWORD)
    desk.get_by_role("button", name="Đăng nhập").click()
    expect(desk).to_have_url(re.compile(f"/admin/inbox/{person_id}"))
    expect(desk.get_by_label(BOX)).to_have_value(LATER)
    assert not any(LATER in text for text in ward_app.heard(person_id))
    assert [rule["id"] for rule in find_faults(desk) if rule["impact"] in SERIOUS] == []
    assert desk.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
