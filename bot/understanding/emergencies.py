"""Calls for help are found before anything else, unless the words only look like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.understanding.accents import agree, is_careful
from bot.understanding.folding import bare, is_marked, words
from bot.understanding.knowledge import Target
from bot.understanding.marks import marks
from bot.understanding.wording import Wording

_GAP = 2
"""Words that may stand between two words of a phrase ("cháy to cái nhà")."""
_WIDE = 5
"""The same for phrases that only look like an emergency ("hỗ trợ gia đình có nhà bị cháy")."""
_PAPERS = frozenset(
    {("giay",), ("ho", "so"), ("so", "do"), ("so", "hong"), ("ho", "tich"), ("can", "cuoc"), ("cccd",), ("ho", "chieu")}
    | {("so", "ho", "khau"), ("the", "bao", "hiem"), ("the", "bhyt"), ("khai", "sinh"), ("bang", "lai")}
)
"""Things that are no people, without accents."""
_HARM = frozenset({"chay", "lu", "cuon", "cuop", "trom", "giat", "nuoc", "chim", "hoa"})
"""What happens to papers as well as to people, and how near behind them it is said."""
_NEAR = 6
_AFTERWARDS = frozenset({("quen", "mang"), ("quen", "dem"), ("thanh", "toan"), ("vien", "phi")})
"""Words about papers when the emergency is over."""
_PAPERWORK = frozenset(
    {("thu", "tuc"), ("ho", "so"), ("tro", "cap"), ("che", "do"), ("thanh", "toan"), ("giam", "dinh")}
    | {("bao", "hiem"), ("bao", "tro"), ("lam", "don"), ("khuyet", "tat"), ("khai", "tu"), ("boi", "thuong")}
    | {("quyet", "dinh")}
)
"""Who asks for these speaks of what happened before, unless it is said to happen now."""
_NOW = frozenset({"dang", "cuu", "gap"})


class Emergencies:
    """Phrases of emergencies, and phrases that only look like one."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._known = [
            (target, _phrases(target.says), _phrases(target.not_when, turn=False))
            for target in targets
            if target.kind == "emergency"
        ]

    def find(self, wording: Wording) -> Target | None:
        """The emergency a message speaks of; of several, the one whose longest phrase is said."""
        best, length = None, 0
        there = frozenset(wording.words)
        for target, phrases, not_when in self._known:
            found = [phrase for phrase in phrases if phrase.words <= there]
            said = max((phrase.length for phrase in found if phrase.stands_in(wording)), default=0)
            if said > length and not _excluded(not_when, wording):
                best, length = target, said
        return best if best and not _is_about_papers(wording.words) else None

    def only_looks_like(self, emergency: Target, wording: Wording) -> bool:
        """Whether words are said that take a message out of an emergency."""
        if _is_about_papers(wording.words):
            return True
        return any(target is emergency and _excluded(not_when, wording) for target, _, not_when in self._known)


class _Phrase:
    """A phrase with the accents it is written with: "cháy" is not "chạy"."""

    def __init__(self, said: Sequence[str], turn: bool = True) -> None:
        self._folded = [bare(word) for word in said]
        self.words = frozenset(self._folded)
        self._marks = [marks(word) for word in said]
        self._turned = _Phrase(said[::-1], turn=False) if turn and len(said) == 2 else None
        self.length = sum(map(len, self._folded))

    def stands_in(self, wording: Wording, gap: int = _GAP) -> bool:
        """Whether the phrase's words stand in a message, in order and near each other.

        Without accents they must stand side by side, because many words look alike then. Two words may also be turned
        round when accents show what is meant ("nhà tôi cháy" for "cháy nhà").
        """
        if not self._folded or any(word not in wording.words for word in self._folded):
            return False
        marked = any(is_marked(raw or "") for raw in wording.raw)
        if self._in_order(wording, gap if marked else gap - _GAP):
            return True
        return marked and self._turned is not None and self._turned._in_order(wording, gap)

    def _in_order(self, wording: Wording, gap: int) -> bool:
        careful = is_careful(wording)
        starts = [place for place, word in enumerate(wording.words) if word == self._folded[0]]
        return any(self._from(start, wording, gap, careful) for start in starts)

    def _from(self, start: int, wording: Wording, gap: int, careful: bool) -> bool:
        place = start
        for number, word in enumerate(self._folded):
            window = wording.words[place : place + (1 if number == 0 else gap + 1)]
            if word not in window:
                return False
            place += window.index(word)
            raw = wording.raw[place]
            if raw is not None and not agree(marks(raw), self._marks[number], careful):
                return False
            place += 1
        return True


def _is_about_papers(row: Sequence[str]) -> bool:
    """Whether papers came to harm ("sổ hộ tịch bị lũ cuốn"), or are asked for afterwards ("tai nạn hưởng chế độ gì")."""
    places = range(len(row))
    if any(pair in _PAPERWORK for pair in pairwise(row)) and not _is_now(row):
        return True
    ends = [
        start + len(paper) for start in places for paper in _PAPERS if tuple(row[start : start + len(paper)]) == paper
    ]
    if any("bi" in row[end : end + 3] and _only_after(row, end) for end in ends):
        return True
    return bool(ends) and any(tuple(row[start : start + 2]) in _AFTERWARDS for start in places)


def _is_now(row: Sequence[str]) -> bool:
    """Whether it happens while it is written; "đăng" of "đăng ký" reads the same without accents."""
    return any(word in _NOW and then not in ("ky", "ki") for word, then in pairwise((*row, "")))


def _only_after(row: Sequence[str], end: int) -> bool:
    harm = _HARM.intersection(row[end : end + _NEAR])
    return bool(harm) and harm.isdisjoint(row[:end])


def _phrases(said: Iterable[str], turn: bool = True) -> list[_Phrase]:
    return [_Phrase(words(phrase), turn) for phrase in said]


def _excluded(not_when: list[_Phrase], wording: Wording) -> bool:
    return any(phrase.stands_in(wording, _WIDE) for phrase in not_when)
