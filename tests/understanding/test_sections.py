from __future__ import annotations

import pytest

from bot.understanding.folding import folded_words
from bot.understanding.sections import SectionFinder
from tests.understanding.small_ward import LEXICON

FINDER = SectionFinder(LEXICON.sections)


@pytest.mark.parametrize(
    ("text", "section", "rest"),
    [
        ("khai sinh cần giấy tờ gì", "papers", "khai sinh"),
        ("kết hôn bao nhiêu tiền", "fee", "ket hon"),
        ("khai tử mất bao lâu", "time", "khai tu"),
        ("làm khai sinh cho con ở đâu", "where", "lam khai sinh cho con"),
        ("kết hôn online được không", "online", "ket hon"),
        ("khai sinh", None, "khai sinh"),
    ],
)
def test_the_section_is_found_and_taken_out(text: str, section: str | None, rest: str) -> None:
    match = FINDER.find_sections(folded_words(text))
    assert match.section == section
    assert " ".join(match.rest) == rest


def test_several_sections_come_in_order() -> None:
    match = FINDER.find_sections(folded_words("khai sinh cần gì, mấy ngày, lệ phí bao nhiêu"))
    assert match.sections == ("papers", "time", "fee")


def test_a_vague_section_gives_way_to_a_clear_one() -> None:
    assert FINDER.find_sections(folded_words("khai sinh làm sao, lệ phí bao nhiêu")).section == "fee"


def test_words_of_asking_name_no_subject() -> None:
    assert FINDER.is_empty(folded_words("cho em với"))
    assert not FINDER.is_empty(folded_words("khai sinh"))
