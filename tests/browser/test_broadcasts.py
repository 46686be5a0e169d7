"""A broadcast in a real browser, from the first word to the phones; a series; a month of the calendar; a pause; in three ways."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.demo_app import DemoApp
from tests.browser.hands import BY_KEYS, WITH_SCRIPTS, WITHOUT_SCRIPTS, Keys, Mouse, Way, assert_usable, ways
from tests.support.app import wait_until

PEOPLE = 5
"""Followers in every test of this file, in whatever order they run."""
SLOW_MS = 3_000
"""How long Zalo takes for one message where somebody has to do something before the last is sent."""
MONTHS = {"with scripts": "2027-03", "without scripts": "2027-04", "by keys": "2027-05"}


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="4", SEND_CONCURRENCY="1")
    yield fixture
    fixture.close()


@pytest.fixture(scope="module")
def phones(ward_app: DemoApp) -> list[str]:
    return ward_app.residents(PEOPLE)


@pytest.fixture
def slow(ward_app: DemoApp) -> Iterator[None]:
    """A Zalo that takes its time, until the end of the test at the latest."""
    ward_app.zalo.faults.slow_ms = SLOW_MS
    yield
    ward_app.zalo.faults.slow_ms = 0


def at_work(ward_app: DemoApp, browser: Browser, role: str, way: Way) -> Mouse | Keys:
    """An official of this role, who goes this way."""
    return way.take(ward_app.official(browser, role, java_script_enabled=way.scripts).new_page())


def write(hands: Mouse | Keys, title: str, text: str) -> None:
    hands.page.goto("/admin/broadcasts")
    hands.press("Soạn bản tin")
    hands.write("Tiêu đề", title)
    hands.write("Nội dung", text)
    hands.choose(re.compile("^Tin tư vấn"))


def submit(hands: Mouse | Keys) -> str:
    """Press “Gửi duyệt”; the broadcast's own address."""
    hands.press("Gửi duyệt")
    expect(hands.page.get_by_text("Đã gửi duyệt.")).to_be_visible()
    return hands.page.url.split("?")[0]


def approve(hands: Mouse | Keys, address: str) -> None:
    hands.page.goto(address)
    hands.press("Duyệt")
    expect(hands.page.get_by_text("Đã duyệt. Tới giờ máy tự gửi.")).to_be_visible()


def row_of(page: Page, person_id: str) -> Locator:
    return page.locator("tr", has_text=f"…{person_id[-4:]}")


def times_told(ward_app: DemoApp, phones: list[str], words: str) -> list[int]:
    return [sum(words in text for text in ward_app.heard(person_id)) for person_id in phones]


@ways()
def test_written_by_one_approved_by_another_it_arrives_on_the_phones(
    ward_app: DemoApp, browser: Browser, phones: list[str], way: Way
) -> None:
    writing, deciding = (at_work(ward_app, browser, role, way) for role in ("author", "approver"))
    text = f"Chào {{tên|bà con}}, mai tiêm chủng {way.name}."
    write(writing, "Lịch tiêm chủng", text)
    if way.scripts:
        expect(writing.page.locator("p:not([hidden]) > [data-counts=text]")).to_have_text(
            str(len(text) - len("{tên|bà con}") + 40)
        )
    writing.press("Xem trước")
    expect(writing.page.get_by_text(f"Gửi cho {PEOPLE} người ngay sau khi duyệt.")).to_be_visible()
    expect(writing.page.get_by_label("Bản tin như trên điện thoại")).to_contain_text("Chào Nguyễn Thị Hoa")
    approve(deciding, submit(writing))
    wait_until(lambda: times_told(ward_app, phones, f"mai tiêm chủng {way.name}") == [1] * PEOPLE, 30)
    expect(deciding.page.get_by_text("Đã gửi xong").first).to_be_visible(timeout=30_000)
    deciding.press("Xem từng người")
    for person_id in phones:
        expect(row_of(deciding.page, person_id)).to_contain_text(re.compile("đã gửi|đã tới máy|đã xem"))


