"""Whether two ways of writing a word can be the same word: accents may be missing or misplaced, not contradict."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.understanding.wording import Wording

_CONFUSED = str.maketrans({"\u0303": "\u0309", "\u0323": "\u0309"})
"""Hỏi, ngã and nặng sound alike in parts of the country."""


@lru_cache(maxsize=4096)
def marks(word: str) -> str:
    """The accents of a word, wherever in it they stand; đ counts as one."""
    found = [char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char) or char == "đ"]
    return "".join(sorted("".join(found).translate(_CONFUSED)))


def agree(written: str, known: str) -> bool:
    """Whether accents as written can mean the known ones: the same, or some left out."""
    rest = known
    for mark in written:
        if mark not in rest:
            return False
        rest = rest.replace(mark, "", 1)
    return True


def accents_of(wording: Wording) -> dict[str, set[str]]:
    """The accents each word of a message was written with; words that were mended or expanded are left out."""
    found: dict[str, set[str]] = {}
    for word, raw in zip(wording.words, wording.raw, strict=True):
        if raw is not None:
            found.setdefault(word, set()).add(marks(raw))
    return found
