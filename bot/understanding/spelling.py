"""Corrects unknown words: keyboard errors, joined syllables, one wrong letter, phonetic spelling."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from bot.understanding.corpus import Corpus
from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.typos import is_syllable, possible_words, sounds_like

_MIN_SHARE, _MIN_SHARE_SHORT = 0.25, 0.5
"""The share among the words beside its neighbour that a correction needs; the second is for short words."""
_MIN_SHARE_SAYABLE = 0.1
"""The same when the unknown word is a possible Vietnamese syllable."""
_LONGEST = 40
"""Letters of a word that is looked into (all its splits are tried); a longer one is no joined Vietnamese words."""
_OFTEN = 3
"""The number of times the correction must occur beside the neighbour."""


class SpellingCorrector:
    """Finds the known words an unknown word was meant to be. `known_words` are further correct words."""

    def __init__(self, corpus: Corpus, known_words: frozenset[str]) -> None:
        self._corpus = corpus
        self._known_words = known_words
        self._deletes: dict[str, list[str]] = {}
        for word in corpus.count:
            if 2 <= len(word) <= 9 and word.isalpha():
                for short in {word, *_delete_letters(word)}:
                    self._deletes.setdefault(short, []).append(word)

    def is_known(self, word: str) -> bool:
        """Whether a folded word needs no correction."""
        return word in self._corpus or word in self._known_words or word.isdigit()

    def correct_word(self, word: str, before: str | None, after: str | None) -> tuple[str, ...]:
        """The known words meant by a folded word between its neighbours; the word itself if there is no better one."""
        if self.is_known(word):
            return (self._correct_known_word(word, before, after),)
        if len(word) > _LONGEST:
            return (word,)
        syllables = self._split_syllables(word)
        if syllables:
            return syllables
        for reading in possible_words(word):
            syllables = (reading,) if self.is_known(reading) else self._split_syllables(reading)
            if syllables:
                return syllables
        return (self._nearest_word(word, before, after) or word,)

    def _correct_known_word(self, word: str, before: str | None, after: str | None) -> str:
        corpus = self._corpus
        is_certain = len(word) < 2 or word in FUNCTION_WORDS or word in self._known_words
        if is_certain or corpus.count_beside(before, word, after):
            return word
        enough = _MIN_SHARE if len(word) > 2 else _MIN_SHARE_SHORT
        others = {*sounds_like(word), *self._words_one_edit_away(word)}
        fitting = [other for other in sorted(others) if corpus.count_beside(before, other, after) >= _OFTEN]
        fitting = [other for other in fitting if corpus.largest_share(before, other, after) >= enough]
        return max(fitting, key=lambda other: corpus.count_beside(before, other, after)) if fitting else word

    def _split_syllables(self, word: str) -> tuple[str, ...] | None:
        if len(word) < 4 or not word.isalpha() or is_syllable(word):
            return None
        pairs = [(word[:cut], word[cut:]) for cut in range(2, len(word))]
        fitting = [pair for pair in pairs if self._corpus.count_pair(*pair) >= (1 if len(pair[1]) > 1 else _OFTEN)]
        if fitting:
            return max(fitting, key=lambda pair: self._corpus.count_pair(*pair))
        for first, rest in pairs:
            more = self._split_syllables(rest) if first in self._corpus and len(rest) >= 5 else None
            if more and self._corpus.count_pair(first, more[0]):
                return (first, *more)
        return None

    def _words_one_edit_away(self, word: str) -> list[str]:
        others = {other for short in (word, *_delete_letters(word)) for other in self._deletes.get(short, ())}
        return [other for other in others if other != word and OSA.distance(word, other, score_cutoff=1) <= 1]

    def _nearest_word(self, word: str, before: str | None, after: str | None) -> str | None:
        if not word.isalpha() or len(word) < 2:
            return None
        corpus = self._corpus
        close = set(self._words_one_edit_away(word))
        close.update(other for other in sounds_like(word) if other in corpus)
        if not close:
            return None
        best = max(
            close,
            key=lambda other: (
                corpus.count_beside(before, other, after),
                other[0] == word[0],
                corpus.count[other],
                other,
            ),
        )
        return best if self._is_convincing(word, best, before, after) else None

    def _is_convincing(self, word: str, best: str, before: str | None, after: str | None) -> bool:
        """Whether `best` may replace an unknown word; a possible Vietnamese syllable needs a larger share."""
        share = self._corpus.largest_share(before, best, after)
        if len(word) < 3:
            return share >= _MIN_SHARE_SHORT
        if is_syllable(word):
            return share >= _MIN_SHARE_SAYABLE
        return len(word) > 3 or share > 0


def _delete_letters(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))] if len(word) >= 2 else []
