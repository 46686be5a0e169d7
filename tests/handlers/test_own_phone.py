"""A telephone number is kept only after a clear yes, and forgotten at a word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.event import Kind
from bot.reply import KeepPhone
from bot.router import Routed
from bot.turn import ConversationState, PersonFacts
from handlers import make_router
from tests.handlers.factories import ask, effect, payloads, say, text_of, turn, understood

NUMBER = "84900000123"


def shares(phone: str = NUMBER, state: ConversationState | None = None) -> Routed:
    made = turn("", Kind.SHARED_INFO, state=state or ConversationState())
    made.event = replace(made.event, details={"info": {"name": "Chị Sáu", "phone": phone}})
    return make_router().route(made)


def test_who_shares_a_number_is_asked_first_and_sees_only_its_end() -> None:
    routed = shares()
    assert effect(routed) is None
    assert "đồng ý" in text_of(routed) and "123" in text_of(routed) and NUMBER not in text_of(routed)
    assert payloads(routed)[:2] == ["#giu_so", "#khong_giu_so"]


@pytest.mark.parametrize("phone", [NUMBER, "0900000123", "+84 900 000 123"])
def test_a_yes_keeps_it_as_zalo_writes_numbers(phone: str) -> None:
    state = ConversationState()
    shares(phone, state)
    assert effect(ask("dạ được", understood("yes"), state=state)) == KeepPhone(NUMBER)
    assert not state.question_data


def test_the_button_keeps_it_too_but_only_once() -> None:
    state = ConversationState()
    shares(state=state)
    assert effect(ask("#giu_so", state=state)) == KeepPhone(NUMBER)
    again = ask("#giu_so", state=state)
    assert effect(again) is None and "gửi lại" in text_of(again)


@pytest.mark.parametrize("intent", ["no", "cancel"])
def test_a_no_keeps_nothing(intent: str) -> None:
    state = ConversationState()
    shares(state=state)
    assert effect(ask("thôi", understood(intent), state=state)) == KeepPhone(None)
    assert not state.question_data


def test_another_question_instead_is_no_yes() -> None:
    state = ConversationState()
    shares(state=state)
    assert effect(ask("giờ làm việc", understood("hours"), state=state)) is None


@pytest.mark.parametrize("phone", ["", "12345", "abc"])
def test_what_is_no_number_is_thanked_for_and_not_asked_about(phone: str) -> None:
    routed = shares(phone)
    assert "Cảm ơn" in text_of(routed) and "#giu_so" not in payloads(routed)


def test_in_the_middle_of_feedback_the_question_stays_open() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    shares(state=state)
    assert state.question == "viet_phan_anh"


def test_who_looks_at_the_own_data_may_take_the_number_back() -> None:
    kept = PersonFacts(count_data=lambda: (("messages", 2), ("phones", 1)))
    answer = say("my_data", person=kept)
    assert "1 số điện thoại" in text_of(answer) and "#khong_giu_so" in payloads(answer)
    assert effect(ask("#khong_giu_so")) == KeepPhone(None)
    assert "#khong_giu_so" not in payloads(say("my_data"))
