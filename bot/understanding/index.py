"""An inverted index over many phrases: finds the phrases that fit the words of a message."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.understanding.function_words import FUNCTION_WORD_SHARE
from bot.understanding.postings import Numbers, Postings

Feature = str | tuple[str, str]

_UNKNOWN = 0.45
"""Weight of a word of the question that is in no phrase: it lowers the score of every phrase."""
_NUMBER = 0.1
"""The same for a number, which rarely is the subject of a question."""
_RARITY = 1.0
"""Exponent of the rarity of a word: larger values favour rare words."""
_PAIR = 0.28
"""Weight of a pair of neighbours, as a part of the weight of its lighter word."""
_LONG_QUESTION = 1.3
"""Above this total weight further words of a question count half: long messages tell stories."""
_PAIRS_ASKED = 1.0
"""Weight of the pairs of a question against its single words."""
_SUBSTANCE = 0.4
"""Shared words of less total weight lower the score, even if they are the whole phrase."""
_WORTH = 0.45
"""Phrases that share less than this part of what the best phrase shares are skipped."""
_LIGHT = 0.3
"""Words below this part of the heaviest word find no phrase alone; they only raise phrases found by others."""

_NOWHERE: Numbers = np.zeros(0, np.intp)

Shares = NDArray[np.float64]
"""The weight each phrase shares with a question, by the number of the phrase."""


@dataclass(slots=True)
class PhraseMatch:
    """How well a phrase fits: `score`, and the parts of phrase and question that are in the other (all 0..1)."""

    owner: int
    row: tuple[str, ...]
    score: float
    of_phrase: float
    of_question: float


class QuestionWeights:
    """The weights of a question's words, and their sum."""

    __slots__ = ("by_word", "total")

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.by_word = tuple(weights.items())
        self.total = sum(weights.values()) or 1.0


class _Scratch(threading.local):
    """Arrays that a thread uses again for each search: new ones of this size would be mapped into memory each time."""

    def __init__(self) -> None:
        self._arrays = [np.zeros(0), np.zeros(0)]

    def zeros(self, number: int, size: int) -> Shares:
        """The array with this number, all 0; it holds until the next call with the same number."""
        if len(self._arrays[number]) < size:
            self._arrays[number] = np.zeros(size)
        array = self._arrays[number][:size]
        array.fill(0.0)
        return array


_scratch = _Scratch()


