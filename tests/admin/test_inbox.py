"""Who waits, the whole talk, answering, giving back, closing a ticket."""

from __future__ import annotations

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.outbox import put_replies
from bot.reply import Reply
from bot.store import outbox
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

OTHER = "7219000000000009917"
TALK = f"/admin/inbox/{PERSON}"


def test_who_waits_longest_comes_first(clock, runtime, manager):
    wants_an_official(runtime, OTHER, "Anh Bảy")
    clock.forward(12 * MINUTE)
    wants_an_official(runtime, PERSON, "Chị Sáu")
    page = manager.page("/admin/inbox")
    assert page.index("Anh Bảy") < page.index("Chị Sáu")
    assert "chờ 12 phút" in page and "23/11/2026 12:12" in page


def test_open_tickets_are_listed_with_code_kind_and_words(runtime, manager):
    says(runtime, "đèn hư", PERSON, "Chị Sáu")
    complains(runtime, "PA-7K3F9", "Đèn đường hẻm 45 hư cả tuần")
    page = manager.page("/admin/inbox")
    assert all(words in page for words in ("PA-7K3F9", "phản ánh", "Chị Sáu", "Đèn đường hẻm 45 hư cả tuần"))


def test_an_empty_inbox_says_what_will_come(manager):
    page = manager.page("/admin/inbox")
    assert "Không có ai chờ" in page and "Không có phiếu nào" in page


def test_the_talk_shows_what_the_person_the_bot_and_officials_said(clock, runtime, manager):
    says(runtime, "lam giay khai sinh can gi", PERSON, "Chị Sáu")
    clock.forward(1000)
    with runtime.store.write() as db:
        [bot_id] = put_replies(db, PERSON, [Reply("Anh/chị mang giấy chứng sinh.")], clock())
        outbox.settle(db, bot_id, "seen", clock(), outcome="sent")
    clock.forward(1000)
    manager.press(f"{TALK}/answer", text="Chị cứ tới phường nhé.")
    page = manager.page(TALK)
    words = [
        "lam giay khai sinh can gi",
        "Trợ lý (máy)",
        "chứng sinh",
        "đã xem",
        "Cán bộ</b>",
        "Chị cứ tới phường nhé.",
    ]
    assert sorted(words, key=page.index) == words, "in the order they were said"


def test_what_was_no_text_and_a_pressed_button_are_named(runtime, manager):
    says(runtime, "#gui_buu_dien 1.001193")
    assert "Bấm nút" in manager.page(TALK)


def test_words_of_residents_stay_words(runtime, manager):
    says(runtime, "<script>alert(1)</script>", PERSON, "<b>Sáu</b>")
    complains(runtime, text="<img src=x>")
    for path in (TALK, "/admin/inbox"):
        page = manager.page(path)
        assert "<script>alert" not in page and "<b>Sáu" not in page and "<img" not in page


def test_an_answer_is_queued_and_the_bot_keeps_silent(clock, runtime, manager):
    says(runtime, "cho tôi hỏi")
    response = manager.press(f"{TALK}/answer", text="Dòng một\r\nDòng hai")
    assert response.status_code == 303
    [*_, line] = runtime.desk.talk(PERSON)
    assert (line.who, line.text, line.state) == ("official", "Dòng một\nDòng hai", "queued")
    assert runtime.desk.waiting()[0].until == clock() + 12 * HOUR
    assert "Đã xếp gửi" in manager.page(response.location)


@pytest.mark.parametrize(("typed", "reason"), [("  ", "Chưa có nội dung"), ("dài " * 600, "Zalo chỉ nhận 2000")])
def test_an_answer_that_cannot_go_keeps_what_was_typed(runtime, manager, typed, reason):
    says(runtime, "cho tôi hỏi")
    response = manager.press(f"{TALK}/answer", text=typed)
    assert response.status_code == 422
    assert reason in response.text and f">{typed}</textarea>" in response.text
    assert [line.who for line in runtime.desk.talk(PERSON)] == ["person"]


@pytest.mark.parametrize(
    ("later", "sentence"),
    [
        (0, "Trả lời miễn phí, còn khoảng 2 ngày"),
        (3 * HOUR, "Trả lời miễn phí, còn khoảng 45 giờ"),
        (3 * DAY, "còn trả lời được khoảng 4 ngày nữa, Zalo có thể tính phí"),
        (8 * DAY, "Đã quá 7 ngày từ lần nhắn cuối"),
    ],
)
def test_the_page_says_how_long_one_may_still_answer(clock, app, runtime, later, sentence):
    says(runtime, "cho tôi hỏi")
    clock.forward(later)
    assert sentence in new_official(app, runtime, "viewer").page(TALK)


def test_a_closed_window_refuses_the_answer_with_its_reason(clock, app, runtime):
    says(runtime, "cho tôi hỏi")
    clock.forward(8 * DAY)
    response = new_official(app, runtime, "answerer").press(f"{TALK}/answer", text="Chào chị, đã xong")
    assert response.status_code == 422 and "Hãy gọi điện" in response.text and "Chào chị, đã xong" in response.text


def test_giving_back_lets_the_bot_speak_again_and_says_so(runtime, manager):
    wants_an_official(runtime)
    assert "máy im lặng tới" in manager.page(TALK)
    assert manager.press(f"{TALK}/give-back").status_code == 303
    assert runtime.desk.waiting() == []
    assert runtime.desk.talk(PERSON)[-1].text == runtime.brain.content.say("person.given_back")
    assert "Trợ lý đang tự trả lời" in manager.page(TALK)


def test_a_ticket_is_closed_from_its_talk(runtime, manager):
    complains(runtime)
    assert "PA-7K3F9" in manager.page(TALK)
    assert manager.press("/admin/tickets/pa-7k3f9/close").status_code == 303
    assert runtime.desk.tickets() == [] and "PA-7K3F9" not in manager.page(TALK)


def test_a_viewer_sees_but_gets_no_buttons(app, runtime):
    wants_an_official(runtime)
    complains(runtime)
    page = new_official(app, runtime, "viewer").page(TALK)
    assert "cho tôi gặp cán bộ" in page and "<textarea" not in page
    assert "Giao lại cho trợ lý" not in page and "Đóng phiếu" not in page


def test_people_and_tickets_nobody_knows_are_not_found(manager):
    assert manager.client.get("/admin/inbox/1").status_code == 404
    for path in ("/admin/inbox/1/answer", "/admin/inbox/1/give-back", "/admin/tickets/PA-XXXXX/close"):
        response = manager.press(path, text="chào")
        assert response.status_code == 404 and "Không có trang này" in response.text


def test_a_message_that_did_not_arrive_says_why_in_the_talk(clock, runtime, manager):
    says(runtime, "cho tôi hỏi")
    message_id = runtime.desk.answer(PERSON, "Chào chị", None)
    with runtime.store.write() as db:
        outbox.settle(db, message_id, "expired", clock(), note="stale")
    assert "chờ quá một ngày" in manager.page(TALK)
