"""Posting lists of an inverted index, stored in one array: Python sets would take 30 times the memory."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.intp]
"""Numbers as arrays are indexed by: from shorter ones numpy makes these anew each time, which takes twice as long."""
Feature = TypeVar("Feature")


class Postings(Generic[Feature]):
    """For each feature the numbers of the phrases (or targets) that contain it, in ascending order."""

    def __init__(
        self, features: Iterable[tuple[Feature, Iterable[int]]], pool: dict[Feature, Feature] | None = None
    ) -> None:
        """Lists with one `pool` keep an equal feature once."""
        share = ({} if pool is None else pool).setdefault
        rows = {share(feature, feature): sorted(numbers) for feature, numbers in features}
        self._places = {feature: place for place, feature in enumerate(rows)}
        self._starts = array("i", accumulate(map(len, rows.values()), initial=0))
        self.numbers = np.fromiter((number for row in rows.values() for number in row), np.int32)

    def numbers_of(self, feature: Feature) -> Numbers | None:
        """The numbers of a feature; None for an unknown feature."""
        place = self.slice_of(feature)
        return None if place is None else self.numbers_at(place)

    def numbers_at(self, part: slice) -> Numbers:
        """The numbers of a slice, ready to index arrays."""
        return self.numbers[part].astype(np.intp)

    def place_of(self, feature: Feature) -> int | None:
        """The place of a feature in the order they were given in; None for an unknown feature."""
        return self._places.get(feature)

    def slice_at(self, place: int) -> slice:
        """The slice of `numbers` that belongs to the feature at a place."""
        return slice(self._starts[place], self._starts[place + 1])

    def slice_of(self, feature: Feature) -> slice | None:
        """The slice of `numbers` that belongs to a feature; None for an unknown feature."""
        place = self._places.get(feature)
        return None if place is None else self.slice_at(place)
