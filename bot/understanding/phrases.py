"""A table of phrases that finds its phrases in a sequence of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases (sequences of folded words) with a value each; the longest phrase at a position wins."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._values: dict[tuple[str, ...], Value] = {}
        self._lengths: dict[str, list[int]] = {}
        for phrase, value in phrases:
            if phrase:
                self._values.setdefault(tuple(phrase), value)
        for key in self._values:
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def __len__(self) -> int:
        return len(self._values)

    def longest_at(self, words: Sequence[str], start: int) -> tuple[int, Value] | None:
        """The length and value of the longest phrase that begins at `start`."""
        for length in self._lengths.get(words[start], ()):
            key = tuple(words[start : start + length])
            if len(key) == length and key in self._values:
                return length, self._values[key]
        return None

    def all_at(self, words: Sequence[str], start: int) -> Iterator[tuple[int, Value]]:
        """The length and value of every phrase that begins at `start`, the longest first."""
        for length in self._lengths.get(words[start], ()):
            key = tuple(words[start : start + length])
            if len(key) == length and key in self._values:
                yield length, self._values[key]

    def find_all(self, words: Sequence[str]) -> Iterator[tuple[int, Value]]:
        """The length and value of every phrase in a sequence of words, those that overlap as well."""
        for start, word in enumerate(words):
            if word in self._lengths:
                yield from self.all_at(words, start)

    def find_spans(self, words: Sequence[str]) -> Iterator[tuple[int, int, Value]]:
        """(start, end, value) of the phrases found from left to right, none overlapping."""
        start = 0
        while start < len(words):
            match = self.longest_at(words, start) if words[start] in self._lengths else None
            if match:
                yield start, start + match[0], match[1]
                start += match[0]
            else:
                start += 1
