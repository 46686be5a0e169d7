"""The whole talk, answering it, messages that did not arrive."""

from __future__ import annotations

import json

import pytest

from bot.clock import DAY, HOUR
from bot.messaging.outbox import put_replies
from bot.reply import Button, Reply
from bot.store import outbox
from bot.zalo.incoming import parse_event
from tests.admin.installation import PERSON, complains, is_stuck, new_official, says, wants_an_official

TALK = f"/admin/inbox/{PERSON}"


def test_the_talk_shows_what_the_person_the_bot_and_officials_said(clock, runtime, manager):
    says(runtime, "lam giay khai sinh can gi", PERSON, "Chị Sáu")
    clock.forward(1000)
    with runtime.store.write() as db:
        reply = Reply("Anh/chị mang giấy chứng sinh.", (Button("Tốn bao nhiêu", say="#le_phi"),))
        [bot_id] = put_replies(db, PERSON, [reply], clock())
        outbox.settle(db, bot_id, "seen", clock(), outcome="sent")
    clock.forward(1000)
    manager.press(f"{TALK}/answer", text="Chị cứ tới phường nhé.")
    page = manager.page(TALK)
    words = [
        "lam giay khai sinh can gi",
        "Trợ lý (máy)",
        "chứng sinh",
        "Nút: Tốn bao nhiêu",
        "đã xem",
        "Cán bộ manager</b>",
        "Chị cứ tới phường nhé.",
    ]
    assert sorted(words, key=page.index) == words, "in the order they were said"


def test_a_long_talk_is_read_page_by_page_without_a_gap(clock, runtime, manager):
    for number in range(60):
        says(runtime, f"câu số {number:02}.")
        if number % 2:
            with runtime.store.write() as db:
                put_replies(db, PERSON, [Reply(f"đáp số {number:02}.")], clock())
        clock.forward(1000)
    said = [f"câu số {number:02}." for number in range(60)] + [f"đáp số {number:02}." for number in range(1, 60, 2)]
    seen: list[str] = []
    path = TALK
    for _ in range(3):
        page = manager.page(path)
        seen += [words for words in said if words in page]
        if "before=" in page:
            path = page.split('href="', page.count("Xem tin cũ hơn"))[0] and _older(page)
    assert sorted(seen) == sorted(said) and "Xem tin cũ hơn" not in page and "Về tin mới nhất" in page


def _older(page: str) -> str:
    before = page.split("before=")[1].split('"')[0]
    return f"{TALK}?before={before}"


@pytest.mark.parametrize("before", ["x", "-", "9999999999999999999999-1", "1-x", "²-1"])
def test_a_wrong_place_in_the_talk_is_no_error(runtime, manager, before):
    says(runtime, "chào")
    assert manager.client.get(TALK, query_string={"before": before}).status_code == 200


def test_a_talk_has_place_for_messages_that_are_no_consultation(clock, runtime, manager):
    says(runtime, "chào")
    message = outbox.NewMessage(PERSON, '{"template_id": "1", "data": {"ten": "x"}}', "f", kind="template")
    with runtime.store.write() as db:
        outbox.put(db, message, clock())
    assert "Tin theo mẫu" in manager.page(TALK)


def test_many_messages_since_the_person_wrote_are_said_for_zalo_may_charge_for_more(clock, runtime, manager):
    says(runtime, "chào")
    with runtime.store.write() as db:
        for count in range(8):
            assert "Phường đã gửi" not in manager.page(TALK), count
            number = outbox.put(db, outbox.NewMessage(PERSON, '{"text": "dạ"}', "f"), clock())
            db.conn.execute("UPDATE outbox SET attempted_at = ?, state = 'sent' WHERE id = ?", [clock(), number])
    assert "Phường đã gửi 8 tin kể từ lần người này nhắn gần nhất" in manager.page(TALK)
    clock.forward(1000)
    says(runtime, "cảm ơn")
    assert "Phường đã gửi" not in manager.page(TALK)


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
    [*_, line] = runtime.helpdesk.talk(PERSON)
    assert (line.who, line.text, line.state) == ("official", "Dòng một\nDòng hai", "queued")
    assert runtime.helpdesk.waiting()[0].until == clock() + 12 * HOUR
    assert "Đã xếp gửi" in manager.page(response.location)


