from __future__ import annotations

import pytest

from bot.understanding.typos import is_syllable, possible_words, release_held_keys, sounds_like, undo_telex, undo_vni


@pytest.mark.parametrize(
    ("spelling", "expected"),
    [
        ("giaays", "giay"),
        ("keets", "ket"),
        ("hoon", "hon"),
        ("ddawng", "dang"),
        ("kys", "ky"),
        ("dduowcj", "duoc"),
        ("nguwowfi", "nguoi"),
        ("giaasy", "giay"),
        ("tw", "tu"),
        ("xwr", "xu"),
        ("phaps", "phap"),
        ("sinh", "sinh"),
    ],
)
def test_telex_keys_are_undone(spelling: str, expected: str) -> None:
    assert undo_telex(spelling) == expected


@pytest.mark.parametrize(
    ("spelling", "expected"), [("gia6y1", "giay"), ("d9a8ng", "dang"), ("d9u7o7c5", "duoc"), ("2024", "2024")]
)
def test_vni_digits_are_undone(spelling: str, expected: str) -> None:
    assert undo_vni(spelling) == expected


def test_held_keys_count_once() -> None:
    assert release_held_keys("sinhhhh") == "sinh"
    assert "khong" in possible_words("kh0ng")


@pytest.mark.parametrize("word", ["khai", "nghieng", "giay", "thuong", "quyen", "ao", "uong", "xoa"])
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["giya", "dng", "onliine", "khaisinh", "bk"])
def test_what_cannot_be_said_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_words_that_sound_alike_are_found() -> None:
    assert "chung" in sounds_like("trung")
    assert "can" in sounds_like("cang")
    assert "mat" in sounds_like("mac")
