from __future__ import annotations

from datetime import datetime

from bot.reply import OptIn, OptOut
from bot.turn import PersonFacts
from tests.handlers.factories import ZONE, effect, payloads, say, text_of

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


def test_a_question_about_notices_is_answered_with_the_state() -> None:
    since = datetime(2026, 11, 30, 14, 5, tzinfo=ZONE)
    stopped = say("notices", "sao tôi vẫn nhận tin", person=PersonFacts(opted_out=True, opted_out_since=since))
    assert "đã ngừng nhận tin từ 14:05 ngày 30/11/2026" in text_of(stopped) and "#nhan_tin" in payloads(stopped)
    assert "đang nhận tin" in text_of(say("notices")) and effect(stopped) is None
