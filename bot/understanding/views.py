"""A message as the indexes read it: without courtesy, sections and places, and clause by clause when it is long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.understanding.function_words import OPENINGS, TRULY_EMPTY, opens
from bot.understanding.knowledge import Lexicon
from bot.understanding.phrases import PhraseTable
from bot.understanding.places import without_places
from bot.understanding.sections import VAGUE, Asked, SectionFinder, without_generic
from bot.understanding.wording import Translator, Wording

Row = tuple[str, ...]

_CLAUSES = re.compile(r"[,.;:?!()\n]+|\s(?:để|de)\s(?!lại|lai)|\s(?:nhưng|nhung|mà|thì)\s", re.I)
_LONG = 8
"""A message with more words than this is also read clause by clause."""
_MOST_CLAUSES = 6
_SUBJECT = 2
"""A subject has so many words; fewer are not taken out of their message."""


@dataclass(frozen=True, slots=True)
class Views:
    """`subject` is a message without section and courtesy, as written and in official words; `clauses` are its parts.

    `whole` is the message without courtesy. `bare` says that no word is left for a subject, `vague` that those
    left only help to ask.
    """

    wording: Wording
    sections: tuple[str, ...]
    section: str | None
    subject: tuple[Row, ...]
    clauses: tuple[Row, ...]
    whole: Row
    bare: bool
    vague: bool

    @property
    def general(self) -> bool:
        """Whether a noun that stands for any matter is said ("thủ tục", "hồ sơ")."""
        row = self.wording.words
        return len(without_generic(row)) < len(row)

    @property
    def clear_section(self) -> bool:
        """Whether a section is asked for in words that mean nothing else."""
        return self.section is not None and self.section not in VAGUE

    @property
    def all_words(self) -> Row:
        """Every word, as written and in official words."""
        return (*self.wording.words, *self.wording.official)


class Viewer:
    """Makes views of messages with a lexicon."""

    def __init__(self, lexicon: Lexicon, translator: Translator) -> None:
        self._translator = translator
        self._sections = SectionFinder(lexicon.sections, translator.is_term)
        self._courtesy = PhraseTable((translator.read(phrase).words, True) for phrase in lexicon.courtesy)

    def view(self, text: str, by_clause: bool = True) -> Views:
        """The views of a message, with its clauses when it is long."""
        wording = self._translator.read(text)
        asked = self._asked(wording)
        whole = self.polite(wording.words) or wording.words
        subject = self._subject(asked.rest) or self._subject(wording.words) or wording.words
        official = self._official(wording) or subject
        clauses = self._clauses(text) if by_clause and len(wording.words) > _LONG else ()
        rest = self.polite(asked.rest)
        spelled = all(self._sections.is_spelled(word, raw) for word, raw in wording.pairs())
        bare, vague = not without_generic(rest), spelled and self._sections.is_empty(rest)
        rows = _distinct(subject, official, without_openings(subject))
        return Views(wording, asked.sections, asked.section, rows, clauses, whole, bare, vague)

    def _asked(self, wording: Wording) -> Asked:
        """The sections asked for as written, or in official words ("nộp mô") when there are none as written."""
        asked = self._sections.find(wording.words)
        if asked.sections or wording.official == wording.words:
            return asked
        in_official = self._sections.find(wording.official)
        return in_official if in_official.sections else asked

    def polite(self, row: Sequence[str]) -> Row:
        """The row without words of courtesy."""
        result: list[str] = []
        start = 0
        for begin, end, _ in self._courtesy.spans(row):
            if end - begin == 1 and begin and self._translator.is_known_pair(row[begin - 1], row[begin]):
                continue
            result += row[start:begin]
            start = end
        return (*result, *row[start:])

    def _clauses(self, text: str) -> tuple[Row, ...]:
        parts = [part for part in _CLAUSES.split(text) if part and part.strip()]
        if len(parts) < 2:
            return ()
        wordings = [self._translator.read(part) for part in parts[:_MOST_CLAUSES]]
        plain = (self._subject(self._sections.find(wording.words).rest) for wording in wordings)
        official = (self._official(wording) for wording in wordings)
        return tuple(dict.fromkeys(row for row in (*plain, *official) if row and not self._sections.is_empty(row)))

    def _official(self, wording: Wording) -> Row:
        if wording.official == wording.words:
            return ()
        return self._subject(self._sections.find(wording.official).rest)

    def _subject(self, row: Sequence[str]) -> Row:
        named = without_places(self.polite(row), self._translator.knows)
        return without_generic(named) or named


def without_openings(row: Row) -> Row:
    """The row without the words that go back to what was said before ("nhầm, em hỏi ...")."""
    if not opens(row):
        return row
    start = next((place for place, word in enumerate(row) if word not in OPENINGS | TRULY_EMPTY), 0)
    return row[start:] if len(row) - start >= _SUBJECT else row


def _distinct(*rows: Row) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(rows))
