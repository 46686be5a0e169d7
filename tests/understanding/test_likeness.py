from __future__ import annotations

from bot.understanding.knowledge import Target
from bot.understanding.likeness import Likeness

MARRIAGE = Target("1", "procedure", "procedure", "")
BIRTH = Target("2", "procedure", "procedure", "")
THANKS = Target("3", "chat", "thanks", "")
LIKENESS = Likeness(
    [
        (MARRIAGE, ["dang", "ky", "ket", "hon"]),
        (MARRIAGE, ["lam", "giay", "cuoi"]),
        (BIRTH, ["dang", "ky", "khai", "sinh"]),
        (THANKS, ["cam", "on", "nhieu"]),
    ]
)


def _like(target: Target, *row: str) -> float:
    return LIKENESS.of(row)(target)


def test_words_of_several_phrases_of_one_target_count_together() -> None:
    assert _like(MARRIAGE, "giay", "ket", "hon") > _like(BIRTH, "giay", "ket", "hon")


def test_neighbours_count_beside_single_words() -> None:
    assert _like(MARRIAGE, "ket", "hon") > _like(MARRIAGE, "hon", "ket")


def test_words_that_no_phrase_has_are_alike_to_none() -> None:
    assert _like(MARRIAGE, "xyz") == 0
    assert _like(THANKS) == 0


def test_strange_words_beside_known_ones_make_a_message_less_alike() -> None:
    assert 0 < _like(THANKS, "cam", "on", "xyz") < _like(THANKS, "cam", "on") <= 1
