from __future__ import annotations

from datetime import datetime

import pytest

from bot.reply import AskOfficial, GiveBack, HandOver
from bot.turn import PersonFacts
from tests.handlers.factories import ZONE, ask, effect, payloads, say, text_of


def test_it_hands_over_and_says_until_when() -> None:
    routed = say("talk_to_a_person")
    assert isinstance(effect(routed), HandOver)
    assert "21:00 ngày 23/11/2026" in text_of(routed)
    assert payloads(routed) == ["#tro_ly"]


def test_out_of_hours_it_says_when_officials_are_back() -> None:
    text = text_of(say("talk_to_a_person", now=datetime(2026, 11, 28, 9, tzinfo=ZONE)))
    assert "07:30 thứ Hai, ngày 30/11/2026" in text
    assert "làm việc lại" not in text_of(say("talk_to_a_person"))


@pytest.mark.parametrize("now", [datetime(2026, 11, 28, 9, tzinfo=ZONE), datetime(2026, 11, 23, 22, 5, tzinfo=ZONE)])
def test_out_of_hours_the_wish_is_noted_and_the_bot_is_not_silent(now: datetime) -> None:
    routed = say("talk_to_a_person", now=now)
    assert effect(routed) == AskOfficial() and "máy vẫn trả lời" in text_of(routed)


def test_in_words_too_and_a_wish_that_waits_overnight_stays() -> None:
    assert effect(say("back_to_bot", person=PersonFacts(with_official=True))) == GiveBack()
    assert effect(say("back_to_bot")) is None
    assert effect(say("no_official")) == GiveBack()


def test_the_person_may_come_back_to_the_bot() -> None:
    assert isinstance(effect(ask("#tro_ly")), GiveBack)
