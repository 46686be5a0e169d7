"""Which target a message belongs to by all its words at once: a linear classifier, learned from the phrases of content.

Softmax over TF-IDF of words and neighbours. It learns what tells targets apart ("ly hôn" in "đăng ký kết hôn lần hai"),
where the indexes only count what is shared. Learned anew with the content, in about a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.understanding.knowledge import Target
from bot.understanding.postings import Postings

Feature = str | tuple[str, str]
Floats = NDArray[np.float32]
Row = tuple[NDArray[np.int32], Floats]
"""The numbers of a phrase's features and their weights, of length 1."""

_ROUNDS, _STEP = 4, 4.0
"""So often all phrases are learned from, with this step, smaller each time."""
_KNOWN = 1000
"""Being the likeliest of few says less than of many: a smaller knowledge counts as one of so many targets."""
_SMALL = 0.1
"""Smaller weights are forgotten: there are millions of them, and they change nothing."""


class Classifier:
    """Learns from phrases with their targets; says how likely each target is meant."""

    def __init__(self, phrases: Iterable[tuple[Target, Sequence[str]]]) -> None:
        said = [(target.id, row) for target, row in phrases]
        self._numbers = {owner: number for number, owner in enumerate(dict.fromkeys(owner for owner, _ in said))}
        seen = Counter(chain.from_iterable(_features(row) for _, row in said))
        self._rarity = {found: log((1 + len(said)) / (1 + count)) + 1 for found, count in seen.items()}
        self._most = log(1 + len(said)) + 1
        places = {found: place for place, found in enumerate(self._rarity)}
        rows = [self._row(row, places) for _, row in said]
        weights = _learn(rows, [self._numbers[owner] for owner, _ in said], len(places), len(self._numbers))
        kept = {found: np.flatnonzero(np.abs(weights[place]) >= _SMALL) for found, place in places.items()}
        self._postings = Postings((found, numbers.tolist()) for found, numbers in kept.items())
        self._weights = np.concatenate([weights[places[found]][numbers] for found, numbers in kept.items()] or [[]])

    def of(self, row: Sequence[str]) -> Callable[[Target], float]:
        """How likely (0..1) each target is meant by a row of words, as far as one is."""
        shares = self._shares(row)
        return lambda target: float(shares[self._numbers[target.id]])

    def best(self, row: Sequence[str]) -> float:
        """How likely the likeliest target is."""
        return float(self._shares(row).max(initial=0.0))

    def _shares(self, row: Sequence[str]) -> Floats:
        totals = np.zeros(len(self._numbers), np.float32)
        strange = sum(word not in self._rarity for word in dict.fromkeys(row))
        features = [found for found in _features(row) if found in self._rarity]
        for found, weight in zip(features, self._weighed(features, strange), strict=True):
            place = self._postings.place(found)
            if place is not None:
                totals[self._postings.numbers[place]] += weight * self._weights[place]
        return _softmax(totals, others=_KNOWN - len(self._numbers))

    def _row(self, row: Sequence[str], places: dict[Feature, int]) -> Row:
        features = _features(row)
        return np.array([places[found] for found in features], np.int32), self._weighed(features)

    def _weighed(self, features: Sequence[Feature], strange: int = 0) -> Floats:
        """Weights of length 1 together with those of `strange` words, which speak for no target."""
        weights = [self._rarity[found] for found in features]
        length = sqrt(sum(weight * weight for weight in weights) + strange * self._most**2) or 1.0
        return np.array([weight / length for weight in weights], np.float32)


def _learn(rows: Sequence[Row], owners: Sequence[int], features: int, targets: int) -> Floats:
    """Weights (features × targets): gradient descent, one phrase after the other."""
    weights = np.zeros((features, targets), np.float32)
    random = np.random.default_rng(1)
    for turn in range(_ROUNDS):
        step = _STEP / (1 + turn)
        for number in random.permutation(len(rows)):
            places, values = rows[number]
            wrong = _softmax(values @ weights[places])
            wrong[owners[number]] -= 1
            weights[places] -= step * np.outer(values, wrong)
    return weights


def _softmax(totals: Floats, others: int = 0) -> Floats:
    """The part of each total; `others` are targets of which nothing was said."""
    most = totals.max(initial=0.0)
    powers = np.exp(totals - most)
    shares: Floats = powers / (powers.sum() + np.float32(max(0, others) * np.exp(-most) + 1e-9))
    return shares


def _features(row: Sequence[str]) -> list[Feature]:
    return list(dict.fromkeys((*row, *pairwise(row))))
