from __future__ import annotations

from bot.understanding.result import Understanding
from tests.handlers.factories import ask, payloads, text_of, understood
from tests.support.app import live_content


def test_it_offers_the_three_nearest_topics_and_a_person() -> None:
    reading = understood("unknown", "fallback", candidates=("1.001193", "1.004194", "2.000815", "1.004222"))
    routed = ask("blah", reading)
    assert "chưa hiểu" in text_of(routed)
    assert payloads(routed) == ["#thu_tuc 1.001193", "#thu_tuc 1.004194", "#thu_tuc 2.000815", "#gap_can_bo", "#menu"]


def test_what_is_hardly_like_the_message_is_not_offered() -> None:
    reading = Understanding("fallback", "unknown", 0.35, candidates=("1.013239",))
    assert payloads(ask("con mèo nhà tôi bị bệnh", reading)) == payloads(ask("blah"))


def test_without_candidates_it_offers_fields_of_life_that_are_asked_back_about() -> None:
    fields = payloads(ask("blah"))[:3]
    reader = live_content()().reader
    assert [reader.read(field).outcome for field in fields] == ["clarify"] * 3
    assert len({reader.read(field).topic for field in fields}) == 3
    assert payloads(ask("blah"))[3:] == ["#gap_can_bo", "#menu"]


def test_a_very_long_text_is_asked_to_be_short() -> None:
    assert "dài" in text_of(ask("chuyện là vầy " * 300))


def test_an_unknown_button_is_answered() -> None:
    assert text_of(ask("#nut_cu_khong_con"))
