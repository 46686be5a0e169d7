"""Which part of a procedure is asked for: found first, and taken out before the procedure is searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.folding import bare, folded_words, is_marked, words
from bot.understanding.function_words import AS_WRITTEN, FUNCTION_WORDS, GENERIC, TRULY_EMPTY
from bot.understanding.marks import marks

VAGUE = frozenset({"steps", "who", "result"})
"""Sections whose words also stand in questions about something else; another section in the question wins."""
_GAP = 2
"""How many empty words may stand inside a section's phrase ("bao nhiêu vậy tiền")."""
_OBJECT = 6
"""How many words may stand behind the first word of a phrase of three or more ("làm khai sinh cho con ở đâu")."""
_FRAME, _OPENS = 3, 2
"""A word in so many sections' phrases, or followed by so many words at their beginning, belongs to asking as such."""


IsTerm = Callable[[str, str], bool]
PlacesOf = Callable[[Sequence[str], Sequence[str], int], list[int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Sections asked for, in order, and the words that are left without them."""

    sections: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def section(self) -> str | None:
        """The section that is meant most of all."""
        clear = [section for section in self.sections if section not in VAGUE]
        return next(iter(clear or self.sections), None)


def without_generic(row: Sequence[str]) -> tuple[str, ...]:
    """The row without nouns that stand for any matter."""
    result: list[str] = []
    for word in row:
        result.append(word)
        if tuple(result[-2:]) in GENERIC:
            del result[-2:]
    return tuple(result)


class SectionFinder:
    """Finds phrases of sections in a row of words, empty words in between allowed."""

    def __init__(self, sections: Mapping[str, Sequence[str]], is_term: IsTerm = lambda first, then: False) -> None:
        self._is_term = is_term
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        counts = Counter(
            word for phrases in sections.values() for phrase in phrases for word in set(folded_words(phrase))
        )
        self._frame = {word for word, count in counts.items() if count >= _FRAME} | FUNCTION_WORDS
        begun = {folded_words(phrase)[:2] for phrases in sections.values() for phrase in phrases}
        openings = Counter(beginning[0] for beginning in begun if len(beginning) > 1)
        spelled = {word for phrases in sections.values() for phrase in phrases for word in words(phrase)}
        self._spellings = {(bare(word), marks(word)) for word in spelled | AS_WRITTEN}
        self._openings = {word for word, count in openings.items() if count >= _OPENS}
        for section, phrases in sections.items():
            for phrase in dict.fromkeys(map(folded_words, phrases)):
                if phrase:
                    self._by_first.setdefault(phrase[0], []).append((phrase, section))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, row: Sequence[str]) -> Asked:
        """The sections a row of words asks for."""
        found: dict[int, str] = {}
        taken: set[int] = set()
        there = set(row)
        starts = [place for place, word in enumerate(row) if word in self._by_first]
        for places_of in (_spread, _around_object):
            for start in starts:
                places, section = self._at(row, start, there, taken, places_of)
                if section:
                    found[start] = section
                    taken.update(places, self._before(row, places))
        rest = tuple(word for place, word in enumerate(row) if place not in taken)
        return Asked(tuple(dict.fromkeys(found[place] for place in sorted(found))), rest)

    def _before(self, row: Sequence[str], places: list[int]) -> list[int]:
        """The places right before a section's phrase that belong to asking too ("mất" in "mất khoảng bao lâu")."""
        first = start = places[0]
        while first > 0 and row[first - 1] in self._openings and not self._in_term(row, first - 1):
            first -= 1
        return list(range(first, start))

    def is_empty(self, rest: Sequence[str]) -> bool:
        """Whether words name no subject: all of them only help to ask."""
        bare = without_generic(rest)
        pairs = (pair for pair in pairwise(bare) if not TRULY_EMPTY.issuperset(pair))
        terms = any(self._is_term(first, then) for first, then in pairs)
        return not terms and all(word in self._frame for word in bare)

    def is_spelled(self, word: str, raw: str | None) -> bool:
        """Whether a word of asking is written as such: "chó cắn" has none of "cho" and "cần"."""
        return raw is None or word not in self._frame or not is_marked(raw) or (word, marks(raw)) in self._spellings

    def _in_term(self, row: Sequence[str], place: int) -> bool:
        return place > 0 and self._is_term(row[place - 1], row[place])

    def _at(
        self, row: Sequence[str], start: int, there: set[str], taken: set[int], places_of: PlacesOf
    ) -> tuple[list[int], str | None]:
        for phrase, section in self._by_first[row[start]]:
            if len(phrase) == 1 and self._in_term(row, start):  # "phí" in "mai táng phí"
                continue
            places = places_of(phrase, row, start) if there.issuperset(phrase) else None
            if places and taken.isdisjoint(range(places[0], places[-1] + 1)):
                return places, section
        return [], None


def _around_object(phrase: Sequence[str], row: Sequence[str], start: int) -> list[int]:
    """The places of a phrase whose first word (a verb) has its object behind it, before the rest of the phrase."""
    if len(phrase) < 3:
        return []
    for then in range(start + 2, min(len(row), start + 2 + _OBJECT)):
        places = _spread(phrase[1:], row, then) if row[then] == phrase[1] else []
        if places:
            return [start, *places]
    return []


def _spread(phrase: Sequence[str], row: Sequence[str], start: int) -> list[int]:
    """The places of a phrase's words from `start` on, with few empty words in between; nothing when it is not there."""
    places = [start]
    for word in phrase[1:]:
        place = places[-1] + 1
        skipped = 0
        while place < len(row) and row[place] != word and skipped < _GAP and row[place] in TRULY_EMPTY:
            place, skipped = place + 1, skipped + 1
        if place >= len(row) or row[place] != word:
            return []
        places.append(place)
    return places