@ways()
def test_it_is_paused_in_the_middle_and_goes_on(
    ward_app: DemoApp, browser: Browser, phones: list[str], slow: None, way: Way
) -> None:
    writing, deciding = at_work(ward_app, browser, "author", WITH_SCRIPTS), at_work(ward_app, browser, "approver", way)
    write(writing, "Cúp nước", f"Chào {{tên}}, chiều nay cúp nước {way.name}.")
    approve(deciding, submit(writing))
    deciding.press("Tạm dừng")
    expect(deciding.page.get_by_text("Đã tạm dừng.")).to_be_visible()
    ward_app.zalo.faults.slow_ms = 0
    wait_until(lambda: not ward_app.runtime.health.report()[1]["queues"]["outbox"]["sending"])
    assert sum(times_told(ward_app, phones, f"cúp nước {way.name}")) < PEOPLE
    deciding.press("Cho gửi tiếp")
    wait_until(lambda: times_told(ward_app, phones, f"cúp nước {way.name}") == [1] * PEOPLE, 60)


def test_who_opts_out_while_it_is_being_sent_is_left_out_and_the_page_says_why(
    ward_app: DemoApp, browser: Browser, phones: list[str], slow: None
) -> None:
    writing, deciding = (at_work(ward_app, browser, role, WITH_SCRIPTS) for role in ("author", "approver"))
    write(writing, "Họp tổ dân phố", "Chào {tên}, tối nay họp tổ dân phố.")
    address = submit(writing)
    phone = Keys(browser.new_page())
    phone.page.goto(f"{ward_app.url}/simulator/")
    approve(deciding, address)
    leaving = last_in_line(ward_app, int(address.rsplit("/", 1)[1]))
    watching = at_work(ward_app, browser, "viewer", BY_KEYS)
    plain = at_work(ward_app, browser, "viewer", WITHOUT_SCRIPTS)
    for hands in (watching, plain):
        hands.page.goto(address)
        expect(hands.page.get_by_text("Máy đang gửi.")).to_be_visible()

    phone.press(re.compile(f"^{called(ward_app, leaving)}"), stays=True)
    phone.write("Tin nhắn", "đừng gửi tin cho tôi nữa")
    phone.page.keyboard.press("Enter")
    wait_until(lambda: is_out(ward_app, leaving), 20)
    ward_app.zalo.faults.slow_ms = 0
    expect(phone.page.get_by_text("phường sẽ không gửi tin thông báo").last).to_be_visible(timeout=20_000)

    why = "1 người không thuộc diện nhận. Đã xin ngừng nhận tin."
    for hands in (watching, plain):
        expect(hands.page.locator("#tien-do")).to_contain_text(why, timeout=30_000)
    watching.press("Xem từng người")
    expect(row_of(watching.page, leaving)).to_contain_text("không thuộc diện nhận")
    expect(row_of(watching.page, leaving)).to_contain_text("Đã xin ngừng nhận tin.")
    wait_until(lambda: sum(times_told(ward_app, phones, "tối nay họp tổ dân phố")) == PEOPLE - 1, 30)
    assert times_told(ward_app, [leaving], "tối nay họp tổ dân phố") == [0]
    ward_app.zalo.person_says(leaving, "nhận tin")
    wait_until(lambda: not is_out(ward_app, leaving))


def last_in_line(ward_app: DemoApp, broadcast_id: int) -> str:
    """Whose turn comes last, once the line is drawn up."""
    people = ward_app.runtime.broadcasts.results.people
    wait_until(lambda: len([*people(broadcast_id)]) == PEOPLE)
    return str([*people(broadcast_id)][-1].person_id)


def called(ward_app: DemoApp, person_id: str) -> str:
    """How the chat page calls somebody: the first word and the last."""
    words = next(person["name"] for person in ward_app.zalo.people() if person["id"] == person_id).split()
    return f"{words[0]} {words[-1]}"


def is_out(ward_app: DemoApp, person_id: str) -> bool:
    row = ward_app.runtime.helpdesk.person(person_id)
    return row is not None and row.opted_out_at is not None


