"""Removes case and accents from Vietnamese: the form in which all texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_SPACES = re.compile(r"\s+")
WORD = re.compile(r"[^\W_]+")
"""One word: letters and digits."""

_MARKED = re.compile("[đĐ]|[^\x00-\x7f]")


class _WithoutAccents(dict[int, int | None]):
    """For str.translate: accents are removed, đ becomes d. What was looked up is kept, but not for rare writing systems."""

    def __missing__(self, code: int) -> int | None:
        letter = None if unicodedata.category(chr(code)) == "Mn" else code
        if code < _MANY:
            self[code] = letter
        return letter


_MANY = 0x2100
_WITHOUT_ACCENTS = _WithoutAccents({ord("đ"): ord("d")})


def clean_text(text: str) -> str:
    """The text in NFC and lower case, without invisible characters, with single spaces; accents stay."""
    visible = _INVISIBLE.sub("", text)
    if visible.isascii():
        return _SPACES.sub(" ", visible.lower()).strip()
    composed = unicodedata.normalize("NFKC", visible).lower()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", composed))).strip()


def fold(text: str) -> str:
    """The text in lower case without accents (đ becomes d) and invisible characters. Idempotent.

    The position of an accent does not matter ("hoà" and "hòa" both give "hoa").
    """
    plain = clean_text(text)
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKD", plain).translate(_WITHOUT_ACCENTS).lower()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", _INVISIBLE.sub("", plain))).strip()


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """`fold` of one word, cached."""
    return fold(word)


def words(text: str) -> list[str]:
    """The words of a text in lower case with their accents, without punctuation and emoji."""
    return WORD.findall(clean_text(text))


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text without accents."""
    return tuple(WORD.findall(fold(text)))


def is_marked(word: str) -> bool:
    """Whether a word has accents or đ, which shows that the writer meant exactly these letters."""
    return _MARKED.search(word) is not None
