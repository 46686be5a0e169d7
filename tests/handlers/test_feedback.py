from __future__ import annotations

import pytest

from bot.reply import OpenTicket
from bot.turn import ConversationState
from bot.understanding.result import Understanding
from tests.handlers.factories import ask, effect, payloads, say, text_of, understood, words

RUBBISH = "rác ở hẻm 12 ba ngày không ai hốt"


def test_what_is_told_at_once_is_read_back_before_it_is_sent() -> None:
    routed = say("complaint", RUBBISH)
    assert RUBBISH in text_of(routed)
    assert payloads(routed) == ["#gui_phan_anh", "#viet_lai", "#thoi"]
    assert effect(routed) is None


@pytest.mark.parametrize("answer", ["yes", "button"])
def test_a_yes_or_the_button_sends_it_with_a_code(answer: str) -> None:
    state = ConversationState()
    say("complaint", RUBBISH, state=state)
    routed = say("yes", "ừ", state=state) if answer == "yes" else ask("#gui_phan_anh", state=state)
    ticket = effect(routed)
    assert isinstance(ticket, OpenTicket)
    assert (ticket.kind, ticket.text, ticket.code[:3]) == ("feedback", RUBBISH, "PA-")
    assert ticket.code in text_of(routed)
    assert "ngày" not in text_of(routed), "no deadline is promised"


def test_the_button_works_once() -> None:
    state = ConversationState()
    say("complaint", RUBBISH, state=state)
    ask("#gui_phan_anh", state=state)
    again = ask("#gui_phan_anh", state=state)
    assert effect(again) is None and "không có phản ánh nào đang chờ gửi" in text_of(again)


def test_the_word_on_the_button_sends_it_whatever_it_was_taken_for() -> None:
    state = ConversationState()
    say("complaint", RUBBISH, state=state)
    assert isinstance(effect(say("cancel", "Gui di", state=state)), OpenTicket)


@pytest.mark.parametrize(
    ("text", "intent"), [("mấy giờ làm việc", "hours"), ("cho tôi gặp cán bộ ngay đi nào", "talk_to_a_person")]
)
def test_a_clear_question_instead_of_a_report_is_answered(text: str, intent: str) -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "Phường ghi như thế này" not in text_of(say(intent, text, state=state))


@pytest.mark.parametrize(("section", "confidence"), [("papers", 0.7), (None, 0.95)])
def test_a_question_about_a_procedure_is_answered_however_long(section: str | None, confidence: float) -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    reading = Understanding("answer", "procedure", confidence, "1.001193", section)
    assert "mã 1.001193" in text_of(ask("đi làm khai sinh cho con thì cần giấy tờ gì", reading, state=state))


def test_what_only_looks_like_a_procedure_is_written_down() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    reading = Understanding("answer", "procedure", 0.7, "1.013274")
    assert RUBBISH in text_of(ask(RUBBISH, reading, state=state))


def test_a_denunciation_that_names_a_procedure_is_never_taken() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    reading = Understanding("answer", "procedure", 0.95, "2.002396")
    assert "không nhận qua Zalo" in text_of(ask("tôi tố cáo cán bộ B lấy tiền", reading, state=state))


@pytest.mark.parametrize("intent", ["no", "cancel"])
def test_a_no_drops_it(intent: str) -> None:
    state = ConversationState()
    say("complaint", RUBBISH, state=state)
    assert "dừng" in text_of(say(intent, "thôi", state=state))
    assert effect(ask("#gui_phan_anh", state=state)) is None


def test_a_wish_without_words_is_asked_about_and_then_taken() -> None:
    state = ConversationState()
    assert "muốn góp ý điều gì" in text_of(say("proposal", "góp ý", state=state))
    assert RUBBISH in text_of(ask(RUBBISH, understood("unknown", "fallback"), state=state))
    ticket = effect(say("yes", "có", state=state))
    assert isinstance(ticket, OpenTicket) and (ticket.kind, ticket.code[:3]) == ("proposal", "GY-")


def test_too_few_words_are_asked_about_again() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "rõ thêm" in text_of(ask("rác", state=state))
    assert state.question == "viet_phan_anh"


def test_too_many_words_are_asked_to_be_fewer() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "dài quá" in text_of(ask("chuyện dài lắm " * 200, state=state))
    assert state.question == "viet_phan_anh"


def test_a_long_text_is_read_back_in_one_bubble() -> None:
    assert len(text_of(say("complaint", "con đường trước nhà tôi ngập " * 50))) <= 900


def test_it_can_be_written_again() -> None:
    state = ConversationState()
    say("proposal", "nên đặt thêm thùng rác ở chợ", state=state)
    ask("#viet_lai", state=state)
    assert "thùng rác ở bến xe" in text_of(ask("đặt thêm thùng rác ở bến xe", state=state))


@pytest.mark.parametrize("text", ["tôi muốn tố cáo ông A nhận tiền", "khieu nai quyet dinh cua phuong"])
def test_a_formal_complaint_is_explained_and_never_taken(text: str) -> None:
    at_once = say("complaint", text)
    assert "không nhận qua Zalo" in text_of(at_once) and effect(at_once) is None
    state = ConversationState()
    ask("#phan_anh", state=state)
    answer = ask(text, state=state)
    assert "không nhận qua Zalo" in text_of(answer) and text not in str(state.question_data)
    assert effect(ask("#gui_phan_anh", state=state)) is None


def test_a_question_about_complaints_is_answered_from_the_content() -> None:
    text = text_of(ask("khiếu nại khác tố cáo thế nào", understood("complaint", "answer", topic="phan_biet")))
    assert text.startswith(words().fill(words().guides["phan_biet"].text)[:20])


def test_another_question_during_confirmation_is_answered() -> None:
    state = ConversationState()
    say("complaint", RUBBISH, state=state)
    assert "làm việc" in text_of(say("hours", "mấy giờ làm", state=state))
