"""What the words of all phrases say about each other: which follow each other, which stand in one phrase."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence


class Corpus:
    """Counts over all phrases of the knowledge, without accents."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self.count: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._where: dict[str, set[int]] = {}
        for number, phrase in enumerate(phrases):
            self.count.update(phrase)
            self._pairs.update(itertools.pairwise(phrase))
            for word in phrase:
                self._where.setdefault(word, set()).add(number)

    def __contains__(self, word: str) -> bool:
        return word in self.count

    def pair(self, first: str | None, second: str | None) -> int:
        """How often `second` follows `first`."""
        return self._pairs[first, second] if first and second else 0

    def support(self, before: str | None, word: str, after: str | None) -> int:
        """How often a word stands beside one of its neighbours here."""
        return self.pair(before, word) + self.pair(word, after)

    def share(self, before: str | None, word: str, after: str | None) -> float:
        """The larger part (0..1) that a word has of what follows `before` or comes ahead of `after`."""
        left = self.pair(before, word) / self.count[before] if before and before in self.count else 0.0
        right = self.pair(word, after) / self.count[after] if after and after in self.count else 0.0
        return max(left, right)

    def together(self, words: Sequence[str], context: Iterable[str]) -> float:
        """How well `words` as a whole fit to other words: the sum over these of how typical they are beside them."""
        places = [self._where.get(word) for word in words]
        if not places or not all(places):
            return -1.0
        common = set.intersection(*(place for place in places if place))
        if not common:
            return -0.5
        return sum(
            len(common & self._where[other]) / (len(self._where[other]) + 3)
            for other in context
            if other in self._where
        )
