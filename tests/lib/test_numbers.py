"""Limits in a sentence are read with dots; numbers that name a thing are not touched."""

from __future__ import annotations

from bot.articles.texts import refusal_sentence
from bot.broadcasts import texts


def test_sizes_and_limits_have_dots() -> None:
    assert "dài 2.399 ký tự" in texts.refusal("long_text", size=2399, most=2000)
    assert "Zalo chỉ nhận 2.000" in texts.refusal("long_text", size=2399, most=2000)
    assert "Zalo chỉ nhận 10.000" in refusal_sentence("paragraph", size=12345, most=10000)


def test_a_number_that_names_a_broadcast_stays() -> None:
    assert texts.refusal("missing", value=1284) == "Không có bản tin số 1284."
