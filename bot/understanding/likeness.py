"""How alike a message is to everything that is said about a target, apart from which of its phrases fits best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise
from math import log, sqrt

from bot.understanding.knowledge import Target

Feature = str | tuple[str, str]
Vector = Mapping[Feature, float]

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
        self._worth: dict[Feature, dict[str, float]] = {}
        for owner, counts in said.items():
            for found, value in self._vector(counts).items():
                self._worth.setdefault(found, {})[owner] = value

    def vector(self, row: Sequence[str]) -> Vector:
        """What `of` needs of a message."""
        return self._vector(Counter(_features(row)))

    def of(self, vector: Vector, target: Target) -> float:
        """How alike a message is to a target (0..1)."""
        return sum(value * self._worth[found].get(target.id, 0.0) for found, value in vector.items())

    def _vector(self, counts: Counter[Feature]) -> dict[Feature, float]:
        """The weights of features, of length 1; features no phrase has count in the length, they speak against all."""
        weights = {found: (1 + log(count)) * self._rarity.get(found, self._strange) for found, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {found: weight / length for found, weight in weights.items() if self._rarity.get(found)}


def _features(row: Sequence[str]) -> Iterable[Feature]:
    return chain(row, pairwise(row))
