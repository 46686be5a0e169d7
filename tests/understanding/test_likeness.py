from __future__ import annotations

from bot.understanding.knowledge import Target
from bot.understanding.likeness import Likeness

MARRIAGE = Target("1", "procedure", "procedure", "")
THANKS = Target("2", "chat", "thanks", "")
LIKENESS = Likeness(
    [
        (MARRIAGE, ["dang", "ky", "ket", "hon"]),
        (MARRIAGE, ["lam", "giay", "cuoi"]),
        (THANKS, ["cam", "on", "nhieu"]),
    ]
)


def test_a_misspelled_phrase_is_alike_to_the_right_one() -> None:
    assert LIKENESS.best(["dang", "kyy", "kett", "honn"]) is MARRIAGE


def test_words_that_no_phrase_has_are_alike_to_none() -> None:
    assert LIKENESS.best(["xyz"]) is None
    assert LIKENESS.best([]) is None


def test_what_is_no_procedure_must_be_more_alike() -> None:
    assert LIKENESS.best(["cam", "on", "nhieu"]) is THANKS
    assert LIKENESS.best(["nhieu", "viec", "qua", "hom", "nay", "buon", "ngu"]) is None
