"""A second opinion by letters alone: how alike a message and the phrases are in their groups of letters."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log, sqrt

from bot.understanding.knowledge import Target

_GROUPS = (3, 4)
_ALIKE, _ALIKE_TALK = 0.2, 0.35
"""Phrases less alike than this are not alike; more is needed for what is no procedure and said in few words."""
_RARE = 0.1
"""Groups of letters in more than this part of all phrases say nothing and cost the most time."""


class Likeness:
    """TF-IDF vectors over letter groups, words and pairs of words of phrases; cosine is the likeness (0..1)."""

    def __init__(self, phrases: Iterable[tuple[Target, Sequence[str]]]) -> None:
        rows = list(phrases)
        self._owners = [owner for owner, _ in rows]
        features = [Counter(_features(row)) for _, row in rows]
        seen = Counter(feature for found in features for feature in found)
        most = max(3.0, _RARE * len(rows))
        self._rarity = {f: log(1 + len(rows) / count) if count <= most else 0.0 for f, count in seen.items()}
        self._strange = log(1 + len(rows))
        self._where: dict[str, array[int]] = {}
        self._worth: dict[str, array[float]] = {}
        for number, found in enumerate(features):
            for feature, value in self._vector(found).items():
                self._where.setdefault(feature, array("H")).append(number)
                self._worth.setdefault(feature, array("f")).append(value)

    def best(self, row: Sequence[str]) -> Target | None:
        """The target with the phrase most alike to a row of words; None when none is alike."""
        scores = [0.0] * len(self._owners)
        for feature, value in self._vector(Counter(_features(row))).items():
            for number, worth in zip(self._where[feature], self._worth[feature], strict=True):
                scores[number] += value * worth
        highest = max(scores, default=0.0)
        target = self._owners[scores.index(highest)] if highest else None
        needed = _ALIKE if target and target.kind == "procedure" else _ALIKE_TALK
        return target if highest >= needed else None

    def _vector(self, found: Counter[str]) -> dict[str, float]:
        """The weights of features, of length 1; features no phrase has count in the length, they speak against all."""
        weights = {
            feature: (1 + log(count)) * self._rarity.get(feature, self._strange) for feature, count in found.items()
        }
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {feature: weight / length for feature, weight in weights.items() if self._rarity.get(feature)}


def _features(row: Sequence[str]) -> Iterable[str]:
    for word in row:
        yield f"={word}"
        padded = f" {word} "
        for size in _GROUPS:
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
    for first, then in pairwise(row):
        yield f"{first}_{then}"
