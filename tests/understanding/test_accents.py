from __future__ import annotations

import pytest

from bot.understanding.accents import accents_agree
from bot.understanding.reader import Reader
from bot.understanding.tone_marks import accent_marks
from tests.understanding.small_ward import KNOWLEDGE

READER = Reader(KNOWLEDGE)


@pytest.mark.parametrize(("one", "other"), [("hoà", "hòa"), ("sửa", "sữa"), ("đã", "đạ"), ("giấy", "gíây")])
def test_misplaced_and_confused_accents_are_the_same(one: str, other: str) -> None:
    assert accent_marks(one) == accent_marks(other)


@pytest.mark.parametrize(("spelling", "expected"), [("ky", "ký"), ("hô", "hộ"), ("thương", "thường"), ("đăng", "đăng")])
def test_a_hasty_writer_may_leave_accents_out(spelling: str, expected: str) -> None:
    assert accents_agree(accent_marks(spelling), accent_marks(expected))


@pytest.mark.parametrize(("spelling", "expected"), [("chạy", "chay"), ("lái", "lại"), ("má", "mà")])
def test_other_accents_make_another_word(spelling: str, expected: str) -> None:
    assert not accents_agree(accent_marks(spelling), accent_marks(expected))


def test_a_careful_writer_means_missing_accents_too() -> None:
    assert not accents_agree(accent_marks("thuê"), accent_marks("thuế"), careful=True)


def test_words_of_asking_with_other_accents_name_something() -> None:
    assert READER.read("cho can gi").outcome == "clarify"
    assert READER.read("chó cắn gì").outcome == "fallback"
