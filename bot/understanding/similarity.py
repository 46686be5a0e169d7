"""The similarity of a message to all phrases of a target together, whichever of them fits best."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, pairwise
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from bot.understanding.knowledge import Target
from bot.understanding.postings import Postings

Feature = str | tuple[str, str]

_COMMON = 0.3
"""Words that occur in more than this part of all targets are ignored."""


class SimilarityIndex:
    """TF-IDF vectors over the words and word pairs of all phrases of a target; similarity is the cosine (0..1)."""

    def __init__(
        self, phrases: Iterable[tuple[Target, Sequence[str]]], pool: dict[Feature, Feature] | None = None
    ) -> None:
        """`pool`: see Postings."""
        counts_by_target: dict[str, Counter[Feature]] = {}
        for target, row in phrases:
            counts_by_target.setdefault(target.id, Counter()).update(_features_of(row))
        frequencies = Counter(chain.from_iterable(counts_by_target.values()))
        most = max(3.0, _COMMON * len(counts_by_target))
        self._strange = log(1 + len(counts_by_target))
        self._common = frozenset(feature for feature, count in frequencies.items() if count > most)
        rarity = {
            feature: log(1 + len(counts_by_target) / count) if count <= most else 0.0
            for feature, count in frequencies.items()
        }
        self._numbers = {owner: number for number, owner in enumerate(counts_by_target)}
        worth: dict[Feature, dict[int, float]] = {}
        for number, counts in enumerate(counts_by_target.values()):
            for feature, value in _unit_vector(counts, rarity).items():
                if rarity[feature]:
                    worth.setdefault(feature, {})[number] = value
        self._postings = Postings(worth.items(), pool)
        self._rarities = array("d", (rarity[feature] for feature in worth))
        self._worth = np.array([value for values in worth.values() for value in values.values()])

    def similarity_by_target(self, row: Sequence[str]) -> Callable[[Target], float]:
        """A function from target to its similarity (0..1) with the words."""
        similarities = self._similarities(row)
        return lambda target: float(similarities[self._numbers[target.id]])

    def _similarities(self, row: Sequence[str]) -> NDArray[np.float64]:
        similarities = np.zeros(len(self._numbers))
        counts = Counter(_features_of(row))
        for feature, value in _unit_vector(counts, {one: self._rarity_of(one) for one in counts}).items():
            place = self._postings.slice_of(feature)
            if place is not None:
                similarities[self._postings.numbers_at(place)] += value * self._worth[place]
        return similarities

    def _rarity_of(self, feature: Feature) -> float:
        place = self._postings.place_of(feature)
        if place is not None:
            return self._rarities[place]
        return 0.0 if feature in self._common else self._strange


def _unit_vector(counts: Counter[Feature], rarity: Mapping[Feature, float]) -> dict[Feature, float]:
    """TF-IDF weights scaled to length 1; unknown features count in the length and so lower all similarities."""
    weights = {feature: (1 + log(count)) * rarity[feature] for feature, count in counts.items()}
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {feature: weight / length for feature, weight in weights.items()}


def _features_of(row: Sequence[str]) -> Iterable[Feature]:
    return chain(row, pairwise(row))
