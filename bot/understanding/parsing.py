"""Parses a message: removes courtesy, sections and places to get its subject, and splits long messages into clauses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.function_words import OPENINGS, TRULY_EMPTY, starts_with_opening
from bot.understanding.knowledge import Lexicon
from bot.understanding.normalization import NormalizedText, Normalizer
from bot.understanding.phrases import PhraseTable
from bot.understanding.places import without_places
from bot.understanding.sections import VAGUE, SectionFinder, SectionMatch, without_generic_nouns

WordRow = tuple[str, ...]

_CLAUSES = re.compile(r"[,.;:?!()\n]+|\s(?:để|de)\s(?!lại|lai)|\s(?:nhưng|nhung|mà|thì)\s", re.I)
_LONG = 8
"""A message with more words than this is also split into clauses."""
_MOST_CLAUSES = 6
_SUBJECT = 2
"""The fewest words of a subject."""


@dataclass(frozen=True, slots=True)
class ParsedMessage:
    """A message split into what it asks for (`sections`) and what about (`subject`).

    `subject` has the words without section and courtesy, as written and in official words; `clauses` the same for the
    clauses of a long message. `whole` is the message without courtesy only. `bare`: no word is left for a subject;
    `vague`: the words left are only words of asking.
    """

    normalized: NormalizedText
    sections: tuple[str, ...]
    section: str | None
    subject: tuple[WordRow, ...]
    clauses: tuple[WordRow, ...]
    whole: WordRow
    bare: bool
    vague: bool

    @property
    def is_general(self) -> bool:
        """Whether the message has a noun that fits every procedure ("thủ tục", "hồ sơ")."""
        row = self.normalized.words
        return len(without_generic_nouns(row)) < len(row)

    @property
    def has_clear_section(self) -> bool:
        """Whether the section is asked for in unambiguous words."""
        return self.section is not None and self.section not in VAGUE

    @property
    def all_words(self) -> WordRow:
        """All words, as written and in official words."""
        return (*self.normalized.words, *self.normalized.official)


class MessageParser:
    """Parses messages with a lexicon and a normalizer."""

    def __init__(self, lexicon: Lexicon, normalizer: Normalizer) -> None:
        self._normalizer = normalizer
        self._sections = SectionFinder(lexicon.sections, normalizer.is_term)
        self._courtesy = PhraseTable((normalizer.normalize(phrase).words, True) for phrase in lexicon.courtesy)

    def parse(self, text: str, by_clause: bool = True) -> ParsedMessage:
        """The parsed message; `by_clause` says whether a long one is split into clauses."""
        normalized = self._normalizer.normalize(text)
        section_match = self._find_sections(normalized)
        whole = self.without_courtesy(normalized.words) or normalized.words
        subject = self._subject_of(section_match.rest) or self._subject_of(normalized.words) or normalized.words
        official = self._official_subject(normalized) or subject
        clauses = self._split_clauses(text) if by_clause and len(normalized.words) > _LONG else ()
        rest = self.without_courtesy(section_match.rest)
        spelled = all(self._sections.is_spelled(word, raw) for word, raw in normalized.words_with_raw())
        bare, vague = not without_generic_nouns(rest), spelled and self._sections.is_empty(rest)
        rows = _unique_rows(subject, official, without_openings(subject))
        return ParsedMessage(
            normalized, section_match.sections, section_match.section, rows, clauses, whole, bare, vague
        )

    def _find_sections(self, normalized: NormalizedText) -> SectionMatch:
        """The sections found in the words as written, else in the official words ("nộp mô")."""
        section_match = self._sections.find_sections(normalized.words)
        if section_match.sections or normalized.official == normalized.words:
            return section_match
        in_official = self._sections.find_sections(normalized.official)
        return in_official if in_official.sections else section_match

    def without_courtesy(self, row: Sequence[str]) -> WordRow:
        """The words without courtesy ("cho em hỏi", "ạ")."""
        result: list[str] = []
        start = 0
        for begin, end, _ in self._courtesy.find_spans(row):
            if end - begin == 1 and begin and self._normalizer.is_known_pair(row[begin - 1], row[begin]):
                continue
            result += row[start:begin]
            start = end
        return (*result, *row[start:])

    def _split_clauses(self, text: str) -> tuple[WordRow, ...]:
        parts = [part for part in _CLAUSES.split(text) if part and part.strip()]
        if len(parts) < 2:
            return ()
        texts = [self._normalizer.normalize(part) for part in parts[:_MOST_CLAUSES]]
        plain = (self._subject_of(self._sections.find_sections(normalized.words).rest) for normalized in texts)
        official = (self._official_subject(normalized) for normalized in texts)
        return tuple(dict.fromkeys(row for row in (*plain, *official) if row and not self._sections.is_empty(row)))

    def _official_subject(self, normalized: NormalizedText) -> WordRow:
        if normalized.official == normalized.words:
            return ()
        return self._subject_of(self._sections.find_sections(normalized.official).rest)

    def _subject_of(self, row: Sequence[str]) -> WordRow:
        subject = without_places(self.without_courtesy(row), self._normalizer.is_known)
        return without_generic_nouns(subject) or subject


def without_openings(row: WordRow) -> WordRow:
    """The words without an opening that refers to the previous message ("nhầm, em hỏi ...")."""
    if not starts_with_opening(row):
        return row
    start = next((place for place, word in enumerate(row) if word not in OPENINGS | TRULY_EMPTY), 0)
    return row[start:] if len(row) - start >= _SUBJECT else row


def _unique_rows(*rows: WordRow) -> tuple[WordRow, ...]:
    return tuple(dict.fromkeys(rows))
