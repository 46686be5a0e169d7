"""What a resident writes after giving points: an opinion is kept whatever it names, a question is answered."""

from __future__ import annotations

import pytest

from bot.reply import SayWhy
from bot.router import Routed
from bot.turn import ConversationState, PersonFacts
from tests.content.asking import read
from tests.handlers.factories import ask, text_of

PERSON = PersonFacts(list_tickets=lambda: (("GC-12", "handover", "closed"),))
OPINIONS = (
    "cán bộ tư pháp làm khai sinh nhiệt tình lắm",
    "chờ lâu quá, đất đai làm hoài không xong",
    "phải đi lại 3 lần mới xong giấy kết hôn",
    "cán bộ hướng dẫn rõ thủ tục khai sinh",
    "làm khai sinh sao lâu quá vậy",
    "can bo nhiet tinh, lam khai sinh cho be nhanh lam",
    "sao y 2 bản mà chờ cả buổi sáng",
    "không thu lệ phí, minh bạch",
    "xin giấy xác nhận tình trạng hôn nhân mà bắt về lấy thêm giấy tờ",
    "phường trả lời nhanh, cảm ơn",
    "thái độ cán bộ chưa tốt",
    "trả lời chung chung, không giúp được gì",
    "nên có thêm ghế ngồi chờ làm giấy tờ đất",
    "Rất tốt",
    "chậm quá",
)
QUESTIONS = (
    "lệ phí làm cccd bao nhiêu",
    "cho hỏi làm tạm trú cần giấy tờ gì",
    "mai mấy giờ làm việc vậy em",
    "lam sao y o dau",
    "thủ tục cấp lại căn cước công dân",
    "đăng ký kết hôn",
    "số điện thoại phường bao nhiêu",
    "ok cảm ơn nha",
    "cảm ơn",
)


def told(text: str) -> Routed:
    """What comes of words to four points for GC-12."""
    state = ConversationState()
    ask("#cham_diem GC-12 4", person=PERSON, state=state)
    return ask(text, read(text)[0], person=PERSON, state=state)


@pytest.mark.parametrize("text", OPINIONS)
def test_an_opinion_is_kept_though_it_names_a_procedure(text: str) -> None:
    routed = told(text)
    assert routed.effects == (SayWhy("GC-12", text),) and "Phường đã ghi lời" in text_of(routed)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_answered_and_not_kept_as_an_opinion(text: str) -> None:
    routed = told(text)
    assert SayWhy("GC-12", text) not in routed.effects and "Phường đã ghi lời" not in text_of(routed) and routed.replies


@pytest.mark.parametrize(
    "text", ["hồ sơ của tôi khi nào xong, chờ lâu quá", "cán bộ tốt, cho hỏi lệ phí sao y bao nhiêu"]
)
def test_of_words_that_are_both_the_opinion_is_kept_and_the_question_answered(text: str) -> None:
    routed = told(text)
    assert routed.effects == (SayWhy("GC-12", text),) and "Phường đã ghi lời" not in text_of(routed)
    assert not routed.is_reply, "it asked something, so it counts as a question"
