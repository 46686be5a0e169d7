"""Bubbles: nothing lost, nothing too long, nothing torn apart."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messaging.splitting import HARD_LIMIT, LIMIT, split_text

SENTENCE = "Anh/chị mang theo căn cước và giấy chứng sinh khi đến bộ phận một cửa. "


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFC", text))


def test_a_short_text_is_one_bubble():
    assert split_text("  Chào anh/chị.  ") == ["Chào anh/chị."]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_text_gives_no_bubble(text):
    assert split_text(text) == []


def test_it_splits_at_sentence_ends():
    bubbles = split_text(SENTENCE * 40)
    assert len(bubbles) == 4
    assert all(bubble.endswith("cửa.") for bubble in bubbles)


def test_it_prefers_the_end_of_a_paragraph():
    first = (SENTENCE * 6).strip()
    bubbles = split_text(f"{first}\n\n{SENTENCE * 10}")
    assert bubbles[0] == first


def test_a_heading_stays_with_its_list():
    text = SENTENCE * 11 + "\nGiấy tờ cần có:\n" + "\n".join(f"- Giấy tờ số {number} bản chính" for number in range(30))
    assert not any(bubble.rstrip().endswith(":") for bubble in split_text(text))


def test_a_list_number_stays_with_its_line():
    text = " ".join(f"{number}. Nộp tờ khai đã ký ở quầy số hai và chờ gọi tên" for number in range(1, 60))
    assert not any(re.search(r"(^|\s)\d+\.$", bubble) for bubble in split_text(text))


NUMBERS = ["1 200 000", "0252 3822 555", "(0252) 3822 555", "50.000", "01/07/2025", "1.001193"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("shift", range(12))
def test_a_number_is_never_torn_apart(number, shift):
    text = "a" * (LIMIT - 15 + shift) + f" {number} đồng"
    assert sum(number in bubble for bubble in split_text(text)) == 1


def test_letters_are_counted_in_nfc():
    text = unicodedata.normalize("NFD", "ệ" * LIMIT)
    assert len(text) > LIMIT
    assert split_text(text) == ["ệ" * LIMIT]


def test_a_long_link_gets_its_own_bubble():
    link = "https://dichvucong.gov.vn/" + "a" * 1200
    assert split_text(f"Xem tại {link} nhé.") == ["Xem tại", link, "nhé."]


def test_only_what_zalo_cannot_take_is_cut():
    bubbles = split_text("a" * (HARD_LIMIT + 1))
    assert "".join(bubbles) == "a" * (HARD_LIMIT + 1)
    assert max(map(len, bubbles)) <= HARD_LIMIT


def test_a_family_of_faces_is_not_cut():
    family = "👨\u200d👩\u200d👧"
    assert all(bubble.count("👨") == bubble.count("👧") for bubble in split_text(family * 500, 898))


@pytest.mark.parametrize("limit", [0, HARD_LIMIT + 1])
def test_it_refuses_a_limit_that_makes_no_sense(limit):
    with pytest.raises(ValueError, match="limit"):
        split_text("x", limit)


words = st.text(st.characters(blacklist_categories=("Cs", "Zs", "Cc")), min_size=1, max_size=40)
links = st.builds("https://example.vn/{}".format, st.text("abcdef0123456789-/?=&%", max_size=80))
blanks = st.sampled_from([" ", " ", " ", "\n", "\n\n", ". ", "! ", ": ", ":\n", " 12 ", " 1 000 000 "])
texts = st.lists(st.tuples(st.one_of(words, links), blanks), max_size=120).map(
    lambda parts: "".join(word + blank for word, blank in parts)
)


@settings(deadline=None)
@given(texts, st.integers(150, LIMIT))
def test_nothing_is_lost_and_no_bubble_is_over_the_limit(text, limit):
    bubbles = split_text(text, limit)
    assert without_blanks("".join(bubbles)) == without_blanks(text)
    for bubble in bubbles:
        assert bubble == bubble.strip() != ""
        assert len(bubble) <= limit or not re.search(r"\D\s+|\s+\D", bubble)


@settings(deadline=None)
@given(st.lists(links, min_size=1, max_size=40), st.integers(150, LIMIT))
def test_links_stay_whole(urls, limit):
    bubbles = split_text("\n".join(f"Xem {url} để biết" for url in urls), limit)
    tokens = [token for bubble in bubbles for token in bubble.split()]
    assert [token for token in tokens if token.startswith("https")] == urls


@settings(deadline=None)
@given(texts)
def test_splitting_again_changes_nothing(text):
    assert all(split_text(bubble) == [bubble] for bubble in split_text(text) if len(bubble) <= LIMIT)