class PhraseIndex:
    """Phrases with the number of their owner.

    `function_word_share` is the part (0..1) of its weight each word loses.
    """

    def __init__(
        self,
        phrases: Iterable[tuple[int, tuple[str, ...]]],
        function_word_share: Mapping[str, float] = FUNCTION_WORD_SHARE,
    ) -> None:
        self._rows = list(dict.fromkeys(phrases))
        self._function_word_share = function_word_share
        self._rarity = _word_rarities(self._rows)
        self._vocabulary: dict[int, set[str]] = {}
        totals: list[float] = []
        postings: dict[Feature, list[int]] = {}
        for number, (owner, row) in enumerate(self._rows):
            features = self._weigh_features(row)
            totals.append(sum(features.values()))
            self._vocabulary.setdefault(owner, set()).update(row)
            for feature in features:
                postings.setdefault(feature, []).append(number)
        self._totals = np.array(totals)
        self._postings = Postings(postings.items())

    def word_weight(self, word: str) -> float:
        """The weight of a word (0..1): rare words weigh more, function words less."""
        value = self._rarity.get(word)
        if value is None:
            value = _NUMBER if word.isdigit() else _UNKNOWN
        return value * (1 - self._function_word_share.get(word, 0.0))

    def coverage(self, owner: int, weights: QuestionWeights) -> float:
        """The part (0..1) of a question's words, by weight, that occur in any phrase of an owner."""
        vocabulary = self._vocabulary[owner]
        shared = sum([weight for word, weight in weights.by_word if word in vocabulary])
        return shared / weights.total * sqrt(min(1.0, shared / _SUBSTANCE))

    def search(self, row: Sequence[str], most: int = 60) -> list[PhraseMatch]:
        """The phrases that fit a question best, sorted, at most one per owner and `most` in all."""
        heaviest = sorted({word: self.word_weight(word) for word in row}.items(), key=lambda pair: -pair[1])
        shares, best = self._shared_weights(heaviest)
        weighted_pairs = [(pair, self._pair_weight(pair)) for pair in dict.fromkeys(pairwise(row))]
        pairs = self._pairs_of(weighted_pairs)
        pair_total = sum([weight for _, weight in weighted_pairs])
        question_weight = _soften_length(sum([weight for _, weight in heaviest]), pair_total)
        numbers = self._best_phrases(shares, pairs, best, most)
        return [
            self._match_of(number, float(shares[number]), float(pairs[number]), question_weight) for number in numbers
        ]

    def _best_phrases(self, shares: Shares, pairs: Shares, best_share: float, most: int) -> Iterable[int]:
        """The numbers of the best fitting phrases, sorted, one per owner."""
        worth = _WORTH * best_share
        numbers = np.flatnonzero(shares >= worth) if worth else _NOWHERE
        single, pair = shares[numbers], pairs[numbers]
        fits = (single + pair) * (single + _PAIRS_ASKED * pair) / self._totals[numbers]
        best: dict[int, int] = {}
        for number in numbers[np.argsort(-fits, kind="stable")].tolist():
            best.setdefault(self._rows[number][0], number)
            if len(best) == most:
                break
        return best.values()

    def _match_of(self, number: int, shared: float, pair: float, question_weight: float) -> PhraseMatch:
        owner, row = self._rows[number]
        total = float(self._totals[number])
        of_phrase = min(1.0, (shared + pair) / total)
        of_question = min(1.0, (shared + _PAIRS_ASKED * pair) / question_weight)
        score = sqrt(of_phrase * of_question) * sqrt(min(1.0, shared / _SUBSTANCE))
        return PhraseMatch(owner, row, score, of_phrase, of_question)

    def _shared_weights(self, heaviest: list[tuple[str, float]]) -> tuple[Shares, float]:
        """The weight of the words each phrase shares with a question, and the largest; 0 for phrases that cannot be among the best.

        Words are taken by weight. When the remaining words cannot bring a new phrase near the best one, they only
        raise phrases that were found before.
        """
        shares = _scratch.zeros(0, len(self._rows))
        best = 0.0
        remaining = sum(weight for _, weight in heaviest)
        least_weight = heaviest[0][1] * _LIGHT if heaviest else 0.0
        for word, weight in heaviest:
            remaining -= weight
            numbers = self._postings.numbers_of(word)
            if numbers is not None:
                before = shares.take(numbers)
                now = before + weight if weight >= least_weight else before + weight * (before > 0)
                shares[numbers] = now
                best = max(best, float(np.maximum.reduce(now)))
            if weight >= least_weight and remaining < _WORTH * best:
                least_weight = inf
        return shares, best

    def _pairs_of(self, weighted_pairs: Iterable[tuple[tuple[str, str], float]]) -> Shares:
        weights = _scratch.zeros(1, len(self._rows))
        for pair, weight in weighted_pairs:
            numbers = self._postings.numbers_of(pair)
            if numbers is not None:
                weights[numbers] += weight
        return weights

    def _pair_weight(self, pair: tuple[str, str]) -> float:
        """The weight of a pair of neighbours; a function word counts fully beside another word ("căn cước")."""
        if pair[0] in self._function_word_share and pair[1] in self._function_word_share:
            return _PAIR * min(self.word_weight(pair[0]), self.word_weight(pair[1]))
        return _PAIR * min(self._rarity.get(pair[0], _UNKNOWN), self._rarity.get(pair[1], _UNKNOWN))

    def _weigh_features(self, row: Sequence[str]) -> dict[Feature, float]:
        features: dict[Feature, float] = {word: self.word_weight(word) for word in row}
        for pair in pairwise(row):
            features[pair] = self._pair_weight(pair)
        return features


def _word_rarities(rows: list[tuple[int, tuple[str, ...]]]) -> dict[str, float]:
    owners: dict[str, set[int]] = {}
    for owner, row in rows:
        for word in row:
            owners.setdefault(word, set()).add(owner)
    total = len({owner for owner, _ in rows}) + 1
    return {word: (log(1 + total / len(owner_ids)) / log(1 + total)) ** _RARITY for word, owner_ids in owners.items()}


def _soften_length(singles: float, pairs: float) -> float:
    weight = singles + _PAIRS_ASKED * pairs
    return max(1e-9, min(weight, _LONG_QUESTION) + 0.5 * max(0.0, weight - _LONG_QUESTION))
