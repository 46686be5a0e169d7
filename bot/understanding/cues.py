"""Finds listed phrases (cues) in a message, with the accents they are written with as far as the writer uses accents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.understanding.accents import accents_agree
from bot.understanding.folding import WORD, bare, is_marked, words
from bot.understanding.tone_marks import accent_marks

Value = TypeVar("Value")
Groups = frozenset[str]
"""The names of the word lists a phrase stands in."""

_CAREFUL, _FEWEST = 0.55, 3
"""Accents are used throughout when at least this share of the words, and at least so many, carry them."""


@dataclass(frozen=True, slots=True)
class WordRow:
    """Consecutive words without accents, the accents each was written with, and where each starts in its text.

    `careful`: the writer uses accents throughout, so that a missing accent is intended.
    """

    words: tuple[str, ...]
    marks: tuple[str, ...]
    starts: tuple[int, ...]
    careful: bool

    def part(self, start: int, end: int | None = None) -> WordRow:
        """The words from `start` up to `end`."""
        return WordRow(self.words[start:end], self.marks[start:end], self.starts[start:end], self.careful)


@dataclass(frozen=True, slots=True)
class Cue(Generic[Value]):
    """A phrase of a table in a row of words: where it starts and ends, and its value."""

    start: int
    end: int
    value: Value


class CueTable(Generic[Value]):
    """Phrases written with accents, each with a value.

    A word typed with accents must have those of the phrase. A word typed without any agrees with every phrase in a
    message that uses none; in a message written carefully it agrees only with a word that has none. One word that
    means something else without its accents ("đâu", "đau") is listed with "!" behind it: it needs its accents.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]]) -> None:
        self._entries: dict[tuple[str, ...], list[tuple[tuple[str, ...], bool, Value]]] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, value in entries:
            row = words(phrase)
            key = tuple(map(bare, row))
            entry = (tuple(map(accent_marks, row)), phrase.endswith("!"), value)
            self._entries.setdefault(key, []).append(entry)
            lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}
        self._longest = max(map(len, self._entries), default=0)

    def find_all(self, row: WordRow) -> list[Cue[Value]]:
        """The cues of a row from left to right, the longest at each place, none overlapping another."""
        result: list[Cue[Value]] = []
        start = 0
        while start < len(row.words):
            cue = self.find_at(row, start)
            if cue:
                result.append(cue)
            start = cue.end if cue else start + 1
        return result

    def find_at(self, row: WordRow, start: int) -> Cue[Value] | None:
        """The longest cue that begins at `start`."""
        for length in self._lengths.get(row.words[start], ()):
            end = start + length
            entries = self._entries.get(row.words[start:end], ()) if end <= len(row.words) else ()
            for marks, is_strict, value in entries:
                if _agree(row, start, end, marks, is_strict):
                    return Cue(start, end, value)
        return None

    def find_ending(self, row: WordRow, end: int) -> Cue[Value] | None:
        """The longest cue that ends at `end`."""
        for start in range(max(0, end - self._longest), end):
            for marks, is_strict, value in self._entries.get(row.words[start:end], ()):
                if _agree(row, start, end, marks, is_strict):
                    return Cue(start, end, value)
        return None

    def occurs_in(self, row: WordRow) -> bool:
        """Whether a row has any cue."""
        return any(self.find_at(row, start) for start in range(len(row.words)))


def _agree(row: WordRow, start: int, end: int, marks: tuple[str, ...], is_strict: bool) -> bool:
    row_marks = row.marks[start:end]
    if is_strict:
        return row_marks == marks
    return all(accents_agree(have, want, row.careful) for have, want in zip(row_marks, marks, strict=True))


class WordSplitter:
    """Splits texts into words and expands the abbreviations that have one reading ("ko" → "không")."""

    def __init__(self, short_forms: Mapping[str, str]) -> None:
        self._short = {form: tuple(words(meaning)) for form, meaning in short_forms.items()}

    def split(self, text: str, careful: bool | None = None) -> WordRow:
        """The words of a cleaned text (folding.clean_text); `careful` overrides whether accents are used throughout."""
        row: list[str] = []
        starts: list[int] = []
        unmarked = 0
        for match in WORD.finditer(text):
            form = match[0]
            expansion = self._short.get(form)
            word_forms = expansion or (form,)
            row += word_forms
            starts += [match.start()] * len(word_forms)
            unmarked += expansion is None and not is_marked(form)
        if careful is None:
            careful = len(row) >= _FEWEST and len(row) - unmarked >= _CAREFUL * len(row)
        return WordRow(tuple(map(bare, row)), tuple(map(accent_marks, row)), tuple(starts), careful)


def entries_of(texts: dict[str, str], everyday: frozenset[str]) -> list[tuple[str, Groups]]:
    """Every phrase of comma-separated lists with the lists it stands in, for a CueTable.

    A single word with accents needs them ("!"), unless one of its lists is among `everyday`.
    """
    groups: dict[str, set[str]] = {}
    for name, text in texts.items():
        for phrase in filter(None, map(str.strip, text.replace("\n", " ").split(","))):
            groups.setdefault(phrase, set()).add(name)
    result = []
    for phrase, names in groups.items():
        is_strict = " " not in phrase and names.isdisjoint(everyday) and is_marked(phrase)
        result.append((f"{phrase}!" if is_strict else phrase, frozenset(names)))
    return result
