from __future__ import annotations

import pytest

from bot.turn import ConversationState
from tests.handlers.factories import say, text_of

THEMSELVES = {
    "cho bác hỏi mấy giờ làm": "bác",
    "Cô muốn hỏi giờ làm": "cô",
    "chú cần hỏi giờ làm việc": "chú",
    "nhờ con chỉ bà với": "bà",
}
OTHERS = ["bác ơi cho con hỏi giờ làm", "anh chị cần gì", "ông bà muốn làm giấy", "em muốn hỏi giờ", "mấy giờ làm"]


@pytest.mark.parametrize(("text", "address"), THEMSELVES.items())
def test_people_are_addressed_as_they_call_themselves(text: str, address: str) -> None:
    state = ConversationState()
    answer_text = text_of(say("greeting", text, state=state))
    assert state.address == address
    assert address in answer_text and "anh/chị" not in answer_text.casefold()


@pytest.mark.parametrize("text", OTHERS)
def test_words_for_others_change_nothing(text: str) -> None:
    state = ConversationState()
    say("hours", text, state=state)
    assert state.address == "anh/chị"


def test_it_is_remembered() -> None:
    state = ConversationState()
    say("hours", "cho bác hỏi mấy giờ làm", state=state)
    say("thanks", "cảm ơn", state=state)
    assert state.address == "bác"
