"""Vietnamese without its accents: the form in which everything is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile("[đĐ]|[^\x00-\x7f]")


def clean(text: str) -> str:
    """The text as NFC in small letters, invisible characters gone, single spaces; accents stay."""
    visible = _INVISIBLE.sub("", text)
    if visible.isascii():
        return _SPACES.sub(" ", visible.lower()).strip()
    composed = unicodedata.normalize("NFKC", visible).lower()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", composed))).strip()


def fold(text: str) -> str:
    """The text in small letters without accents, đ as d, without invisible characters; folding twice changes nothing.

    The place of an accent does not matter ("hoà" and "hòa" both give "hoa").
    """
    plain = clean(text)
    if plain.isascii():
        return plain
    letters = (char for char in unicodedata.normalize("NFKD", plain) if unicodedata.category(char) != "Mn")
    plain = "".join(letters).replace("đ", "d").lower()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))).strip()


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word of `words` without accents; the same as `fold`, remembered because words come back."""
    return fold(word)


def words(text: str) -> list[str]:
    """The words of a text in small letters, accents kept, punctuation and emoji left out."""
    return _WORD.findall(clean(text))


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents."""
    return tuple(_WORD.findall(fold(text)))


def is_marked(word: str) -> bool:
    """Whether a word carries accents or đ, so that its writer meant exactly these letters."""
    return _MARKED.search(word) is not None
