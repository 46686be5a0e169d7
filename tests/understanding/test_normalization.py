from __future__ import annotations

import pytest

from bot.understanding.corpus import Corpus
from bot.understanding.folding import folded_words
from bot.understanding.normalization import MAX_WORDS, Normalizer
from bot.understanding.ranking import phrases_of_target
from tests.understanding.small_ward import KNOWLEDGE, LEXICON

PHRASES = [folded_words(phrase) for target in KNOWLEDGE.targets for phrase in phrases_of_target(target)]
NORMALIZER = Normalizer(LEXICON, Corpus(PHRASES), ())


def normalize(text: str) -> str:
    return " ".join(NORMALIZER.normalize(text).words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e mún lm gks", "em muon lm giay khai sinh"),
        ("giaays khai sinh", "giay khai sinh"),
        ("gia6y1 khai sinh", "giay khai sinh"),
        ("khaisinh", "khai sinh"),
        ("giya khia sinh", "giay khai sinh"),
        ("khai sinhhh", "khai sinh"),
        ("tạm chú", "tam tru"),
        ("căng cước", "can cuoc"),
        ("kết hông", "ket hon"),
        ("đăng kí kết hôn", "dang ky ket hon"),
    ],
)
def test_what_was_typed_becomes_what_was_meant(text: str, expected: str) -> None:
    assert normalize(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("làm giấy kt", "lam giay khai tu"),
        ("giấy xác nhận cho người kt nặng", "giay xac nhan cho nguoi khuyet tat nang"),
        ("giấy kh", "giay ket hon"),
    ],
)
def test_an_abbreviation_is_read_by_its_neighbours(text: str, expected: str) -> None:
    assert normalize(text) == expected


def test_a_word_with_accents_is_not_taken_for_a_short_form() -> None:
    assert "khong" not in normalize("kể chuyện")


def test_everyday_words_get_their_official_words_beside_them() -> None:
    normalized = NORMALIZER.normalize("xin giấy độc thân")
    assert " ".join(normalized.words) == "xin giay doc than"
    assert " ".join(normalized.official) == "xin xac nhan tinh trang hon nhan"


def test_a_very_long_message_is_read_to_a_limit() -> None:
    assert len(NORMALIZER.normalize("khai sinh " * 4000).words) == MAX_WORDS
