"""Personal words: filled for each person, safe with the names strangers give themselves, counted as Zalo counts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lib.personal_words import LONGEST_NAME, clean_name, fill, longest, problems

WARD = "phường Phan Thiết"


def test_a_name_stands_where_the_text_asks_for_it() -> None:
    assert fill("Chào {tên}, {phường} mời họp.", "Lan", WARD) == "Chào Lan, phường Phan Thiết mời họp."


def test_the_ward_begins_a_sentence_with_a_capital() -> None:
    assert fill("{Phường} mời họp.", None, WARD) == "Phường Phan Thiết mời họp."


def test_without_a_name_the_fallback_stands_there() -> None:
    assert fill("Chào {tên|bà con}.", None, WARD) == "Chào bà con."
    assert fill("Chào {tên}.", None, WARD) == "Chào anh/chị."


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("  Nguyễn\nThị\tLan ", "Nguyễn Thị Lan"),
        ("🌸 Lan ❤️ 🌸", "Lan"),
        ("La\u200bn\u202e", "Lan"),
        (unicodedata.normalize("NFD", "Hương"), "Hương"),
        ("Ksor H'Bơi", "Ksor H'Bơi"),
        ("🌸🌸", None),
        ("...", None),
        ("0912", None),
        ("", None),
        ("x" * (LONGEST_NAME + 1), None),
        ("vay tiền www.xyz.vn", None),
        ("http://xyz", None),
        ("{tên}", None),
        ("<b>Lan", None),
    ],
)
def test_a_name_is_cleaned_or_falls_back(given_name: str, expected: str | None) -> None:
    assert clean_name(given_name) == expected
    assert fill("{tên|bà con}", given_name, WARD) == (expected or "bà con")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Chào {ten}", "{ten}"),
        ("Chào {phuong}", "{phuong}"),
        ("{phường|nơi này}", "{phường|nơi này}"),
        ("{tên|}", "cần có lời thay"),
        ("{tên|" + "a" * 41 + "}", "dài quá 40"),
        ("Chào {tên", "không đóng"),
        ("Chào tên}", "không đóng"),
    ],
)
def test_what_nobody_can_fill_is_named(text: str, sentence: str) -> None:
    assert any(sentence in problem for problem in problems(text))


def test_a_text_typed_with_loose_accents_is_understood() -> None:
    text = unicodedata.normalize("NFD", "Chào {tên|bà con} của {phường}")
    assert problems(text) == []
    assert fill(text, None, WARD) == "Chào bà con của phường Phan Thiết"


def test_two_unknown_words_are_two_problems_and_one_said_twice_is_one() -> None:
    assert len(problems("{a} {b} {a}")) == 2


@given(st.text(max_size=80), st.sampled_from(["{tên}", "Chào {tên|bà con} ở {phường}: {tên}", "{Phường} mời"]))
def test_no_text_gets_longer_than_counted_nor_over_a_line(name: str, text: str) -> None:
    filled = fill(text, name, WARD)
    assert len(unicodedata.normalize("NFC", filled)) <= longest(text)
    assert "\n" not in filled and "{" not in filled
    assert len(filled.splitlines()) == 1
