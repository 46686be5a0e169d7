"""Finds procedures of other levels by the words of a message: thousands of official names in a few small arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

import numpy as np

from bot.understanding.accents import Accents, accents_agree
from bot.understanding.folding import folded_words, words
from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.knowledge import OtherLevelName
from bot.understanding.postings import Postings
from bot.understanding.result import Understanding
from bot.understanding.tone_marks import accent_marks

FLOOR = 0.68
"""Below this score no procedure of another level is claimed."""
_AGAINST = 0.8
"""The score needed against a weak reading as a matter of the ward; it must also fit better than that."""
_WEAK = 0.5
"""Readings below this confidence are weak."""
_NEAR = 0.85
"""Procedures with at least this part of the best score are offered together with it."""
_MOST = 3
"""The most procedures offered."""
_BY_CODE = 0.99
"""The score of a procedure whose code was written."""
_LOOKED_AT = 24
"""The names that share most words with a message; only these are compared word by word."""
_FEWEST = 3
"""Fewer shared words claim nothing; two of them must be more than acts (_ACTS)."""
_PAIRS = 0.4
"""The part of the score that depends on the order of the words: pairs of neighbours shared by message and name."""
_LENGTH = 0.25
"""The part of the score that depends on how much of the name was said: official names are long, people are brief."""

_ACTS = folded_words("cấp lại đổi gia hạn đăng ký xác nhận chấp thuận điều chỉnh giấy phép chứng mới hướng dẫn")
"""Words of most official names: they are no subject."""
_BARE = "-"
"""Stands for a word without accents."""
_ACT_SHARE = 0.35
"""The part of its weight such a word keeps."""


@dataclass(frozen=True, slots=True)
class OtherLevelMatch:
    """The procedures of one field that fit a message, the best first, and the score (0..1) of the best."""

    codes: tuple[str, ...]
    score: float

    def overrules(self, understood: Understanding, fit: float) -> bool:
        """Whether this is meant rather than what was `understood`, which fits the words with the score `fit`."""
        if understood.outcome == "fallback":
            return True
        return is_weak(understood) and self.score >= _AGAINST and self.score > fit

    def as_understanding(self) -> Understanding:
        """The meaning: a matter of another office, known by its code."""
        return Understanding(
            "decline", "other_office", round(self.score, 3), topic=self.codes[0], candidates=self.codes
        )


def is_weak(understood: Understanding) -> bool:
    """Whether a name of another level may be meant rather than what was understood."""
    is_matter = understood.outcome in ("answer", "clarify", "decline")
    return understood.outcome == "fallback" or (is_matter and understood.confidence < _WEAK)


@dataclass(frozen=True, slots=True)
class _Question:
    """A message as names are compared with it: the words that count, their weight together, and the pairs of such words.

    `accents` are those of its words, `careful` says that none is missing.
    """

    keywords: Sequence[str]
    weight: float
    pairs: Sequence[tuple[str, str]]
    accents: Accents
    careful: bool


class OtherLevels:
    """The names of procedures of other levels."""

    def __init__(self, names: Sequence[OtherLevelName]) -> None:
        self._codes = [entry.code for entry in names]
        self._fields = [entry.field_name for entry in names]
        self._names = [" ".join(folded_words(entry.name)) for entry in names]
        self._marks = [" ".join(accent_marks(word) or _BARE for word in words(entry.name)) for entry in names]
        rows = [name.split() for name in self._names]
        counts = Counter(word for row in rows for word in set(row))
        self._weights = {word: _weight_of(word, count, len(rows)) for word, count in counts.items()}
        self._unknown = log(1 + len(rows))
        numbers: dict[str, list[int]] = {}
        for number, row in enumerate(rows):
            for word in set(row):
                if self._weights[word]:
                    numbers.setdefault(word, []).append(number)
        self._postings = Postings(numbers.items())
        self._all_codes = frozenset(self._codes)

    def find_codes(self, codes: Sequence[str]) -> OtherLevelMatch | None:
        """The procedures with these national codes; None when none is known."""
        matches = tuple(code for code in codes if code in self._all_codes)
        return OtherLevelMatch(matches[:_MOST], _BY_CODE) if matches else None

    def find_by_words(
        self, rows: Sequence[Sequence[str]], accents: Accents | None = None, careful: bool = False
    ) -> OtherLevelMatch | None:
        """The best match of several ways to write a message; `accents` are those it has: "lại" is not "lái"."""
        matches = [match for row in rows if (match := self._find(row, accents or {}, careful))]
        return max(matches, key=lambda match: match.score, default=None)

    def _find(self, row: Sequence[str], accents: Accents, careful: bool) -> OtherLevelMatch | None:
        """The procedures that fit folded words best, all of one field; None below FLOOR."""
        keywords = [word for word in dict.fromkeys(row) if self._weight(word)]
        weight = sum(map(self._weight, keywords))
        pairs = [pair for pair in pairwise(row) if self._weight(pair[0]) and self._weight(pair[1])]
        question = _Question(keywords, weight, pairs, accents, careful)
        nearest = ((self._score(number, question), number) for number in self._nearest(keywords))
        scored = sorted(nearest, reverse=True)
        if not scored or scored[0][0] < FLOOR:
            return None
        best, first = scored[0]
        same = [number for score, number in scored if score >= _NEAR * best]
        codes = [self._codes[number] for number in same if self._fields[number] == self._fields[first]]
        return OtherLevelMatch(tuple(codes[:_MOST]), best)

    def _weight(self, word: str) -> float:
        if word in FUNCTION_WORDS or word.isdigit():
            return 0.0
        return self._weights.get(word, self._unknown)

    def _nearest(self, keywords: Sequence[str]) -> list[int]:
        shares = np.zeros(len(self._codes), np.float32)
        for word in keywords:
            numbers = self._postings.numbers_of(word)
            if numbers is not None:
                shares[numbers] += self._weights[word]
        most = min(_LOOKED_AT, len(shares))
        best = np.argpartition(-shares, most - 1)[:most] if most else np.zeros(0, np.int64)
        return [int(number) for number in best if shares[number] > 0]

    def _score(self, number: int, question: _Question) -> float:
        name = self._names[number].split()
        marks = dict(zip(name, self._marks[number].split(), strict=True))
        shared = [word for word in question.keywords if word in marks and _is_same(word, marks[word], question)]
        if len(shared) < _FEWEST or sum(word not in _ACTS for word in shared) < _FEWEST - 1:
            return 0.0
        weight = sum(map(self._weight, shared))
        of_question = weight / question.weight
        of_name = weight / (sum(map(self._weight, set(name))) or 1.0)
        pairs = set(pairwise(name))
        in_order = sum(pair in pairs for pair in question.pairs) / len(question.pairs) if question.pairs else 0.0
        fit = of_question * (1 - _PAIRS + _PAIRS * in_order)
        return fit * (1 - _LENGTH + _LENGTH * sqrt(of_name))


def _is_same(word: str, marks: str, question: _Question) -> bool:
    """Whether a word of a name, with these accents, may be the word that was written."""
    expected, spellings = "" if marks == _BARE else marks, question.accents.get(word)
    return spellings is None or any(accents_agree(mark, expected, question.careful) for mark in spellings)


def _weight_of(word: str, count: int, total: int) -> float:
    if word in FUNCTION_WORDS:
        return 0.0
    return log(1 + total / count) * (_ACT_SHARE if word in _ACTS else 1.0)
