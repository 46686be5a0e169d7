from __future__ import annotations

import pytest

from bot.understanding.corpus import Corpus
from bot.understanding.spelling import SpellingCorrector

PHRASES = [
    tuple(phrase.split())
    for phrase in (
        "dang ky khai sinh",
        "dang ky khai tu",
        "dang ky ket hon",
        "dang ky tam tru",
        "gia han tam tru",
        "xoa tam tru",
        "lam giay khai sinh",
        "chung thuc ban sao",
        "chung thuc chu ky",
        "chung thuc di chuc",
        "ban sao khai sinh",
        "chu ho",
    )
]
CORRECTOR = SpellingCorrector(Corpus(PHRASES), frozenset({"cho"}))


@pytest.mark.parametrize(
    ("word", "before", "after", "expected"),
    [
        ("snih", "khai", None, ("sinh",)),
        ("giya", "lam", None, ("giay",)),
        ("dagn", None, "ky", ("dang",)),
        ("khaisinh", None, None, ("khai", "sinh")),
        ("dangkykhaisinh", None, None, ("dang", "ky", "khai", "sinh")),
        ("sinhhh", "khai", None, ("sinh",)),
        ("trung", None, "thuc", ("chung",)),
        ("ki", "dang", None, ("ky",)),
    ],
)
def test_a_slip_is_mended(word: str, before: str | None, after: str | None, expected: tuple[str, ...]) -> None:
    assert CORRECTOR.correct_word(word, before, after) == expected


def test_a_known_word_is_doubted_only_where_another_always_stands() -> None:
    assert CORRECTOR.correct_word("chu", "tam", None) == ("tru",)
    assert CORRECTOR.correct_word("chu", None, "ho") == ("chu",)


@pytest.mark.parametrize("word", ["gai", "bitcoin", "cho", "75", "xyzzyx"])
def test_what_is_no_slip_stays(word: str) -> None:
    assert CORRECTOR.correct_word(word, "con", None) == (word,)
