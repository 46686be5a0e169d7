"""How alike a message is to everything that is said about a target, apart from which of its phrases fits best."""

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

_COMMON = 0.3
"""Words of more than this part of all targets say nothing about which one is meant."""


class Likeness:
    """TF-IDF vectors over the words and neighbours of all phrases of a target; cosine is the likeness (0..1)."""

    def __init__(self, phrases: Iterable[tuple[Target, Sequence[str]]]) -> None:
        said: dict[str, Counter[Feature]] = {}
        for target, row in phrases:
            said.setdefault(target.id, Counter()).update(_features(row))
        seen = Counter(chain.from_iterable(said.values()))
        most = max(3.0, _COMMON * len(said))
        self._strange = log(1 + len(said))
        self._rarity = {found: log(1 + len(said) / count) if count <= most else 0.0 for found, count in seen.items()}
        self._numbers = {owner: number for number, owner in enumerate(said)}
        worth: dict[Feature, dict[int, float]] = {}
        for number, counts in enumerate(said.values()):
            for found, value in self._vector(counts).items():
                worth.setdefault(found, {})[number] = value
        self._postings = Postings(worth.items())
        self._worth = np.array([value for values in worth.values() for value in values.values()])

    def of(self, row: Sequence[str]) -> Callable[[Target], float]:
        """How alike a message is to a target (0..1), for any target."""
        alike = self._alike(row)
        return lambda target: float(alike[self._numbers[target.id]])

    def _alike(self, row: Sequence[str]) -> NDArray[np.float64]:
        alike = np.zeros(len(self._numbers))
        for found, value in self._vector(Counter(_features(row))).items():
            place = self._postings.place(found)
            if place is not None:
                alike[self._postings.numbers[place]] += value * self._worth[place]
        return alike

    def _vector(self, counts: Counter[Feature]) -> dict[Feature, float]:
        """The weights of features, of length 1; features no phrase has count in the length, they speak against all."""
        weights = {found: (1 + log(count)) * self._rarity.get(found, self._strange) for found, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {found: weight / length for found, weight in weights.items() if self._rarity.get(found)}


def _features(row: Sequence[str]) -> Iterable[Feature]:
    return chain(row, pairwise(row))
