"""A number that is typed in place of a button, and texts that only look like one."""

from __future__ import annotations

import pytest

from bot.conversation.talk import resolve_choice
from bot.turn import ConversationState

STATE = ConversationState(choices=(("Giấy tờ", "giấy tờ khai sinh"), ("Lệ phí", "lệ phí khai sinh")))


def test_a_number_means_its_button() -> None:
    assert resolve_choice(STATE, " 2 ") == "lệ phí khai sinh"


@pytest.mark.parametrize("text", ["²", "②", "٢", "0", "-1", "3", "9" * 4000])
def test_what_only_looks_like_a_number_stays_what_it_is(text: str) -> None:
    assert resolve_choice(STATE, text) == text
