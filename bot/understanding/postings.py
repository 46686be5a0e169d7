"""Which numbers each feature belongs to, kept in one array: sets of so many small numbers would take 30 times as much."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Feature = TypeVar("Feature")


class Postings(Generic[Feature]):
    """The numbers (of phrases or of targets) that each feature stands in, in ascending order."""

    def __init__(self, features: Iterable[tuple[Feature, Iterable[int]]]) -> None:
        found = {feature: sorted(numbers) for feature, numbers in features}
        self._places = {feature: place for place, feature in enumerate(found)}
        self._starts = [0, *accumulate(map(len, found.values()))]
        self.numbers = np.fromiter((number for row in found.values() for number in row), np.int32)

    def of(self, feature: Feature) -> Numbers | None:
        """The numbers of a feature; None when it stands nowhere."""
        place = self.place(feature)
        return None if place is None else self.numbers[place]

    def place(self, feature: Feature) -> slice | None:
        """Where the numbers of a feature stand among all `numbers`; None when it stands nowhere."""
        place = self._places.get(feature)
        return None if place is None else slice(self._starts[place], self._starts[place + 1])
