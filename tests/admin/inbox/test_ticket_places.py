"""Field and place of a report, opening again by the resident's words, reminders, the public list of settled ones."""

from __future__ import annotations

import pytest

from bot.clock import DAY
from bot.operations.notice_matters import find_matters
from bot.store import ticket_events
from tests.admin.installation import PERSON, complains, new_official, says

TALK = f"/admin/inbox/{PERSON}"
CODE = "PA-7K3F9"
PUBLIC = "/phan-anh-da-xu-ly"


@pytest.fixture
def environ() -> dict[str, str]:
    return {"PUBLIC_SETTLED_TICKETS": "yes"}


def test_field_and_place_are_noted_shown_and_searched_by(runtime, manager):
    complains(runtime)
    response = manager.press(f"/admin/tickets/{CODE}/field", field="duong", place=" Hẻm 45,  trước chợ ")
    assert response.status_code == 303
    for path in (TALK, "/admin/inbox?tab=tickets", "/admin/inbox?tab=tickets&field=duong"):
        page = manager.page(path)
        assert "Đường sá, vỉa hè, đèn đường" in page and "Hẻm 45, trước chợ" in page, path
    assert CODE not in manager.page("/admin/inbox?tab=tickets&field=dat")
    refused = manager.press(f"/admin/tickets/{CODE}/field", field="x", place="")
    assert refused.status_code == 422 and "Hãy chọn một lĩnh vực" in refused.text
    runtime.helpdesk.close(CODE, None, "Đã thay bóng.")
    runtime.person_profiles.erase_person(PERSON, PERSON[-4:], None)
    assert runtime.helpdesk.ticket(CODE).place is None


def test_who_has_it_is_reminded_a_day_before_and_once_it_is_late(app, runtime, clock):
    complains(runtime)
    due_at = runtime.helpdesk.deadlines.due_at(clock())

    def reminders():
        return [
            (one.key.rpartition(":")[2], one.officials) for one in find_matters(runtime) if one.kind == "ticket_due"
        ]

    assert reminders() == []
    clock.now = due_at - DAY
    assert reminders() == [("soon", None)]
    official = new_official(app, runtime, "answerer")
    runtime.helpdesk.assign(PERSON, runtime.officials.find(official.email).id, None)
    clock.now = due_at + 1
    assert reminders() == [("late", frozenset({runtime.officials.find(official.email).id}))]
    runtime.helpdesk.close(CODE, None, "Xong.")
    assert reminders() == []


def test_settled_reports_stand_on_the_public_page_in_words_that_name_nobody(app, runtime, manager):
    says(runtime, "đèn hư", PERSON, "Nguyễn Thị Sáu")
    complains(runtime, text="Tôi là Sáu, số nhà 5, đèn hư")
    complains(runtime, "PA-22222", "việc riêng")
    manager.press(f"/admin/tickets/{CODE}/field", field="duong", place="trước nhà số 5")
    naming = {"result": "Đã thay bóng.", "public_words": "Thay đèn trước nhà bà Sáu, 0912 345 678"}
    refused = manager.press(f"/admin/tickets/{CODE}/close", **naming)
    assert refused.status_code == 422 and "không được có tên người" in refused.text
    assert naming["public_words"] in refused.text and "Đã thay bóng.</textarea>" in refused.text
    words = "Thay bóng đèn ở hẻm 45"
    assert manager.press(f"/admin/tickets/{CODE}/close", **(naming | {"public_words": words})).status_code == 303
    assert manager.press("/admin/tickets/PA-22222/close", result="Xong rồi, cảm ơn.").status_code == 303
    page = app.test_client().get(PUBLIC).text
    assert words in page and "Đường sá, vỉa hè, đèn đường" in page and "23/11/2026" in page
    for private in ("Sáu", CODE, PERSON, "số 5", "Đã thay bóng", "cảm ơn", "PA-22222"):
        assert private not in page, private
    assert PUBLIC in app.test_client().get("/").text
    runtime.helpdesk.reopen(CODE, None, "Chưa xong")
    assert words not in app.test_client().get(PUBLIC).text


def test_figures_count_what_the_resident_opened_again(runtime, clock):
    from bot.conversation.effects import apply_effect
    from bot.reply import ReopenTicket

    complains(runtime)
    runtime.helpdesk.close(CODE, None, "Đã thay bóng.")
    clock.forward(DAY)
    with runtime.store.write() as db:
        apply_effect(db, ReopenTicket(CODE, "đèn vẫn hư"), "7219000000000000999", clock())
    assert runtime.helpdesk.ticket(CODE).state == "closed", "only who sent it"
    with runtime.store.write() as db:
        apply_effect(db, ReopenTicket(CODE, "đèn vẫn hư"), PERSON, clock())
    ticket = runtime.helpdesk.ticket(CODE)
    assert (ticket.state, ticket.waiting_since, ticket.result) == ("open", clock(), None)
    [note] = runtime.helpdesk.notes.of_person(PERSON)
    assert note.text == f"Người dân báo phiếu {CODE} chưa xong: đèn vẫn hư"
    assert ticket_events.figures(runtime.store, 0, clock() + 1).left_over == 1
