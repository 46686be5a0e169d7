"""Closing talks and tickets, what the resident is told, the points, and the figures."""

from __future__ import annotations

import json

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.conversation.effects import apply_effect
from bot.helpdesk.service import HelpdeskError
from bot.reply import GiveBack, HandOver, RateWork, SayWhy
from bot.store import outbox_lists
from bot.turn import ConversationState
from tests.admin.installation import PERSON, complains, new_official, says, wants_an_official

OTHER = "7219000000000009917"
TALK = f"/admin/inbox/{PERSON}"


def rates(runtime, code, points, words="", person_id=PERSON):
    with runtime.store.write() as db:
        apply_effect(db, RateWork(code, points), person_id, runtime.clock())
        if words:
            apply_effect(db, SayWhy(code, words), person_id, runtime.clock())


def last_sent(runtime, person_id=PERSON):
    """(text, labels) of the newest message to a person."""
    line = runtime.helpdesk.talk(person_id)[-1]
    return line.text, line.buttons


def test_closing_an_answered_talk_asks_for_points_and_wakes_the_bot(runtime, manager):
    wants_an_official(runtime)
    manager.press(f"{TALK}/answer", text="Chị ra quầy 3 nhé")
    assert manager.press("/admin/tickets/GC-1/close").status_code == 303
    text, labels = last_sent(runtime)
    assert "chấm cán bộ mấy điểm" in text and labels == ("1 điểm", "2 điểm", "3 điểm", "4 điểm", "5 điểm")
    person = runtime.helpdesk.person(PERSON)
    assert person.handed_over_until is None and runtime.helpdesk.waiting() == []
    state = ConversationState.from_dict(json.loads(person.state))
    assert state.question == "cham_viec" and state.choices[3] == ("4 điểm", "#cham_diem GC-1 4")


def test_a_talk_nobody_answered_is_closed_without_a_question(runtime, manager):
    wants_an_official(runtime)
    manager.press("/admin/tickets/GC-1/close")
    assert last_sent(runtime) == (runtime.live_content.content.say("desk.talk_done"), ())


def test_a_ticket_is_closed_with_its_result(clock, runtime, manager):
    says(runtime, "đèn hư")
    complains(runtime)
    clock.forward(MINUTE)
    assert manager.press("/admin/tickets/pa-7k3f9/close", result=" Tổ điện đã thay bóng. ").status_code == 303
    text, labels = last_sent(runtime)
    assert text.startswith("Phiếu PA-7K3F9 đã xong. Tổ điện đã thay bóng.\n") and len(labels) == 5
    assert runtime.helpdesk.tickets() == []
    assert "Kết quả: Tổ điện đã thay bóng." in manager.page(TALK)


def test_with_a_closed_window_the_result_is_only_kept(clock, app, runtime):
    says(runtime, "đèn hư")
    complains(runtime)
    clock.forward(8 * DAY)
    answerer = new_official(app, runtime, "answerer")
    assert "chỉ lưu lại, người dân không nhận" in answerer.page(TALK)
    answerer.press("/admin/tickets/PA-7K3F9/close", result="Đã thay bóng.")
    assert outbox_lists.of_person(runtime.store, PERSON) == []
    ticket = runtime.helpdesk.ticket("PA-7K3F9")
    assert (ticket.state, ticket.result, ticket.rating_asked_at) == ("closed", "Đã thay bóng.", None)


def test_what_is_closed_together_is_one_question(clock, runtime):
    says(runtime, "chào")
    complains(runtime, "PA-22222")
    complains(runtime, "PA-33333")
    complains(runtime, "PA-44444")
    runtime.helpdesk.close("PA-22222", None, "Đã xong.")
    clock.forward(MINUTE)
    runtime.helpdesk.close("PA-33333", None, "Đã xong.")
    assert last_sent(runtime) == ("Phiếu PA-33333 đã xong. Đã xong.", ())
    clock.forward(15 * MINUTE)
    runtime.helpdesk.close("PA-44444", None, "Đã xong.")
    assert len(last_sent(runtime)[1]) == 5


def test_a_result_that_is_too_long_stays_in_its_field(runtime, manager):
    complains(runtime)
    response = manager.press("/admin/tickets/PA-7K3F9/close", result="dài " * 400)
    assert response.status_code == 422 and "dài quá 1000" in response.text and ">\ndài dài" in response.text
    assert runtime.helpdesk.ticket("PA-7K3F9").state == "open"


