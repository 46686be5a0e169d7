from __future__ import annotations

import pytest

from bot.understanding.knowledge import Knowledge, Target
from bot.understanding.reader import Reader
from bot.understanding.result import Previous
from tests.understanding.small_ward import KNOWLEDGE

BIRTH = "1.001193"
READER = Reader(KNOWLEDGE)


@pytest.mark.parametrize(
    "text", ["giấy khai sinh", "hỏi về giấy khai sinh", "em muốn hỏi chuyện giấy khai sinh", "dat dai"]
)
def test_the_name_of_a_field_is_asked_back(text: str) -> None:
    understood = READER.read(text)
    assert (understood.outcome, understood.intent) == ("clarify", "clarify")


@pytest.mark.parametrize("text", ["làm giấy khai sinh", "đăng ký khai sinh", "làm giấy khai sinh cho con"])
def test_something_to_do_in_a_field_is_answered(text: str) -> None:
    assert READER.read(text).procedure == BIRTH


def test_what_points_back_is_not_asked_back() -> None:
    understood = READER.read("vậy giấy khai sinh thì sao", Previous("1.000894", "fee"))
    assert understood.topic != "khai_sinh" or understood.outcome != "clarify"


def test_one_empty_syllable_is_not_the_name_of_a_field() -> None:
    red_book = Target("so_do", "clarify", "clarify", "so do", ("sổ đỏ",), choices=("1.013978",))
    reader = Reader(Knowledge((*KNOWLEDGE.targets, red_book), KNOWLEDGE.lexicon))
    assert reader.read("sổ đỏ").topic == "so_do"
    assert reader.read("số là gì").topic != "so_do"
