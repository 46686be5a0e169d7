"""Splits a message into clauses: at punctuation, and, for those who write or dictate without any, at turns of speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.understanding.act_words import ENDINGS, OPENERS, TURNS
from bot.understanding.cues import CueTable, WordRow, WordSplitter
from bot.understanding.folding import clean_text

LONGEST = 4000
"""Characters of a message that are read; bot.conversation says so to the writer of a longer one."""

_PIECE = re.compile(r"((?:[^.,;:!?…()]|(?<=\d)[.,:](?=\d))+)([.,;:!?…()]*)")
_FEWEST_BEFORE, _FEWEST_AFTER = 2, 3
"""A turn of speech begins a clause only behind and before so many words."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its text in small letters, its words, and the punctuation behind it."""

    text: str
    row: WordRow
    mark: str

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop, a question mark or the end of a line stands behind it."""
        return any(sign in ".?!…;\n" for sign in self.mark)


class ClauseSplitter:
    """Splits messages into clauses."""

    def __init__(self, words: WordSplitter) -> None:
        self._words = words
        self._starts = CueTable((phrase, "start") for phrase in (*OPENERS, *TURNS))
        self._ends = CueTable((phrase, "end") for phrase in ENDINGS)

    def split(self, text: str) -> tuple[Clause, ...]:
        """The clauses of the first LONGEST characters of a text in order; linear in its length."""
        lines = [clean_text(line) for line in text[:LONGEST].splitlines()]
        careful = self._words.split(" ".join(lines)).careful
        return tuple(clause for line in lines for clause in self._split_line(line, careful))

    def _split_line(self, line: str, careful: bool) -> Iterator[Clause]:
        pieces = list(_PIECE.finditer(line))
        for number, match in enumerate(pieces, 1):
            mark = match[2] or "\n" * (number == len(pieces))
            row = self._words.split(match[1], careful)
            if row.words:
                yield from self._split_piece(match[1], row, mark)

    def _split_piece(self, text: str, row: WordRow, mark: str) -> Iterator[Clause]:
        """The clauses of a piece without punctuation."""
        bounds = [0, *self._turning_points(row), len(row.words)]
        for begin, end in pairwise(bounds):
            until = row.starts[end] if end < len(row.words) else len(text)
            part = text[row.starts[begin] : until].strip()
            yield Clause(part, row.part(begin, end), mark if end == len(row.words) else "")

    def _turning_points(self, row: WordRow) -> list[int]:
        """The positions of words where a new clause begins."""
        points: list[int] = []
        last = len(row.words) - _FEWEST_AFTER
        place = 0
        while place <= last:
            start, end = self._starts.find_at(row, place), self._ends.find_at(row, place)
            begin = place if start else end.end if end else None
            if begin is not None and begin - (points[-1] if points else 0) >= _FEWEST_BEFORE and begin <= last:
                points.append(begin)
            place = max(start.end if start else 0, end.end if end else 0, place + 1)
        return points
