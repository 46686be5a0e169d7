"""Officials at one inbox: assigning, notes, seeing each other, ready answers."""

from __future__ import annotations

import pytest

from bot.clock import MINUTE
from bot.helpdesk.canned import CannedWords
from bot.people.erasure import erase_person
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

TALK = f"/admin/inbox/{PERSON}"


@pytest.fixture
def colleague(app, runtime):
    return new_official(app, runtime, "answerer")


def test_what_one_has_taken_others_see_and_one_can_release_it(runtime, manager, colleague):
    wants_an_official(runtime)
    me = runtime.officials.find(manager.email).id
    assert "chưa ai nhận" in colleague.page("/admin/inbox")
    assert manager.press(f"{TALK}/assign", to=str(me)).status_code == 303
    assert "Cán bộ manager nhận" in colleague.page("/admin/inbox")
    assert "GC-1" in manager.page("/admin/inbox?tab=mine") and "GC-1" not in colleague.page("/admin/inbox?tab=mine")
    manager.press(f"{TALK}/assign")
    assert "chưa ai nhận" in colleague.page("/admin/inbox")


def test_talk_and_tickets_of_a_person_go_to_a_colleague_together(runtime, manager, colleague):
    wants_an_official(runtime)
    complains(runtime)
    manager.press(f"{TALK}/assign", to=str(runtime.officials.find(colleague.email).id))
    page = colleague.page("/admin/inbox?tab=mine")
    assert "GC-1" in page and "PA-7K3F9" in page
    assert [row["action"] for row in _audit(runtime)].count("assign") == 1


@pytest.mark.parametrize("to", ["999", "viewer"])
def test_nobody_who_cannot_answer_is_given_work(app, runtime, manager, to):
    wants_an_official(runtime)
    if to == "viewer":
        to = str(runtime.officials.find(new_official(app, runtime, "viewer").email).id)
    response = manager.press(f"{TALK}/assign", to=to)
    assert response.status_code == 422 and "Hãy chọn cán bộ khác" in response.text


def test_a_note_is_for_colleagues_only(runtime, manager, colleague):
    wants_an_official(runtime)
    manager.press(f"{TALK}/note", note="Đã gọi điện,\r\nhẹn <b>chiều</b>")
    page = colleague.page(TALK)
    assert "Đã gọi điện,\nhẹn &lt;b&gt;chiều" in page and "Cán bộ manager" in page
    assert [line.who for line in runtime.helpdesk.talk(PERSON)] == ["person"]
    assert "Đã gọi" not in str([tuple(row) for row in _audit(runtime)])


@pytest.mark.parametrize(("text", "reason"), [("  ", "chưa có chữ nào"), ("x" * 2001, "dài quá")])
def test_a_note_that_cannot_be_kept_stays_in_its_field(runtime, manager, text, reason):
    says(runtime, "chào")
    response = manager.press(f"{TALK}/note", note=text)
    assert response.status_code == 422 and reason in response.text and f"\n{text}</textarea>" in response.text


def test_two_officials_on_one_talk_see_each_other(clock, runtime, manager, colleague):
    wants_an_official(runtime)
    assert "đang mở cuộc này" not in manager.page(TALK)
    clock.forward(3 * MINUTE)
    assert "Cán bộ manager đang mở cuộc này từ 12:00." in colleague.page(TALK)
    clock.forward(MINUTE)
    assert manager.client.get(f"{TALK}/watch").json["others"] == ["Cán bộ answerer đang mở cuộc này từ 12:03."]
    clock.forward(10 * MINUTE)
    assert "đang mở cuộc này" not in manager.page(TALK)
    clock.forward(MINUTE)
    assert "từ 12:14" in colleague.page(TALK), "whoever was away came anew"


def test_who_closed_a_talk_is_gone_from_it(runtime, manager, colleague):
    wants_an_official(runtime)
    manager.page(TALK)
    manager.press("/admin/tickets/GC-1/close")
    assert "đang mở cuộc này" not in colleague.page(TALK)


def test_the_page_learns_of_something_new(clock, runtime, manager):
    wants_an_official(runtime)
    assert f'data-newest="{clock()}"' in manager.page(TALK)
    clock.forward(1000)
    says(runtime, "alo")
    assert manager.client.get(f"{TALK}/watch").json["newest"] == clock()


