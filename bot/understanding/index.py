"""Weighted matching of a row of words with many phrases, over an inverted index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.understanding.function_words import EMPTINESS
from bot.understanding.postings import Numbers, Postings

Feature = str | tuple[str, str]

_UNKNOWN = 0.45
"""Weight of a word of the question that no phrase has: it speaks against every phrase."""
_NUMBER = 0.1
"""The same for a number, which is seldom what a question is about."""
_RARITY = 1.0
"""How much more rare words say than common ones."""
_PAIR = 0.28
"""Weight of two neighbours, against the lighter of both."""
_LONG_QUESTION = 1.3
"""From this weight on, further words of a question count half: stories have more words than matter."""
_PAIRS_ASKED = 1.0
"""How much the question's own neighbours count against its single words."""
_SUBSTANCE = 0.4
"""Words in common that weigh less than this say little, even if a phrase has no others."""
_WORTH = 0.45
"""Phrases that share less than this part of what the best one shares are not looked at."""
_LIGHT = 0.3
"""Words below this part of the heaviest word find no phrase by themselves; they only add to phrases found."""

_NOWHERE: Numbers = np.zeros(0, np.int32)

Shares = NDArray[np.float64]
"""What each phrase has in common with a question, by the number of the phrase."""


@dataclass(slots=True)
class Hit:
    """How well a phrase fits: `score` 0..1, `of_phrase` and `of_question` how much of each is in the other (0..1)."""

    owner: int
    row: tuple[str, ...]
    score: float
    of_phrase: float
    of_question: float


class PhraseIndex:
    """Rows of words with the number of their owner. `emptiness` is the part (0..1) of its weight a word loses."""

    def __init__(
        self, phrases: Iterable[tuple[int, tuple[str, ...]]], emptiness: Mapping[str, float] = EMPTINESS
    ) -> None:
        self._rows = list(dict.fromkeys(phrases))
        self._emptiness = emptiness
        self._idf = _idf(self._rows)
        self._vocabulary: dict[int, set[str]] = {}
        totals: list[float] = []
        postings: dict[Feature, list[int]] = {}
        for number, (owner, row) in enumerate(self._rows):
            features = self._features(row)
            totals.append(sum(features.values()))
            self._vocabulary.setdefault(owner, set()).update(row)
            for feature in features:
                postings.setdefault(feature, []).append(number)
        self._totals = np.array(totals)
        self._postings = Postings(postings.items())

    def weight(self, word: str) -> float:
        """How much a word says about what is meant (0..1)."""
        value = self._idf.get(word)
        if value is None:
            value = _NUMBER if word.isdigit() else _UNKNOWN
        return value * (1 - self._emptiness.get(word, 0.0))

    def covered(self, owner: int, weights: dict[str, float]) -> float:
        """The part (0..1) of a question's words, by their weights, that stand in any phrase of an owner."""
        vocabulary = self._vocabulary[owner]
        known = sum([weight for word, weight in weights.items() if word in vocabulary])
        return known / (sum(weights.values()) or 1.0) * sqrt(min(1.0, known / _SUBSTANCE))

    def search(self, row: Sequence[str], most: int = 60) -> list[Hit]:
        """The phrases that fit a question best, best first, at most one per owner."""
        heaviest = sorted({word: self.weight(word) for word in row}.items(), key=lambda pair: -pair[1])
        shares = self._shares(heaviest)
        pairs = self._pairs_of(row)
        asked = _soften(sum(weight for _, weight in heaviest), self._pair_total(row))
        leading = self._leading(shares, pairs, most)
        return [self._hit(number, float(shares[number]), float(pairs[number]), asked) for number in leading]

    def _leading(self, shares: Shares, pairs: Shares, most: int) -> Iterable[int]:
        """The phrases that fit best, best first, one an owner."""
        worth = _WORTH * shares.max(initial=0.0)
        numbers = np.flatnonzero(shares >= worth) if worth else _NOWHERE
        single, pair = shares[numbers], pairs[numbers]
        fits = (single + pair) * (single + _PAIRS_ASKED * pair) / self._totals[numbers]
        best: dict[int, int] = {}
        for number in numbers[np.argsort(-fits, kind="stable")].tolist():
            best.setdefault(self._rows[number][0], number)
            if len(best) == most:
                break
        return best.values()

    def _hit(self, number: int, found: float, pair: float, asked: float) -> Hit:
        owner, row = self._rows[number]
        total = float(self._totals[number])
        of_phrase = min(1.0, (found + pair) / total)
        of_question = min(1.0, (found + _PAIRS_ASKED * pair) / asked)
        score = sqrt(of_phrase * of_question) * sqrt(min(1.0, found / _SUBSTANCE))
        return Hit(owner, row, score, of_phrase, of_question)

    def _shares(self, heaviest: list[tuple[str, float]]) -> Shares:
        """What each phrase shares with a question, nothing for those that are not worth looking at.

        Words are taken by their weight. Once all that are left cannot bring a new phrase near the best one, they only
        add to phrases that were found.
        """
        shares = np.zeros(len(self._rows))
        best = 0.0
        left = sum(weight for _, weight in heaviest)
        opens = heaviest[0][1] * _LIGHT if heaviest else 0.0
        for word, weight in heaviest:
            left -= weight
            numbers = self._postings.of(word)
            if numbers is not None:
                before = shares[numbers]
                now = before + weight if weight >= opens else before + weight * (before > 0)
                shares[numbers] = now
                best = max(best, float(now.max()))
            if weight >= opens and left < _WORTH * best:
                opens = inf
        return shares

    def _pairs_of(self, row: Sequence[str]) -> Shares:
        found = np.zeros(len(self._rows))
        for pair in dict.fromkeys(pairwise(row)):
            numbers = self._postings.of(pair)
            if numbers is not None:
                found[numbers] += self._pair(pair)
        return found

    def _pair(self, pair: tuple[str, str]) -> float:
        """The weight of two neighbours; an empty word counts fully beside one that is not ("căn cước")."""
        if pair[0] in self._emptiness and pair[1] in self._emptiness:
            return _PAIR * min(self.weight(pair[0]), self.weight(pair[1]))
        return _PAIR * min(self._idf.get(pair[0], _UNKNOWN), self._idf.get(pair[1], _UNKNOWN))

    def _pair_total(self, row: Sequence[str]) -> float:
        return sum(map(self._pair, dict.fromkeys(pairwise(row))))

    def _features(self, row: Sequence[str]) -> dict[Feature, float]:
        features: dict[Feature, float] = {word: self.weight(word) for word in row}
        for pair in pairwise(row):
            features[pair] = self._pair(pair)
        return features


def _idf(rows: list[tuple[int, tuple[str, ...]]]) -> dict[str, float]:
    owners: dict[str, set[int]] = {}
    for owner, row in rows:
        for word in row:
            owners.setdefault(word, set()).add(owner)
    everybody = len({owner for owner, _ in rows}) + 1
    return {word: (log(1 + everybody / len(found)) / log(1 + everybody)) ** _RARITY for word, found in owners.items()}


def _soften(singles: float, pairs: float) -> float:
    weight = singles + _PAIRS_ASKED * pairs
    return max(1e-9, min(weight, _LONG_QUESTION) + 0.5 * max(0.0, weight - _LONG_QUESTION))