@ways()
def test_a_monthly_series_moves_away_from_holidays(ward_app: DemoApp, browser: Browser, way: Way) -> None:
    writing, deciding = (at_work(ward_app, browser, role, way) for role in ("author", "approver"))
    write(writing, f"Lịch tiếp dân {way.name}", "Chào {tên}, sáng nay phường tiếp công dân.")
    writing.set_time("Ngày giờ gửi", "2026-12-01T08:00")
    writing.pick("Lặp lại", "Hằng tháng, vào một ngày")
    writing.unfold("Chi tiết lịch lặp")
    writing.write("Ngày trong tháng, khi lặp hằng tháng", "1")
    writing.pick("Trúng ngày nghỉ lễ thì", "dời sang ngày làm việc liền sau")
    writing.press("Xem trước")
    look = writing.page.locator("#xem-truoc")
    expect(look).to_contain_text("8:00 thứ Ba, 1/12")
    expect(look).not_to_contain_text("1/1/2027")
    approve(deciding, submit(writing))
    expect(deciding.page.locator("#loat li").first).to_contain_text("8:00 thứ Ba, 1/12")
    deciding.page.goto("/admin/broadcasts/month?m=2027-01")
    expect(deciding.page.get_by_text("Tết Dương lịch")).to_be_visible()
    expect(deciding.page.get_by_role("link", name=f"Lịch tiếp dân {way.name}")).to_have_count(1)


@ways()
def test_a_month_of_the_calendar_becomes_drafts(ward_app: DemoApp, browser: Browser, way: Way) -> None:
    hands = at_work(ward_app, browser, "author", way)
    page = hands.page
    page.goto(f"/admin/broadcasts/propaganda?m={MONTHS[way.name]}")
    texts = page.get_by_role("button", name=re.compile("^Nhận bài")).count()
    hands.press("Nhận cả tháng này")
    expect(page.get_by_role("link", name="Đã nhận, xem bản tin")).to_have_count(texts)
    hands.press("Đã nhận, xem bản tin")
    expect(page.get_by_text("Bản nháp", exact=True).first).to_be_visible()


def test_every_page_can_be_used_by_everybody(ward_app: DemoApp, browser: Browser, phones: list[str]) -> None:
    writing = at_work(ward_app, browser, "author", WITH_SCRIPTS)
    write(writing, "Dọn vệ sinh", "Chào {tên}, mai dọn vệ sinh.")
    one = submit(writing)
    page = ward_app.official(browser, "manager").new_page()
    base = "/admin/broadcasts"
    ours = [f"{base}{part}" for part in ("", "/month", "/propaganda", "/new")]
    for address in (*ours, one, f"{one}/people", f"{one}/edit", "/admin/own-zalo"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach((part) => part.open = true)")
        assert_usable(page, address)


def test_a_month_is_adopted_submitted_and_approved_in_six_clicks(
    ward_app: DemoApp, phones: list[str], browser: Browser
) -> None:
    """Before, five posts took 23: each draft and each approval was a page of its own. Articles keep a click each of their own."""
    author, approver = (at_work(ward_app, browser, role, WITH_SCRIPTS) for role in ("author", "approver"))
    author.page.goto("/admin/")
    author.press(re.compile("^Bản tin"))
    author.press("Lịch tuyên truyền")
    author.press("Nhận và gửi duyệt cả tháng")
    expect(author.page.get_by_text("Đã nhận và gửi duyệt")).to_be_visible()
    approver.page.goto("/admin/")
    approver.press(re.compile("bản tin chờ anh.chị duyệt$"))
    approver.page.get_by_role("checkbox", name="Chọn tất cả các bản gửi theo nhóm").check()
    count = approver.page.locator("input[name=chosen]:checked").count()
    assert count >= 5
    approver.page.get_by_role("button", name="Duyệt các bản đã chọn").first.click()
    expect(approver.page.get_by_text("Đã duyệt các bản đã chọn.")).to_be_visible()
    assert ward_app.runtime.broadcasts.results.by_state()["scheduled"] >= count
