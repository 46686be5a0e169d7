"""Limits in a sentence are read with dots; numbers that name a thing are not touched."""

from __future__ import annotations

from bot.broadcasts import words
from bot.publishing_words import refusal


def test_sizes_and_limits_have_dots() -> None:
    assert "dài 2.399 ký tự" in words.refusal("long_text", size=2399, most=2000)
    assert "Zalo chỉ nhận 2.000" in words.refusal("long_text", size=2399, most=2000)
    assert "Zalo chỉ nhận 10.000" in refusal("paragraph", size=12345, most=10000)


def test_a_number_that_names_a_broadcast_stays() -> None:
    assert words.refusal("missing", value=1284) == "Không có bản tin số 1284."
