from __future__ import annotations

import pytest

from bot.turn import ConversationState
from tests.handlers.factories import ask, payloads, say, text_of

SAID = {
    "thanks": "cứ nhắn",
    "bye": "hào anh/chị",
    "praise": "Cảm ơn",
    "are_you_a_bot": "máy trả lời tự động",
    "insult": "xin lỗi",
    "test": "nhận được tin",
    "small_talk": "cảm ơn",
    "out_of_government": "ngoài hiểu biết",
    "yes": "nhắn rõ hơn",
    "no": "cứ nhắn",
    "cancel": "không có việc nào",
}


@pytest.mark.parametrize(("intent", "sentence"), SAID.items(), ids=list(SAID))
def test_a_word_for_each(intent: str, sentence: str) -> None:
    answer = text_of(say(intent))
    assert sentence in answer or answer.startswith("Rất vui")


def test_an_insult_is_met_with_a_person() -> None:
    assert payloads(say("insult"))[0] == "#gap_can_bo"


def test_cancelling_drops_what_was_begun() -> None:
    state = ConversationState()
    ask("#phan_anh", state=state)
    assert "dừng việc đó" in text_of(ask("#thoi", state=state))
    assert (state.question, state.question_data) == (None, {})
