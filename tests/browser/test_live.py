"""Open pages follow by themselves, and leave alone what an official is writing."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.demo_app import DemoApp
from tests.support.app import wait_until


@pytest.fixture(scope="module")
def ward_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoApp]:
    fixture = DemoApp(tmp_path_factory.mktemp("demo"), SEND_RATE_PER_SECOND="50")
    yield fixture
    fixture.close()


def test_a_new_resident_and_new_words_appear_while_an_answer_is_written(ward_app: DemoApp, browser: Browser) -> None:
    [person_id] = ward_app.residents(1)
    desk = ward_app.official(browser, "answerer")
    inbox, talk = desk.new_page(), desk.new_page()
    inbox.goto("/admin/inbox")
    expect(inbox.get_by_text("Không có ai chờ")).to_be_visible()
    ward_app.zalo.person_says(person_id, "gặp cán bộ")
    expect(inbox.get_by_text(f"…{person_id[-4:]}")).to_be_visible(timeout=6000)
    expect(inbox.locator("[data-work=inbox]")).to_have_text("1 việc chờ")
    expect(inbox).to_have_title(re.compile(r"^\(1\) Hộp thư"))

    talk.goto(f"/admin/inbox/{person_id}")
    box = talk.get_by_label("Câu trả lời của phường")
    box.fill("Dạ chào bác, ")
    ward_app.zalo.person_says(person_id, "nhà tôi ở hẻm 45")
    expect(talk.locator("#loi-noi").get_by_text("nhà tôi ở hẻm 45", exact=True)).to_be_visible(timeout=6000)
    expect(box).to_have_value("Dạ chào bác, ")
    box.press_sequentially("em nghe.")
    talk.get_by_role("button", name="Gửi cho người dân").click()
    wait_until(lambda: "Dạ chào bác, em nghe." in ward_app.heard(person_id), 20)


def test_a_list_keeps_the_place_of_the_keys_when_it_follows(ward_app: DemoApp, browser: Browser) -> None:
    first, second = ward_app.residents(2)
    page = ward_app.official(browser, "answerer").new_page()
    ward_app.zalo.person_says(first, "gặp cán bộ")
    page.goto("/admin/inbox")
    link = page.get_by_role("link", name=f"…{first[-4:]}").first
    link.focus()
    ward_app.zalo.person_says(second, "gặp cán bộ")
    expect(page.get_by_text(f"…{second[-4:]}")).to_be_visible(timeout=6000)
    expect(link).to_be_focused()


def test_a_push_is_shown_as_a_notification_that_leads_to_the_matter(ward_app: DemoApp, browser: Browser) -> None:
    desk = ward_app.official(browser, "answerer", permissions=["notifications"])
    page = desk.new_page()
    page.add_init_script(
        "PushManager.prototype.subscribe = async () => ({endpoint: 'https://push.example.net/x',"
        " getKey: (name) => Uint8Array.from({length: name == 'auth' ? 16 : 65}, () => 4).buffer})"
    )
    page.goto("/admin/account/notices")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Bật thông báo trên thiết bị này").click()
    expect(
        page.get_by_text("Trình duyệt này không cho địa chỉ")
    ).to_be_visible()  # these keys are no point of the curve

    [worker] = desk.service_workers
    shown = worker.evaluate(
        """(data) => {
          ServiceWorkerRegistration.prototype.showNotification = async (title, {body, data}) => { self.shown = [body, data.path]; };
          self.dispatchEvent(new PushEvent("push", {data}));
          return self.shown;
        }""",
        '{"body": "Có người dân đang chờ cán bộ trả lời.", "path": "/admin/notices/1", "tag": "1"}',
    )
    assert shown == ["Có người dân đang chờ cán bộ trả lời.", "/admin/notices/1"]


def test_without_a_network_the_app_says_so(ward_app: DemoApp, browser: Browser) -> None:
    desk = ward_app.official(browser, "answerer")
    page = desk.new_page()
    page.goto("/admin/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    desk.set_offline(True)
    page.goto("/admin/inbox")
    expect(page.get_by_role("heading", name="Chưa có mạng")).to_be_visible()
