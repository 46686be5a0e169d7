from __future__ import annotations

import pytest

from bot.content.english import english_targets
from bot.understanding.english import EnglishReader
from tests.handlers.factories import ask, text_of, understood, words

READER = EnglishReader(english_targets(words().english.values()))


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How long does it take to get married here with my Korean boyfriend?", "en_marriage"),
        ("my guesthouse has a guest from France, how should I register him", "en_temporary_residence"),
        ("what do I need for a certified copy of my diploma", "en_copies"),
        ("is the office open on friday afternoon", "en_hours"),
        ("please help, there is a fire in the kitchen", "en_emergency"),
        ("my grandmother passed away yesterday, where do we register her death", "en_death"),
        ("where can I extend my visa", "en_visa"),
        ("can I send the papers by post", "en_post"),
    ],
)
def test_a_matter_in_english_is_found(text: str, topic: str) -> None:
    assert READER.is_english(text)
    assert READER.read(text).topic == topic


def test_names_that_residents_use_make_nothing_english() -> None:
    assert READER.is_english("tiktok shop bat xac thuc vneid")
    local = EnglishReader(english_targets(words().english.values()), {"tiktok", "shop", "vneid"})
    assert not local.is_english("tiktok shop bat xac thuc vneid")


@pytest.mark.parametrize(
    "text",
    [
        "toi muon lam can cuoc cho con",
        "hello shop",
        "cho mình xin link",
        "dang ky tam tru online o dau",
        "a",
        "ok thank",
    ],
)
def test_vietnamese_without_accents_is_not_english(text: str) -> None:
    assert not READER.is_english(text)


def test_anything_else_gets_one_honest_sentence_and_a_person() -> None:
    text = "what do you think about the football game"
    understanding = READER.read(text)
    assert (understanding.outcome, understanding.intent) == ("fallback", "english")
    routed = ask(text, understanding)
    assert "do not have a certain answer" in text_of(routed)
    assert routed.replies[0].buttons[0].say == "#gap_can_bo"


def test_an_emergency_in_english_shows_the_numbers_first() -> None:
    understanding = READER.read("please help there is a fire in my house")
    assert understanding.intent == "emergency_english"
    routed = ask("fire", understanding)
    assert text_of(routed).startswith("Call now: 113") and routed.replies[0].buttons[0].phone == "113"


def test_an_answer_names_the_vietnamese_source_and_the_day() -> None:
    routed = ask("copies", understood("english", "answer", topic="en_copies", procedure="2.000815"))
    assert "2.000 đồng" in text_of(routed) and "compared on 30/11/2026" in text_of(routed)