def test_an_answer_to_a_ticket_quotes_its_code(clock, runtime, manager):
    says(runtime, "đèn hư")
    complains(runtime)
    manager.press(f"{TALK}/answer", text="Tổ điện sửa ngày mai.", about="PA-7K3F9")
    assert runtime.helpdesk.talk(PERSON)[-1].text == "Về phiếu PA-7K3F9: Tổ điện sửa ngày mai."
    assert runtime.helpdesk.ticket("PA-7K3F9").state == "answered" and runtime.helpdesk.waiting() == []
    clock.forward(1000)
    says(runtime, "dạ mai là sáng hay chiều")
    assert runtime.helpdesk.ticket("PA-7K3F9").waiting_since == clock()


def test_an_answer_to_a_ticket_closed_meanwhile_is_kept(runtime, manager):
    says(runtime, "đèn hư")
    complains(runtime)
    runtime.helpdesk.close("PA-7K3F9", None, "Đã xong.")
    response = manager.press(f"{TALK}/answer", text="Sửa rồi", about="PA-7K3F9")
    assert response.status_code == 422 and "vừa được đóng" in response.text and "Sửa rồi</textarea>" in response.text


@pytest.mark.parametrize(("text", "reason"), [("  ", "Chưa có nội dung"), ("dài " * 600, "Zalo chỉ nhận 2.000")])
def test_an_answer_that_cannot_go_keeps_what_was_typed(runtime, manager, text, reason):
    says(runtime, "cho tôi hỏi")
    response = manager.press(f"{TALK}/answer", text=text)
    assert response.status_code == 422
    assert reason in response.text and f"\n{text}</textarea>" in response.text
    assert [line.who for line in runtime.helpdesk.talk(PERSON)] == ["person"]


def test_a_closed_window_refuses_the_answer_with_its_reason(clock, app, runtime):
    says(runtime, "cho tôi hỏi")
    clock.forward(8 * DAY)
    response = new_official(app, runtime, "answerer").press(f"{TALK}/answer", text="Chào chị, đã xong")
    assert response.status_code == 422 and "Hãy gọi điện" in response.text and "Chào chị, đã xong" in response.text


def test_giving_back_lets_the_bot_speak_again_and_says_so(runtime, manager):
    wants_an_official(runtime)
    assert "máy im lặng tới" in manager.page(TALK)
    assert manager.press(f"{TALK}/give-back").status_code == 303
    assert runtime.helpdesk.waiting() == []
    assert runtime.helpdesk.talk(PERSON)[-1].text == runtime.live_content.content.say("person.given_back")
    page = manager.page(TALK)
    assert "Trợ lý đang tự trả lời" in page and "giao lại cho trợ lý" in page


@pytest.mark.parametrize("role", ["viewer", "author", "approver", "editor"])
def test_who_does_not_answer_reads_no_talk(app, runtime, role):
    wants_an_official(runtime)
    complains(runtime)
    is_stuck(runtime, "failed", "blocked", text="Chào chị, giấy của chị đã xong")
    official = new_official(app, runtime, role)
    for path in (TALK, f"{TALK}/watch", "/admin/inbox", f"/admin/people/{PERSON}"):
        assert official.client.get(path).status_code == 403, path
    for path in ("/admin/", "/admin/trouble"):
        page = official.page(path)
        assert TALK not in page and "/admin/inbox" not in page, path
        assert "giấy của chị" not in page and "Chị Sáu" not in page, path


