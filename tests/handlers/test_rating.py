from __future__ import annotations

import pytest

from bot.reply import OpenTicket, RateWork, SayWhy
from bot.turn import ConversationState, PersonFacts
from tests.handlers.factories import ask, effect, payloads, say, text_of, understood


def test_it_asks_with_five_buttons() -> None:
    assert payloads(say("rating", "đánh giá")) == [f"#danh_gia {number}" for number in range(1, 6)]


@pytest.mark.parametrize(("text", "points"), [("#danh_gia 5", 5), ("#danh_gia 1", 1)])
def test_a_button_is_taken_down(text: str, points: int) -> None:
    ticket = effect(ask(text))
    assert isinstance(ticket, OpenTicket) and (ticket.kind, ticket.rating) == ("rating", points)


def test_a_number_said_at_once_is_taken_down() -> None:
    ticket = effect(say("rating", "cho 5 sao"))
    assert isinstance(ticket, OpenTicket) and ticket.rating == 5


def test_a_number_typed_by_hand_is_taken_down() -> None:
    state = ConversationState()
    say("rating", "đánh giá", state=state)
    ticket = effect(ask("4 điểm nha", state=state))
    assert isinstance(ticket, OpenTicket) and ticket.rating == 4


@pytest.mark.parametrize("text", ["#danh_gia 9", "#danh_gia 45", "#danh_gia nhiều"])
def test_anything_else_is_asked_again(text: str) -> None:
    assert effect(ask(text)) is None and "mấy điểm" in text_of(ask(text))


def test_few_points_offer_to_say_why() -> None:
    assert payloads(ask("#danh_gia 2")) == ["#gop_y"]


PERSON = PersonFacts(list_tickets=lambda: (("GC-12", "handover", "closed"), ("PA-7K3F9", "feedback", "closed")))


def test_points_for_officials_come_by_button_or_by_hand() -> None:
    for text, state in (
        ("#cham_diem GC-12 5", ConversationState()),
        ("5 điểm", ConversationState(question="cham_viec")),
    ):
        state.question_data = {"code": "GC-12"}
        routed = ask(text, person=PERSON, state=state)
        assert effect(routed) == RateWork("GC-12", 5) and "chấm 5 điểm" in text_of(routed)


def test_few_points_for_officials_ask_what_was_wrong() -> None:
    assert "Chỗ nào chưa được" in text_of(ask("#cham_diem PA-7K3F9 2", person=PERSON))


@pytest.mark.parametrize("text", ["#cham_diem GC-99 5", "#cham_diem GC-12", "#cham_diem", "#cham_diem GC-12 9"])
def test_only_ones_own_can_be_rated(text: str) -> None:
    routed = ask(text, person=PERSON)
    assert effect(routed) is None and "chưa ghi điểm" in text_of(routed)


def test_a_number_in_a_sentence_is_no_rating() -> None:
    state = ConversationState(question="cham_viec", question_data={"code": "GC-12"})
    assert effect(ask("khu phố 3 họp ở chỗ nào vậy", person=PERSON, state=state)) is None


def test_words_to_the_points_are_taken_down() -> None:
    state = ConversationState()
    ask("#cham_diem GC-12 4", person=PERSON, state=state)
    routed = ask("chị cán bộ nhiệt tình lắm", understood("praise"), person=PERSON, state=state)
    assert effect(routed) == SayWhy("GC-12", "chị cán bộ nhiệt tình lắm") and "ghi lời" in text_of(routed)


def test_thanks_a_question_or_a_denunciation_are_no_words_to_the_points() -> None:
    for text, match in (
        ("cảm ơn", understood("thanks")),
        ("làm khai sinh cần giấy gì", understood("procedure", "answer", procedure="1.001193")),
        ("tôi muốn tố cáo ông này", understood("complaint")),
    ):
        state = ConversationState(question="ly_do_cham", question_data={"code": "GC-12"})
        assert not isinstance(effect(ask(text, match, person=PERSON, state=state)), SayWhy), text
