"""The accents of a word, apart from its letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CONFUSED = str.maketrans({"\u0303": "\u0309", "\u0323": "\u0309"})
"""Hỏi, ngã and nặng sound alike in parts of the country."""


@lru_cache(maxsize=4096)
def marks(word: str) -> str:
    """The accents of a word, wherever in it they stand; đ counts as one."""
    found = [char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char) or char == "đ"]
    return "".join(sorted("".join(found).translate(_CONFUSED)))
