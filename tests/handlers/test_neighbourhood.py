from __future__ import annotations

import pytest

from bot.reply import SetNeighbourhood
from bot.router import ConversationState, PersonFacts
from tests.handlers.factories import ask, effect, payloads, say, text_of, understood


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("tôi ở khu phố 3", "Khu phố 3"),
        ("Nhà em ở KP 05 ạ", "Khu phố 5"),
        ("gia dinh toi song o khu pho so 12", "Khu phố 12"),
        ("con là dân khu phố 1", "Khu phố 1"),
    ],
)
@pytest.mark.parametrize("intent", ["complaint", "unknown"])
def test_a_message_that_only_says_where_one_lives_is_heard(text: str, name: str, intent: str) -> None:
    routed = say(intent, text, outcome="fallback" if intent == "unknown" else "chat")
    assert effect(routed) == SetNeighbourhood(name) and name in text_of(routed)


@pytest.mark.parametrize(
    "text", ["khu phố 3 ngập nước", "tôi ở khu phố 3 mất giấy khai sinh", "khu phố 3", "tôi ở khu phố 300", "khu phố"]
)
def test_a_message_about_something_else_is_not(text: str) -> None:
    assert not isinstance(effect(say("complaint", text)), SetNeighbourhood)


@pytest.mark.parametrize(("text", "name"), [("3", "Khu phố 3"), ("số 4 ạ", "Khu phố 4"), ("khu phố 10", "Khu phố 10")])
def test_asked_for_a_number_answers(text: str, name: str) -> None:
    state = ConversationState()
    assert "#khong_khu_pho" in payloads(ask("#khu_pho", state=state))
    assert effect(ask(text, state=state)) == SetNeighbourhood(name)


def test_nobody_has_to_say() -> None:
    state = ConversationState()
    ask("#khu_pho", state=state)
    assert effect(ask("không", understood("no"), state=state)) == SetNeighbourhood(None)
    assert effect(ask("#khong_khu_pho")) == SetNeighbourhood(None)


def test_another_question_is_answered_instead() -> None:
    state = ConversationState()
    ask("#khu_pho", state=state)
    routed = ask("mấy giờ làm việc", understood("hours"), state=state)
    assert effect(routed) is None and state.question is None and routed.replies


def test_what_is_known_is_said_before_it_is_asked_again() -> None:
    assert "Khu phố 3" in text_of(ask("#khu_pho", person=PersonFacts(neighbourhood="Khu phố 3")))