def test_what_is_closed_stays_closed(runtime, manager):
    complains(runtime)
    runtime.helpdesk.close("PA-7K3F9", None, "Đã xong.")
    assert manager.press("/admin/tickets/PA-7K3F9/close").status_code == 422
    with pytest.raises(HelpdeskError, match="còn mở"):
        runtime.helpdesk.close("PA-XXXXX", None, "Đã xong.")


def test_points_and_words_stand_with_the_ticket_and_its_official(runtime, manager):
    wants_an_official(runtime)
    manager.press(f"{TALK}/answer", text="Chị ra quầy 3 nhé")
    manager.press("/admin/tickets/GC-1/close")
    rates(runtime, "GC-1", 4)
    rates(runtime, "GC-1", 5, "Chị ấy nhiệt tình")
    page = manager.page(TALK)
    assert "Được chấm 5 điểm: “Chị ấy nhiệt tình”" in page
    assert "được chấm 5 điểm" in manager.page("/admin/inbox?tab=closed")
    [mine] = runtime.helpdesk.figures(0, runtime.clock() + 1).by_official
    assert (mine.name, mine.answered, mine.rated, mine.mean) == ("Cán bộ manager", 1, 1, 5.0)


@pytest.mark.parametrize("person_id", [PERSON, OTHER])
def test_nobody_rates_what_they_were_not_asked_about(runtime, person_id):
    wants_an_official(runtime)
    says(runtime, "chào", OTHER)
    if person_id == OTHER:
        runtime.helpdesk.answer(PERSON, "Chào", None)
        runtime.helpdesk.close("GC-1", None)
    rates(runtime, "GC-1", 1, "ghét", person_id)
    ticket = runtime.helpdesk.ticket("GC-1")
    assert (ticket.rating, ticket.rating_words) == (None, None)


def test_the_resident_takes_the_talk_back(runtime):
    wants_an_official(runtime)
    with runtime.store.write() as db:
        apply_effect(db, GiveBack(), PERSON, runtime.clock())
    assert runtime.helpdesk.waiting() == [] and runtime.helpdesk.ticket("GC-1").ended == "by_person"


def test_asking_twice_is_one_talk_and_later_a_new_one(clock, runtime):
    wants_an_official(runtime)
    clock.forward(HOUR)
    wants_an_official(runtime)
    [waiting] = runtime.helpdesk.waiting()
    assert (waiting.code, waiting.since) == ("GC-1", clock() - HOUR)
    runtime.helpdesk.answer(PERSON, "Chào", None)
    clock.forward(DAY)
    with runtime.store.write() as db:
        apply_effect(db, HandOver(), PERSON, clock())
    assert [row.code for row in runtime.helpdesk.waiting()] == ["GC-2"]
    assert runtime.helpdesk.ticket("GC-1").ended == "lapsed"


def test_an_official_may_write_first(clock, runtime, manager):
    says(runtime, "chào", PERSON, "Chị Sáu")
    manager.press(f"{TALK}/answer", text="Giấy của chị xong rồi")
    [talk] = runtime.helpdesk.waiting()
    assert talk.answered and runtime.helpdesk.figures(0, clock() + 1).handed_over == 0
    assert "cán bộ nhắn trước" in manager.page("/admin/inbox?tab=answered")


def test_the_figures_are_those_of_the_rows(clock, runtime):
    start = clock()
    for number, minutes in enumerate((10, 30, None)):
        person_id = f"721900000000000000{number}"
        wants_an_official(runtime, person_id, "Ai đó")
        if minutes:
            clock.forward(minutes * MINUTE)
            runtime.helpdesk.answer(person_id, "Chào", None)
            runtime.helpdesk.close(f"GC-{number + 1}", None)
            rates(runtime, f"GC-{number + 1}", 5 - number, person_id=person_id)
    complains(runtime, "PA-22222")
    runtime.helpdesk.close("PA-22222", None, "Đã xong.")
    complains(runtime, "PA-33333")
    figures = runtime.helpdesk.figures(start, clock() + 1)
    assert (figures.handed_over, figures.answered, figures.median_first_answer_ms) == (3, 2, 10 * MINUTE)
    assert (figures.tickets, figures.tickets_answered, figures.tickets_closed) == (2, 0, 1)
    assert figures.ratings == {1: 0, 2: 0, 3: 0, 4: 1, 5: 1} and sum(figures.bot_ratings.values()) == 0
    empty = runtime.helpdesk.figures(clock() + 1, clock() + DAY)
    assert (empty.handed_over, empty.median_first_answer_ms, empty.by_official) == (0, None, ())
