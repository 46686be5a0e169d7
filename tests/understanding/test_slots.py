"""Variants are chosen by the facts of the story (slots), and never win without them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.understanding.reader import Reader
from tests.support.app import live_content
from tests.understanding.small_ward import KNOWLEDGE, PROCEDURES

AGAIN = replace(
    PROCEDURES[3],
    id="2.000513",
    name="Đăng ký lại kết hôn có yếu tố nước ngoài",
    says=("đăng ký lại kết hôn với người nước ngoài",),
    variant_of="1.000894",
)
LEXICON = replace(
    KNOWLEDGE.lexicon,
    slots={"nuoc_ngoai": ("nước ngoài", "người mỹ"), "lam_lai": ("mất sổ", "đăng ký lại")},
    variant_slots={"2.000528": ("nuoc_ngoai",), "2.000806": ("nuoc_ngoai",), "2.000513": ("lam_lai", "nuoc_ngoai")},
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(replace(KNOWLEDGE, targets=(*KNOWLEDGE.targets, AGAIN), lexicon=LEXICON))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("đăng ký kết hôn", "1.000894"),
        ("đăng ký kết hôn, chồng em người Mỹ", "2.000806"),
        ("chong em nguoi my, dang ky ket hon", "2.000806"),
        ("phường mất sổ, chồng người Mỹ, giờ đăng ký kết hôn", "2.000513"),
        ("làm giấy khai sinh cho con", "1.001193"),
        ("ba nó người Mỹ, làm giấy khai sinh cho con", "2.000528"),
    ],
)
def test_the_facts_told_anywhere_choose_the_variant(reader: Reader, text: str, code: str) -> None:
    assert reader.read(text).procedure == code


def test_a_variant_is_not_even_offered_without_its_facts(reader: Reader) -> None:
    for text in ("đăng ký kết hôn", "kết hôn", "lấy vợ làm giấy tờ gì"):
        assert not {"2.000806", "2.000513"} & set(reader.read(text).candidates)


def test_every_variant_of_the_table_exists_and_has_known_slots() -> None:
    content = live_content().content
    for code, needed in content.lexicon.variant_slots.items():
        assert content.procedures[code].variant_of
        assert set(needed) <= content.lexicon.slots.keys()