def test_who_answers_after_a_colleague_is_warned_once_and_loses_no_word(runtime, manager, colleague):
    wants_an_official(runtime)
    newest = _seen(manager.page(TALK))
    colleague.press(f"{TALK}/answer", text="Chị ra quầy 3 nhé", seen=_seen(colleague.page(TALK)))
    response = manager.press(f"{TALK}/answer", text="Chị ra quầy 5 nhé", seen=newest)
    assert response.status_code == 409 and "Cán bộ answerer vừa trả lời người này" in response.text
    assert (
        "Chị ra quầy 3 nhé" in response.text.split('id="cau-moi"')[1].split("</div>")[0]
        and "\nChị ra quầy 5 nhé</textarea>" in response.text
    )
    assert runtime.helpdesk.talk(PERSON)[-1].text == "Chị ra quầy 3 nhé"
    assert manager.press(f"{TALK}/answer", text="Chị ra quầy 5 nhé", seen=_seen(response.text)).status_code == 303
    assert runtime.helpdesk.talk(PERSON)[-1].text == "Chị ra quầy 5 nhé"


def test_ones_own_earlier_answer_is_no_surprise(runtime, manager):
    wants_an_official(runtime)
    newest = _seen(manager.page(TALK))
    for text in ("một", "hai"):
        assert manager.press(f"{TALK}/answer", text=text, seen=newest).status_code == 303


def test_a_ready_answer_is_written_inserted_and_sent_only_on_request(runtime, manager):
    says(runtime, "chào", PERSON, "Chị Sáu")
    manager.press("/admin/canned", title="Giờ tiếp dân", text="Chào {tên}, {phường} tiếp dân sáng thứ Hai.")
    [canned] = runtime.helpdesk.canned.list_answers()
    assert "Giờ tiếp dân" in manager.page(TALK)
    response = manager.press(f"{TALK}/answer", act="insert", canned=str(canned.id), text="Dạ.")
    ward = runtime.live_content.content.ward.name
    assert f"\nDạ.\nChào Chị Sáu, {ward} tiếp dân sáng thứ Hai.</textarea>" in response.text
    assert [line.who for line in runtime.helpdesk.talk(PERSON)] == ["person"]


def test_without_a_name_the_blank_is_polite(runtime, manager):
    says(runtime, "chào")
    canned_id = runtime.helpdesk.canned.save_answer(None, CannedWords("Chào", "Chào {tên}."), None)
    response = manager.press(f"{TALK}/answer", act="insert", canned=str(canned_id), text="")
    assert "\nChào anh/chị.</textarea>" in response.text


def test_a_ready_answer_gone_meanwhile_leaves_the_text(runtime, manager):
    says(runtime, "chào")
    response = manager.press(f"{TALK}/answer", act="insert", canned="77", text="Dạ")
    assert response.status_code == 422 and "không còn nữa" in response.text and "\nDạ</textarea>" in response.text


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("", "chữ", "Tên câu mẫu cần"),
        ("Tên", " ", "Nội dung cần"),
        ("Tên", "Chào {họ}", "Không có chữ điền sẵn {họ}"),
        ("CHÀO", "chữ", "Đã có câu mẫu tên"),
    ],
)
def test_a_ready_answer_with_faults_stays_in_its_form(runtime, manager, title, text, reason):
    runtime.helpdesk.canned.save_answer(None, CannedWords("Chào", "Chào anh/chị"), None)
    if title == "CHÀO":
        title = "chào".title()
    response = manager.press("/admin/canned", title=title, text=text)
    assert response.status_code == 422 and reason in response.text and f"\n{text}</textarea>" in response.text
    assert len(runtime.helpdesk.canned.list_answers()) == 1


def test_a_ready_answer_is_changed_and_deleted(runtime, manager):
    canned_id = runtime.helpdesk.canned.save_answer(None, CannedWords("Chào", "Chào anh/chị"), None)
    assert "Sửa câu mẫu" in manager.page(f"/admin/canned?id={canned_id}")
    manager.press("/admin/canned", id=str(canned_id), title="Chào", text="Kính chào anh/chị")
    assert runtime.helpdesk.canned.get(canned_id).text == "Kính chào anh/chị"
    assert manager.press(f"/admin/canned/{canned_id}/delete").status_code == 303
    assert "Chưa có câu nào" in manager.page("/admin/canned")
    assert manager.press(f"/admin/canned/{canned_id}/delete").status_code == 409
    assert manager.client.get(f"/admin/canned?id={canned_id}").status_code == 404
    assert manager.press("/admin/canned", id=str(canned_id), title="Chào", text="x").status_code == 422


def test_erasing_a_person_empties_notes_and_words_but_not_ready_answers(clock, runtime, manager):
    wants_an_official(runtime)
    manager.press(f"{TALK}/note", note="Bí mật của chị Sáu")
    runtime.helpdesk.canned.save_answer(None, CannedWords("Chào", "Chào anh/chị"), None)
    with runtime.store.write() as db:
        erase_person(db, PERSON, clock())
    assert runtime.helpdesk.notes.of_person(PERSON) == [] and len(runtime.helpdesk.canned.list_answers()) == 1
    assert runtime.helpdesk.waiting() == [] and "Bí mật" not in manager.page(TALK)


def _seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def _audit(runtime):
    return runtime.store.rows("SELECT action, subject, detail FROM audit")
