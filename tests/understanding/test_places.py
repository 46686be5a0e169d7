from __future__ import annotations

import pytest

from bot.understanding.folding import folded_words
from bot.understanding.places import without_places

KNOWN = frozenset(folded_words("xã hội bảo hiểm phường làm giấy khai sinh ở"))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("làm giấy khai sinh ở phường Hàm Thắng", "lam giay khai sinh o phuong"),
        ("phường Mũi Né làm giấy khai sinh", "phuong lam giay khai sinh"),
        ("bảo hiểm xã hội", "bao hiem xa hoi"),
    ],
)
def test_names_of_places_are_set_aside_and_known_words_stay(text: str, rest: str) -> None:
    assert " ".join(without_places(folded_words(text), KNOWN.__contains__)) == rest
