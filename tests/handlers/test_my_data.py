from __future__ import annotations

from dataclasses import replace

import pytest

from bot.event import Kind
from bot.reply import EraseData
from bot.turn import ConversationState, PersonFacts
from tests.handlers.factories import ask, effect, payloads, say, send, text_of, words

KEPT = (("messages", 3), ("answers", 2), ("tickets", 0), ("other_things", 1))


def test_it_tells_what_is_kept() -> None:
    person = PersonFacts(name="Lan", count_data=lambda: KEPT)
    text = text_of(say("my_data", person=person))
    assert "3 tin nhắn" in text and "2 câu trả lời" in text and "“Lan”" in text
    assert "phiếu góp ý" not in text
    assert "1 mục khác" in text


def test_with_nothing_kept_it_says_so() -> None:
    assert "chưa giữ tin nhắn nào" in text_of(say("my_data"))


def test_it_names_who_answers_for_it() -> None:
    assert "chưa được cập nhật" in text_of(say("my_data"))
    ward = replace(words().ward, data_protection_contact="Bà Hoa, công chức")
    assert "Bà Hoa, công chức" in text_of(say("my_data", content=replace(words(), ward=ward)))


def test_deleting_asks_first() -> None:
    routed = say("delete_my_data")
    assert effect(routed) is None
    assert payloads(routed) == ["#xoa_that", "#giu_du_lieu"]


@pytest.mark.parametrize(("answer", "text"), [("yes", "dạ có"), ("delete_my_data", "xóa đi")])
def test_a_yes_deletes(answer: str, text: str) -> None:
    state = ConversationState()
    say("delete_my_data", state=state)
    assert isinstance(effect(say(answer, text, state=state)), EraseData)


def test_the_wish_said_twice_is_no_yes() -> None:
    state = ConversationState()
    say("delete_my_data", "xóa dữ liệu của tôi", state=state)
    again = say("delete_my_data", "xóa dữ liệu của tôi", state=state)
    assert effect(again) is None and payloads(again) == ["#xoa_that", "#giu_du_lieu"]


def test_the_word_on_the_button_deletes() -> None:
    state = ConversationState()
    say("delete_my_data", state=state)
    assert isinstance(effect(say("unknown", "xoa het", outcome="fallback", state=state)), EraseData)


def test_the_button_deletes() -> None:
    assert isinstance(effect(ask("#xoa_that")), EraseData)


@pytest.mark.parametrize("answer", ["no", "cancel"])
def test_a_no_keeps_everything(answer: str) -> None:
    state = ConversationState()
    say("delete_my_data", state=state)
    routed = say(answer, "thôi", state=state)
    assert effect(routed) is None and "không xóa gì" in text_of(routed)


def test_another_question_does_not_delete() -> None:
    state = ConversationState()
    say("delete_my_data", state=state)
    routed = say("hours", "mấy giờ làm", state=state)
    assert effect(routed) is None and "làm việc" in text_of(routed)


def test_consent_taken_back_in_zalo_deletes_without_a_word() -> None:
    routed = send(Kind.WITHDRAW)
    assert isinstance(effect(routed), EraseData) and not routed.replies
