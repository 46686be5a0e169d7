"""Posting lists of an inverted index, stored in one array: Python sets would take 30 times the memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Feature = TypeVar("Feature")


class Postings(Generic[Feature]):
    """For each feature the numbers of the phrases (or targets) that contain it, in ascending order."""

    def __init__(self, features: Iterable[tuple[Feature, Iterable[int]]]) -> None:
        rows = {feature: sorted(numbers) for feature, numbers in features}
        self._places = {feature: place for place, feature in enumerate(rows)}
        self._starts = [0, *accumulate(map(len, rows.values()))]
        self.numbers = np.fromiter((number for row in rows.values() for number in row), np.int32)

    def numbers_of(self, feature: Feature) -> Numbers | None:
        """The numbers of a feature; None for an unknown feature."""
        place = self.slice_of(feature)
        return None if place is None else self.numbers[place]

    def slice_of(self, feature: Feature) -> slice | None:
        """The slice of `numbers` that belongs to a feature; None for an unknown feature."""
        place = self._places.get(feature)
        return None if place is None else slice(self._starts[place], self._starts[place + 1])
