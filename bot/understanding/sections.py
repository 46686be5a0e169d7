"""Finds the section of a procedure a message asks for, and removes its words before the procedure is searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.folding import bare, folded_words, is_marked, words
from bot.understanding.function_words import AS_WRITTEN, FUNCTION_WORDS, GENERIC, TRULY_EMPTY
from bot.understanding.tone_marks import accent_marks

VAGUE = frozenset({"steps", "who", "result"})
"""Sections whose words also occur in other questions; any other section in the question wins over them."""
_GAP = 2
"""The number of function words allowed between two words of a phrase ("bao nhiêu vậy tiền")."""
_OBJECT = 6
"""The number of words allowed behind the first word of a phrase of three or more ("làm khai sinh cho con ở đâu")."""
_FRAME, _OPENS = 3, 2
"""A word that is in so many phrases, or begins so many different phrases, is a word of asking without a subject."""


_SECONDS = frozenset(second for _, second in GENERIC)

IsTerm = Callable[[str, str], bool]
PlacesOf = Callable[[Sequence[str], Sequence[str], int], list[int]]


@dataclass(frozen=True, slots=True)
class SectionMatch:
    """The sections a message asks for, in order, and the `rest` of its words."""

    sections: tuple[str, ...]
    rest: tuple[str, ...]

    @property
    def section(self) -> str | None:
        """The most specific section: the first that is not VAGUE, else the first; None without sections."""
        clear = [section for section in self.sections if section not in VAGUE]
        return next(iter(clear or self.sections), None)


def without_generic_nouns(row: Sequence[str]) -> tuple[str, ...]:
    """The words without nouns that fit every procedure (GENERIC)."""
    if _SECONDS.isdisjoint(row):
        return tuple(row)
    result: list[str] = []
    for word in row:
        result.append(word)
        if word in _SECONDS and tuple(result[-2:]) in GENERIC:
            del result[-2:]
    return tuple(result)


class SectionFinder:
    """Finds phrases of sections in a sequence of words, with function words allowed in between."""

    def __init__(self, sections: Mapping[str, Sequence[str]], is_term: IsTerm = lambda first, then: False) -> None:
        self._is_term = is_term
        phrases = [phrase for phrases_of_section in sections.values() for phrase in phrases_of_section]
        counts = Counter(word for phrase in phrases for word in set(folded_words(phrase)))
        self._frame = {word for word, count in counts.items() if count >= _FRAME} | FUNCTION_WORDS
        beginnings = {folded_words(phrase)[:2] for phrase in phrases}
        openings = Counter(beginning[0] for beginning in beginnings if len(beginning) > 1)
        self._openings = {word for word, count in openings.items() if count >= _OPENS}
        marked_words = {word for phrase in phrases for word in words(phrase)} | AS_WRITTEN
        self._spellings = {(bare(word), accent_marks(word)) for word in marked_words}
        self._by_first = _phrases_by_first_word(sections)

    def find_sections(self, row: Sequence[str]) -> SectionMatch:
        """The sections that folded words ask for."""
        sections_by_place: dict[int, str] = {}
        used_places: set[int] = set()
        present = set(row)
        starts = [place for place, word in enumerate(row) if word in self._by_first]
        for places_of in (_places_in_order, _around_object):
            for start in starts:
                places, section = self._section_at(row, start, present, used_places, places_of)
                if section:
                    sections_by_place[start] = section
                    used_places.update(places, self._asking_words_before(row, places))
        rest = tuple(word for place, word in enumerate(row) if place not in used_places)
        return SectionMatch(tuple(dict.fromkeys(sections_by_place[place] for place in sorted(sections_by_place))), rest)

    def _asking_words_before(self, row: Sequence[str], places: list[int]) -> list[int]:
        """The positions directly before a phrase that also belong to asking ("mất" in "mất khoảng bao lâu")."""
        first = start = places[0]
        while first > 0 and row[first - 1] in self._openings and not self._in_term(row, first - 1):
            first -= 1
        return list(range(first, start))

    def is_empty(self, rest: Sequence[str]) -> bool:
        """Whether words name no subject: all of them are words of asking."""
        bare = without_generic_nouns(rest)
        pairs = (pair for pair in pairwise(bare) if not TRULY_EMPTY.issuperset(pair))
        terms = any(self._is_term(first, then) for first, then in pairs)
        return not terms and all(word in self._frame for word in bare)

    def is_spelled(self, word: str, raw: str | None) -> bool:
        """Whether a word, if it may be a word of asking, has the accents of one: "chó cắn" is not "cho cần"."""
        return (
            raw is None or word not in self._frame or not is_marked(raw) or (word, accent_marks(raw)) in self._spellings
        )

    def _in_term(self, row: Sequence[str], place: int) -> bool:
        return place > 0 and self._is_term(row[place - 1], row[place])

    def _section_at(
        self, row: Sequence[str], start: int, present: set[str], used_places: set[int], places_of: PlacesOf
    ) -> tuple[list[int], str | None]:
        for phrase, section in self._by_first[row[start]]:
            if len(phrase) == 1 and self._in_term(row, start):  # "phí" in "mai táng phí"
                continue
            places = places_of(phrase, row, start) if present.issuperset(phrase) else None
            if places and used_places.isdisjoint(range(places[0], places[-1] + 1)):
                return places, section
        return [], None


def _phrases_by_first_word(sections: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """(folded phrase, section) by the first word of the phrase, the longest phrase first."""
    result: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for section, phrases in sections.items():
        for phrase in dict.fromkeys(map(folded_words, phrases)):
            if phrase:
                result.setdefault(phrase[0], []).append((phrase, section))
    for entries in result.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return result


def _around_object(phrase: Sequence[str], row: Sequence[str], start: int) -> list[int]:
    """The positions of a phrase with an object behind its first word (a verb); [] if it is not there."""
    if len(phrase) < 3:
        return []
    for then in range(start + 2, min(len(row), start + 2 + _OBJECT)):
        places = _places_in_order(phrase[1:], row, then) if row[then] == phrase[1] else []
        if places:
            return [start, *places]
    return []


def _places_in_order(phrase: Sequence[str], row: Sequence[str], start: int) -> list[int]:
    """The positions of the words of a phrase from `start` on, at most _GAP function words between; [] if absent."""
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
