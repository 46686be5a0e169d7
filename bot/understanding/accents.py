"""Whether two spellings can be the same word: accents may be missing or misplaced, but not contradict."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.folding import is_marked
from bot.understanding.normalization import NormalizedText
from bot.understanding.tone_marks import accent_marks

Accents = dict[str, tuple[str, ...]]
"""The ways in which each word, without accents, was written."""

_CAREFUL, _ENOUGH = 0.55, 3
"""A message is written carefully when at least this share of its words, and at least so many, carry accents."""


def accents_agree(marks: str, expected: str, careful: bool = False) -> bool:
    """Whether a word written with these accents can be the expected one: the same, or fewer if not `careful`."""
    if careful or marks == expected:
        return marks == expected
    rest = expected
    for mark in marks:
        if mark not in rest:
            return False
        rest = rest.replace(mark, "", 1)
    return True


def is_careful(normalized: NormalizedText) -> bool:
    """Whether the writer uses accents throughout, so that a missing accent is intended ("thuê" is not "thuế")."""
    raw_words = [raw for raw in normalized.raw if raw is not None]
    return len(raw_words) >= _ENOUGH and sum(map(is_marked, raw_words)) >= _CAREFUL * len(raw_words)


def accents_of(normalized: NormalizedText) -> Accents:
    """The accents each word of a message was written with; corrected and expanded words are left out."""
    accents: Accents = {}
    for word, raw in normalized.words_with_raw():
        if raw is not None:
            add_accents(accents, word, accent_marks(raw))
    return accents


def add_accents(accents: Accents, word: str, marks: str) -> None:
    """Add one more spelling of a word to `accents`."""
    spellings = accents.get(word)
    if spellings is None:
        accents[word] = _share_tuple(marks)
    elif marks not in spellings:
        accents[word] = (*spellings, marks)


@lru_cache(maxsize=512)
def _share_tuple(marks: str) -> tuple[str, ...]:
    """A tuple of one spelling, cached because most words have only one: this saves memory."""
    return (marks,)
