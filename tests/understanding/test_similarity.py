from __future__ import annotations

from bot.understanding.knowledge import Target
from bot.understanding.similarity import SimilarityIndex

MARRIAGE = Target("1", "procedure", "procedure", "")
BIRTH = Target("2", "procedure", "procedure", "")
THANKS = Target("3", "chat", "thanks", "")
INDEX = SimilarityIndex(
    [
        (MARRIAGE, ["dang", "ky", "ket", "hon"]),
        (MARRIAGE, ["lam", "giay", "cuoi"]),
        (BIRTH, ["dang", "ky", "khai", "sinh"]),
        (THANKS, ["cam", "on", "nhieu"]),
    ]
)


def similarity(target: Target, *row: str) -> float:
    return INDEX.similarity_by_target(row)(target)


def test_words_of_several_phrases_of_one_target_count_together() -> None:
    assert similarity(MARRIAGE, "giay", "ket", "hon") > similarity(BIRTH, "giay", "ket", "hon")


def test_neighbours_count_beside_single_words() -> None:
    assert similarity(MARRIAGE, "ket", "hon") > similarity(MARRIAGE, "hon", "ket")


def test_words_that_no_phrase_has_are_alike_to_none() -> None:
    assert similarity(MARRIAGE, "xyz") == 0
    assert similarity(THANKS) == 0


def test_strange_words_beside_known_ones_make_a_message_less_alike() -> None:
    assert 0 < similarity(THANKS, "cam", "on", "xyz") < similarity(THANKS, "cam", "on") <= 1
