"""What must hold for every text there is, not only for the examples somebody thought of."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.understanding.folding import fold
from bot.understanding.reader import Reader
from bot.understanding.result import OUTCOMES, Understanding
from tests.support.app import live_content

LONGEST = 5_000
VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđĐdDbcghklmnpqrstvx 0123456789.?!,\n"
)
texts = st.one_of(st.text(max_size=300), st.text(alphabet=VIETNAMESE, max_size=300))
often = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
CHUNKS = 6


def reader() -> Reader:
    return live_content()().reader


def phrases(chunk: int) -> list[str]:
    """Every third phrase of content, dealt to CHUNKS tests so that several processes share them; all take a minute."""
    return sorted({phrase for target in live_content().content.knowledge().targets for phrase in target.says})[
        chunk :: CHUNKS * 3
    ]


def half_folded(phrase: str) -> str:
    """Every second word without its accents."""
    return " ".join(fold(word) if number % 2 else word for number, word in enumerate(phrase.split()))


def winner(reading: Understanding) -> tuple[str, str, str | None, str | None]:
    return reading.outcome, reading.intent, reading.procedure, reading.topic


@often
@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@often
@given(texts)
def test_any_text_gets_an_outcome(text: str) -> None:
    assert_has_an_outcome(text)


@pytest.mark.parametrize("length", [1_000, 3_000, LONGEST])
@pytest.mark.parametrize("alphabet", ["vietnamese", "one letter", "spaces and marks", "emoji", "content", "digits"])
def test_any_long_text_gets_an_outcome(alphabet: str, length: int) -> None:
    rng = random.Random(f"{alphabet} {length}")
    letters = {
        "vietnamese": VIETNAMESE,
        "one letter": "a",
        "spaces and marks": " ?!.,;\u200b\ufeff\n\t",
        "emoji": "😀👍🏽❤️🇻🇳👨‍👩‍👧",
        "digits": "0123456789.",
    }
    if alphabet == "content":
        text = "? ".join(rng.choices(phrases(0), k=length // 15))[:length]
    else:
        text = "".join(rng.choices(letters[alphabet], k=length))
    assert_has_an_outcome(text)


def assert_has_an_outcome(text: str) -> None:
    readings = reader().read_all(text)
    assert readings
    assert all(one.outcome in OUTCOMES and 0 <= one.confidence <= 1 for one in readings)
    assert all((one.procedure is None) or one.outcome == "answer" for one in readings)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_accents_never_change_who_wins_for_a_phrase_of_content(chunk: int) -> None:
    differences = []
    for phrase in phrases(chunk):
        expected = winner(reader().read(phrase))
        for other in (fold(phrase), half_folded(phrase)):
            if winner(reader().read(other)) != expected:
                differences.append((phrase, other))
    assert not differences
