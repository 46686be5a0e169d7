"""A linear classifier over all words of a message, trained on the phrases of content: how likely each target is meant.

A multi-class large-margin classifier (Crammer and Singer, 2001) over TF-IDF of words and neighbours. It learns what
tells targets apart ("ly hôn" in "đăng ký kết hôn lần hai"), where the indexes only count shared words; only the targets
that come too near to the right one are pushed away, so that what is already clear is not learned by heart. It is
trained again whenever the content changes, in a few seconds.
"""

from __future__ import annotations

from array import array
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
WeightedFeatures = tuple[NDArray[np.int32], Floats]
"""The numbers of a phrase's features and their weights, of length 1."""

_ROUNDS, _STEP = 6, 1.0
"""Number of passes over all phrases, and the step of the first pass (it shrinks with each)."""
_MARGIN, _RIVALS = 1.0, 5
"""The right target of a phrase is to be ahead by this much; so many of the nearest others are pushed away at once."""
_SHARPNESS = 10.0
"""The factor of totals before the softmax, which turns margins into likelihoods of told stories (by their likelihood)."""
_KNOWN = 1000
"""A knowledge with fewer targets is treated as if it had so many, so that likelihoods stay comparable."""
_MOST_RECENT = 32
"""Likelihoods of so many rows of words are kept."""
_SMALL = 0.05
"""Weights below this are dropped: there are millions of them, and they do not change results."""


class Classifier:
    """Trained on phrases with their targets; returns how likely each target is meant by a message."""

    def __init__(
        self, phrases: Iterable[tuple[Target, Sequence[str]]], pool: dict[Feature, Feature] | None = None
    ) -> None:
        """`pool`: see Postings."""
        self._recent: dict[tuple[str, ...], Floats] = {}
        examples = [(target.id, row) for target, row in phrases]
        self._numbers = {owner: number for number, owner in enumerate(dict.fromkeys(owner for owner, _ in examples))}
        counts = Counter(chain.from_iterable(_features_of(row) for _, row in examples))
        rarity = {feature: log((1 + len(examples)) / (1 + count)) + 1 for feature, count in counts.items()}
        self._most = log(1 + len(examples)) + 1
        self._rarities = array("d", rarity.values())
        places = {feature: place for place, feature in enumerate(rarity)}
        rows = [self._weigh_row([places[feature] for feature in _features_of(row)]) for _, row in examples]
        weights = _learn_weights(rows, [self._numbers[owner] for owner, _ in examples], len(places), len(self._numbers))
        postings = {feature: np.flatnonzero(np.abs(weights[place]) >= _SMALL) for feature, place in places.items()}
        self._postings = Postings(((feature, numbers.tolist()) for feature, numbers in postings.items()), pool)
        self._weights = np.concatenate(
            [weights[places[feature]][numbers] for feature, numbers in postings.items()] or [[]]
        )

    def likelihood_by_target(self, row: tuple[str, ...]) -> Callable[[Target], float]:
        """A function from target to likelihood (0..1), given that the words mean one of the targets."""
        shares = self._likelihoods(row)
        return lambda target: float(shares[self._numbers[target.id]])

    def highest_likelihood(self, row: tuple[str, ...]) -> float:
        """The likelihood (0..1) of the likeliest target."""
        return float(self._likelihoods(row).max(initial=0.0))

    def _likelihoods(self, row: tuple[str, ...]) -> Floats:
        """The likelihood of each target; a message is asked about several times while it is read."""
        recent = self._recent
        shares = recent.get(row)
        if shares is None:
            shares = self._weigh_targets(row)
            if len(recent) >= _MOST_RECENT:
                recent = self._recent = {}
            recent[row] = shares
        return shares

    def _weigh_targets(self, row: Sequence[str]) -> Floats:
        totals = np.zeros(len(self._numbers), np.float32)
        place_of = self._postings.place_of
        strange = sum(place_of(word) is None for word in dict.fromkeys(row))
        places = [place for feature in _features_of(row) if (place := place_of(feature)) is not None]
        for place, weight in zip(places, self._normalized_weights(places, strange), strict=True):
            part = self._postings.slice_at(place)
            totals[self._postings.numbers_at(part)] += weight * self._weights[part]
        return _softmax(_SHARPNESS * totals, others=_KNOWN - len(self._numbers))

    def _weigh_row(self, places: Sequence[int]) -> WeightedFeatures:
        return np.array(places, np.int32), self._normalized_weights(places)

    def _normalized_weights(self, places: Sequence[int], strange: int = 0) -> Floats:
        """TF-IDF weights of features, scaled to length 1; `strange` unknown words count in the length but support no target."""
        weights = [self._rarities[place] for place in places]
        length = sqrt(sum(weight * weight for weight in weights) + strange * self._most**2) or 1.0
        return np.array([weight / length for weight in weights], np.float32)


def _learn_weights(rows: Sequence[WeightedFeatures], owners: Sequence[int], features: int, targets: int) -> Floats:
    """Train by stochastic gradient descent on the squared margin; returns weights (features × targets)."""
    weights = np.zeros((features, targets), np.float32)
    random = np.random.default_rng(1)
    for turn in range(_ROUNDS):
        step = np.float32(_STEP / (1 + turn))
        for number in random.permutation(len(rows)):
            places, values = rows[number]
            totals, owner = values @ weights[places], owners[number]
            short = _MARGIN - totals[owner] + totals
            short[owner] = 0.0
            rivals = _largest(short)
            rivals = rivals[short[rivals] > 0]
            if len(rivals):
                push = step * short[rivals] / len(rivals)
                weights[places[:, None], rivals] -= values[:, None] * push
                weights[places, owner] += push.sum() * values
    return weights


def _largest(values: Floats) -> NDArray[np.intp]:
    """The places of the _RIVALS largest values, or of all if there are fewer."""
    most = min(_RIVALS, len(values))
    return np.argpartition(-values, most - 1)[:most]


def _softmax(totals: Floats, others: int = 0) -> Floats:
    """Likelihoods from totals; `others` is a number of further targets whose total is 0."""
    most = totals.max(initial=0.0)
    powers = np.exp(totals - most)
    shares: Floats = powers / (powers.sum() + np.float32(max(0, others) * np.exp(-most) + 1e-9))
    return shares


def _features_of(row: Sequence[str]) -> list[Feature]:
    return list(dict.fromkeys((*row, *pairwise(row))))
