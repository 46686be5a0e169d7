"""Whether two ways of writing a word can be the same word: accents may be missing or misplaced, not contradict."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from bot.understanding.folding import is_marked
from bot.understanding.wording import Wording

_CONFUSED = str.maketrans({"\u0303": "\u0309", "\u0323": "\u0309"})
"""Hỏi, ngã and nặng sound alike in parts of the country."""


_CAREFUL, _ENOUGH = 0.55, 3
"""Correct Vietnamese has accents on more than this part of its words; fewer words than this show nothing."""


@lru_cache(maxsize=4096)
def marks(word: str) -> str:
    """The accents of a word, wherever in it they stand; đ counts as one."""
    found = [char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char) or char == "đ"]
    return "".join(sorted("".join(found).translate(_CONFUSED)))


def agree(written: str, known: str, careful: bool = False) -> bool:
    """Whether accents as written can mean the known ones: the same or, unless the writer is careful, some left out."""
    if careful or written == known:
        return written == known
    rest = known
    for mark in written:
        if mark not in rest:
            return False
        rest = rest.replace(mark, "", 1)
    return True


def is_careful(wording: Wording) -> bool:
    """Whether somebody writes accents throughout, so that a missing one is meant too ("thuê" is not "thuế")."""
    written = [raw for raw in wording.raw if raw is not None]
    return len(written) >= _ENOUGH and sum(map(is_marked, written)) >= _CAREFUL * len(written)


def accents_of(wording: Wording) -> dict[str, set[str]]:
    """The accents each word of a message was written with; words that were mended or expanded are left out."""
    found: dict[str, set[str]] = {}
    for word, raw in wording.pairs():
        if raw is not None:
            found.setdefault(word, set()).add(marks(raw))
    return found
