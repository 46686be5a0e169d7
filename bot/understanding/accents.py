"""Whether two ways of writing a word can be the same word: accents may be missing or misplaced, not contradict."""

from __future__ import annotations

from functools import lru_cache

from bot.understanding.folding import is_marked
from bot.understanding.marks import marks
from bot.understanding.wording import Wording

Accents = dict[str, tuple[str, ...]]
"""The ways in which each word, without accents, was written."""

_CAREFUL, _ENOUGH = 0.55, 3
"""Correct Vietnamese has accents on more than this part of its words; fewer words than this show nothing."""


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


def accents_of(wording: Wording) -> Accents:
    """The accents each word of a message was written with; words that were mended or expanded are left out."""
    found: Accents = {}
    for word, raw in wording.pairs():
        if raw is not None:
            add_accents(found, word, marks(raw))
    return found


def add_accents(known: Accents, word: str, written: str) -> None:
    """Note one more way to write a word."""
    before = known.get(word)
    if before is None:
        known[word] = _alone(written)
    elif written not in before:
        known[word] = (*before, written)


@lru_cache(maxsize=512)
def _alone(written: str) -> tuple[str, ...]:
    """One shared object for the many words that are written in one way."""
    return (written,)
