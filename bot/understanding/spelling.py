"""Mending words the knowledge lacks: keyboard leftovers, joined syllables, one wrong key, words written as said."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.understanding.corpus import Corpus
from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.slips import is_syllable, readings, sounds_like

_MIN_SHARE, _MIN_SHARE_SHORT = 0.25, 0.5
"""A word is replaced only by one that makes up this part of what stands beside its neighbour; more if it is short."""
_MIN_SHARE_SAYABLE = 0.1
"""The same for an unknown word that is a Vietnamese syllable."""
_OFTEN = 3
"""And that stands beside it so often."""


class Speller:
    """Finds the known word a strange word was meant to be. `known` are further words that are right as they are."""

    def __init__(self, corpus: Corpus, known: frozenset[str]) -> None:
        self._corpus = corpus
        self._known = known
        self._deletes: dict[str, list[str]] = {}
        for word in corpus.count:
            if 2 <= len(word) <= 9 and word.isalpha():
                for short in {word, *_deletions(word)}:
                    self._deletes.setdefault(short, []).append(word)

    def knows(self, word: str) -> bool:
        """Whether a folded word is right as it is."""
        return word in self._corpus or word in self._known or word.isdigit()

    def mend(self, word: str, before: str | None, after: str | None) -> tuple[str, ...]:
        """The known words meant by a folded word between two others; the word itself when nothing is better."""
        if self.knows(word):
            return (self._doubted(word, before, after),)
        joined = self._split(word)
        if joined:
            return joined
        joined = self._split(word)
        if joined:
            return joined
        for reading in readings(word):
            joined = (reading,) if self.knows(reading) else self._split(reading)
            if joined:
                return joined
            joined = self._split(reading)
            if joined:
                return joined
        return (self._nearest(word, before, after) or word,)

    def _doubted(self, word: str, before: str | None, after: str | None) -> str:
        corpus = self._corpus
        if len(word) < 2 or word in FUNCTION_WORDS or word in self._known or corpus.support(before, word, after):
            return word
        enough = _MIN_SHARE if len(word) > 2 else _MIN_SHARE_SHORT
        others = {*sounds_like(word), *self._close(word)}
        fitting = [other for other in sorted(others) if corpus.support(before, other, after) >= _OFTEN]
        fitting = [other for other in fitting if corpus.share(before, other, after) >= enough]
        return max(fitting, key=lambda other: corpus.support(before, other, after)) if fitting else word

    def _split(self, word: str) -> tuple[str, ...] | None:
        if len(word) < 4 or not word.isalpha() or is_syllable(word):
            return None
        pairs = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
        fitting = [pair for pair in pairs if self._corpus.pair(*pair) >= (1 if len(pair[1]) > 1 else _OFTEN)]
        if fitting:
            return max(fitting, key=lambda pair: self._corpus.pair(*pair))
        for first, rest in pairs:
            more = self._split(rest) if first in self._corpus and len(rest) >= 5 else None
            if more and self._corpus.pair(first, more[0]):
                return (first, *more)
        return None

    def _close(self, word: str) -> list[str]:
        found = {other for short in (word, *_deletions(word)) for other in self._deletes.get(short, ())}
        return [other for other in found if other != word and OSA.distance(word, other, score_cutoff=1) <= 1]

    def _nearest(self, word: str, before: str | None, after: str | None) -> str | None:
        if not word.isalpha() or len(word) < 2:
            return None
        corpus = self._corpus
        close = set(self._close(word))
        close.update(other for other in sounds_like(word) if other in corpus)
        if not close:
            return None
        best = max(
            close,
            key=lambda other: (corpus.support(before, other, after), other[0] == word[0], corpus.count[other], other),
        )
        return best if self._convinces(word, best, before, after) else None

    def _convinces(self, word: str, best: str, before: str | None, after: str | None) -> bool:
        """Whether a strange word was surely another one; what can be said in Vietnamese needs more reason."""
        share = self._corpus.share(before, best, after)
        if len(word) < 3:
            return share >= _MIN_SHARE_SHORT
        if is_syllable(word):
            return share >= _MIN_SHARE_SAYABLE
        return len(word) > 3 or share > 0


def _deletions(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))] if len(word) >= 2 else []
