from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.folding import clean_text, fold, folded_words, is_marked, words


@pytest.mark.parametrize(
    ("spelling", "folded"),
    [
        ("Đăng ký KHAI SINH", "dang ky khai sinh"),
        ("hoà giải, hòa giải", "hoa giai, hoa giai"),
        ("thuý thúy", "thuy thuy"),
        ("giấy\u200b tờ\ufeff", "giay to"),
        ("  căn \n cước\t", "can cuoc"),
        ("ＣＣＣＤ", "cccd"),
        ("", ""),
    ],
)
def test_accents_case_and_invisible_characters_do_not_matter(spelling: str, folded: str) -> None:
    assert fold(spelling) == folded


def test_decomposed_and_composed_letters_are_one() -> None:
    assert fold(unicodedata.normalize("NFD", "Đường Nguyễn Huệ")) == fold("Đường Nguyễn Huệ") == "duong nguyen hue"


@given(st.text(max_size=300))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(max_size=300))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_words_keep_accents_and_leave_out_signs() -> None:
    assert words("Khai sinh – cần gì? 🙏") == ["khai", "sinh", "cần", "gì"]
    assert folded_words("Khai tử!") == ("khai", "tu")


def test_a_word_is_marked_by_accents_or_the_barred_d() -> None:
    assert is_marked("đi") and is_marked("mã")
    assert not is_marked("ma")
