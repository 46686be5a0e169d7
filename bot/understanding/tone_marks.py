"""Extracts the accents of a word."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_CONFUSED = str.maketrans({"\u0303": "\u0309", "\u0323": "\u0309"})
"""Hỏi, ngã and nặng are confused in parts of the country, so they count as one accent."""


@lru_cache(maxsize=4096)
def accent_marks(word: str) -> str:
    """The accents of a word, sorted, wherever in the word they are; đ counts as one."""
    signs = [char for char in unicodedata.normalize("NFD", word) if unicodedata.combining(char) or char == "đ"]
    return "".join(sorted("".join(signs).translate(_CONFUSED)))