def test_reading_a_talk_or_a_record_leaves_one_line_an_hour(clock, runtime, manager):
    wants_an_official(runtime)
    for _ in range(3):
        manager.page(TALK)
        manager.page(f"/admin/people/{PERSON}")
        manager.client.get(f"{TALK}/watch")
    clock.forward(HOUR + 1)
    manager.page(TALK)
    lines = runtime.store.rows("SELECT action, subject FROM audit WHERE action LIKE 'read_%' ORDER BY id")
    assert [tuple(line) for line in lines] == [("read_talk", PERSON), ("read_person", PERSON), ("read_talk", PERSON)]
    assert "đọc cuộc trò chuyện của người dân" in manager.page("/admin/settings/audit")


def test_people_and_tickets_nobody_knows_are_not_found(manager):
    assert manager.client.get("/admin/inbox/1").status_code == 404
    assert manager.client.get("/admin/inbox/1/watch").status_code == 404
    paths = ["/admin/tickets/PA-XXXXX/close"]
    paths += [f"/admin/inbox/1/{act}" for act in ("answer", "give-back", "assign", "note", "resend/1")]
    for path in paths:
        response = manager.press(path, text="chào", note="chào")
        assert response.status_code == 404 and "Không có trang này" in response.text, path


def test_a_message_that_did_not_arrive_says_why_in_the_talk(clock, runtime, manager):
    says(runtime, "cho tôi hỏi")
    message_id = runtime.helpdesk.answer(PERSON, "Chào chị", None)
    with runtime.store.write() as db:
        outbox.settle(db, message_id, "expired", clock(), note="stale")
    assert "chờ quá một ngày" in manager.page(TALK)


def test_a_failed_message_is_sent_again_from_the_talk(runtime, manager):
    message_id = is_stuck(runtime, "failed", "blocked")
    assert "Gửi lại</button>" in manager.page(TALK)
    assert manager.press(f"{TALK}/resend/{message_id}").status_code == 303
    assert runtime.helpdesk.talk(PERSON)[-1].state == "queued"
    again = manager.press(f"{TALK}/resend/{message_id}")
    assert again.status_code == 409 and "không còn ở mục" in again.text


def test_a_message_of_unknown_fate_warns_before_it_is_sent_twice(runtime, manager):
    is_stuck(runtime, "unknown", "unknown", "not_found")
    page = manager.page(TALK)
    assert "người dân sẽ nhận hai lần" in page and "Vẫn gửi lại" in page


def test_from_a_ticket_one_answers_that_ticket(runtime, manager):
    says(runtime, "đèn hư")
    complains(runtime)
    link = manager.page("/admin/inbox").split(f'href="{TALK}')[1].split('"')[0].replace("&amp;", "&")
    assert '<option value="PA-7K3F9" selected>' in manager.page(TALK + link.split("#")[0])


def test_a_talk_leads_to_the_persons_record(runtime, manager):
    wants_an_official(runtime)
    link = f'href="/admin/people/{PERSON}"'
    assert link in manager.page(TALK) and "Chị Sáu" in manager.page(f"/admin/people/{PERSON}")


def test_what_an_official_wrote_in_zalo_is_labelled_as_such(runtime, manager):
    says(runtime, "xin chào")
    event = {
        "event_name": "oa_send_image",
        "sender": {"id": "2", "admin_id": "158"},
        "recipient": {"id": PERSON},
        "message": {"msg_id": "z1", "text": "Mẫu đơn đây ạ", "attachments": [{"type": "image", "payload": {}}]},
        "timestamp": str(runtime.clock()),
    }
    raw = json.dumps(event).encode()
    runtime.inbox.record(parse_event(raw, runtime.clock()), raw)
    while runtime.receipts.take_batch():
        pass
    page = manager.page(TALK)
    assert "Cán bộ (trả lời trong Zalo)" in page and "<i>Gửi hình</i> · Mẫu đơn đây ạ" in page
