"""Statistics over all phrases: which words follow each other and which occur in one phrase."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_


class Corpus:
    """Counts over all phrases of the knowledge, without accents."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self.count: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._where: dict[str, int] = {}
        """By word the phrases with it, a bit each: sets of numbers would take five times the memory."""
        for number, phrase in enumerate(phrases):
            self.count.update(phrase)
            self._pairs.update(itertools.pairwise(phrase))
            for word in phrase:
                self._where[word] = self._where.get(word, 0) | 1 << number

    def __contains__(self, word: str) -> bool:
        return word in self.count

    def count_pair(self, first: str | None, second: str | None) -> int:
        """How often `second` follows `first`."""
        return self._pairs[first, second] if first and second else 0

    def count_beside(self, before: str | None, word: str, after: str | None) -> int:
        """How often `word` follows `before` plus how often it precedes `after`."""
        return self.count_pair(before, word) + self.count_pair(word, after)

    def largest_share(self, before: str | None, word: str, after: str | None) -> float:
        """The larger of two shares (0..1): of what follows `before`, and of what precedes `after`, that is `word`."""
        share_before = self.count_pair(before, word) / self.count[before] if before and before in self.count else 0.0
        share_after = self.count_pair(word, after) / self.count[after] if after and after in self.count else 0.0
        return max(share_before, share_after)

    def rate_together(self, words: Sequence[str], context: Iterable[str]) -> float:
        """How well `words` fit a context: the sum of how often each context word occurs in phrases with all `words`."""
        places = [self._where.get(word) for word in words]
        if not places or not all(places):
            return -1.0
        common = reduce(and_, (place for place in places if place))
        if not common:
            return -0.5
        return sum(
            (common & self._where[other]).bit_count() / (self._where[other].bit_count() + 3)
            for other in context
            if other in self._where
        )
