"""Which messages give points, with the bot's question open and without."""

from __future__ import annotations

import pytest

from handlers.points import Points, points_in
from tests.handlers.factories import turn

PLAIN = {
    "5": 5,
    "4 điểm nha": 4,
    "5 sao": 5,
    "3 diem": 3,
    "cho 5 sao": 5,
    "dạ em cho 4 điểm ạ": 4,
    "chấm 2": 2,
    "5/5": 5,
    "5đ": 5,
    "năm sao luôn": 5,
    "1 sao thôi": 1,
    "tui chấm 3 điểm nghen": 3,
    "cô cho 5": 5,
    "5 sao nha em": 5,
    "ok 4": 4,
}

NEVER = (
    "xin 5 bản sao",
    "sao 5 bản",
    "tôi lấy 2 sao",
    "5 sao y",
    "cho tôi 2 sao",
    "3 sao căn cước",
    "2 bản",
    "cho 3 tờ",
    "5 bản sao y",
    "4 người",
    "5 ngày",
    "khu phố 3 họp ở đâu",
    "hẻm 5",
    "xin 2 sao",
    "1 tờ khai",
    "45",
    "6",
    "0",
    "5 triệu",
    "3 đứa con",
    "cho em 3 sao bằng lái",
    "2 sao khai sinh",
    "có 5 sao y không",
    "7 sao",
    "số 4 Trần Phú",
    "cần 5 sao",
    "làm 1 sao",
    "5 5 5",
    "2 ban",
    "5 bộ",
    "5 bo",
)


@pytest.mark.parametrize(("text", "number"), PLAIN.items())
def test_a_plain_answer_to_our_question_gives_points(text: str, number: int) -> None:
    assert points_in(turn(text), is_asked=True) == Points(number)


@pytest.mark.parametrize("text", NEVER)
def test_copies_and_other_numbers_give_none(text: str) -> None:
    assert points_in(turn(text), is_asked=True) is None
    assert points_in(turn(text), is_asked=False) is None


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("3 sao, vẫn còn hôi", 3, "vẫn còn hôi"),
        ("2 điểm vì chờ lâu", 2, "vì chờ lâu"),
        ("5 điểm. Cô ở quầy nhiệt tình", 5, "Cô ở quầy nhiệt tình"),
        ("cho 4 sao nhưng lần sau lẹ hơn", 4, "nhưng lần sau lẹ hơn"),
        ("1 - chờ cả buổi", 1, "chờ cả buổi"),
    ],
)
def test_words_said_with_the_points_are_kept(text: str, number: int, words: str) -> None:
    assert points_in(turn(text), is_asked=True) == Points(number, words)


@pytest.mark.parametrize("text", ["5", "5 sao", "4 điểm", "sao", "5 sao nha"])
def test_unasked_a_number_alone_is_no_rating(text: str) -> None:
    assert points_in(turn(text), is_asked=False) is None


@pytest.mark.parametrize(
    ("text", "number"), [("cho 4 sao", 4), ("tôi chấm 5 điểm", 5), ("đánh giá 1 sao", 1), ("cho bot 5 sao", 5)]
)
def test_unasked_it_must_be_said_in_full(text: str, number: int) -> None:
    assert points_in(turn(text), is_asked=False) == Points(number)
