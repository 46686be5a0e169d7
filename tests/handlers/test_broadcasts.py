from __future__ import annotations

from bot.reply import OptIn, OptOut
from bot.turn import PersonFacts
from tests.handlers.factories import effect, payloads, say, text_of

OPTED_OUT = PersonFacts(opted_out=True)


def test_stopping() -> None:
    routed = say("stop_broadcasts")
    assert isinstance(effect(routed), OptOut) and "#nhan_tin" in payloads(routed)


def test_starting_again() -> None:
    routed = say("start_broadcasts", person=OPTED_OUT)
    assert isinstance(effect(routed), OptIn) and "#dung_tin" in payloads(routed)


def test_twice_changes_nothing_and_says_so() -> None:
    assert effect(say("stop_broadcasts", person=OPTED_OUT)) is None
    assert effect(say("start_broadcasts")) is None
    assert "rồi" in text_of(say("start_broadcasts"))
