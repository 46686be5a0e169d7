from __future__ import annotations

from datetime import datetime

from bot.reply import GiveBack, HandOver
from tests.handlers.factories import ZONE, ask, effect, payloads, say, text_of


def test_it_hands_over_and_says_until_when() -> None:
    routed = say("talk_to_a_person")
    assert isinstance(effect(routed), HandOver)
    assert "21:00 ngày 23/11/2026" in text_of(routed)
    assert payloads(routed) == ["#tro_ly"]


def test_out_of_hours_it_says_when_officials_are_back() -> None:
    said = text_of(say("talk_to_a_person", now=datetime(2026, 11, 28, 9, tzinfo=ZONE)))
    assert "07:30 thứ Hai, ngày 30/11/2026" in said
    assert "làm việc lại" not in text_of(say("talk_to_a_person"))


def test_the_person_may_come_back_to_the_bot() -> None:
    assert isinstance(effect(ask("#tro_ly")), GiveBack)
