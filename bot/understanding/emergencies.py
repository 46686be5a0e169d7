"""Finds calls for help, before anything else is decided, and excludes messages that only look like one.

By meaning (bot.understanding.danger) for a whole message; by the phrases officials wrote for each part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.understanding.accents import accents_agree, is_careful
from bot.understanding.danger import Danger
from bot.understanding.folding import bare, is_marked, words
from bot.understanding.knowledge import Target
from bot.understanding.normalization import NormalizedText
from bot.understanding.tone_marks import accent_marks

_GAP = 2
"""Words that may stand between two words of a phrase ("cháy to cái nhà")."""
_WIDE = 5
"""The same for phrases that only look like an emergency ("hỗ trợ gia đình có nhà bị cháy")."""
_PAPERS = frozenset(
    {("giay",), ("ho", "so"), ("so", "do"), ("so", "hong"), ("ho", "tich"), ("can", "cuoc"), ("cccd",), ("ho", "chieu")}
    | {("so", "ho", "khau"), ("the", "bao", "hiem"), ("the", "bhyt"), ("khai", "sinh"), ("bang", "lai")}
)
"""Papers, without accents: what happens to them is no emergency."""
_HARM = frozenset({"chay", "lu", "cuon", "cuop", "trom", "giat", "nuoc", "chim", "hoa"})
"""What happens to papers as well as to people."""
_NEAR = 6
"""The number of words behind a paper in which harm to it is said."""
_AFTERWARDS = frozenset({("quen", "mang"), ("quen", "dem"), ("thanh", "toan"), ("vien", "phi")})
"""Words beside papers that show the emergency is over."""
_PAPERWORK = frozenset(
    {("thu", "tuc"), ("ho", "so"), ("tro", "cap"), ("che", "do"), ("thanh", "toan"), ("giam", "dinh")}
    | {("bao", "hiem"), ("bao", "tro"), ("lam", "don"), ("khuyet", "tat"), ("khai", "tu"), ("boi", "thuong")}
    | {("quyet", "dinh")}
)
"""Words of paperwork: the event is in the past unless _NOW words are said."""
_NOW = frozenset({"dang", "cuu", "gap"})


class Emergencies:
    """Phrases of emergencies, and phrases that only look like one."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self.danger = Danger()
        self._emergencies = [
            (target, _to_phrases(target.says), _to_phrases(target.not_when, turn=False))
            for target in targets
            if target.kind == "emergency"
        ]

    def with_intent(self, intent: str | None) -> Target | None:
        """The emergency with an intent."""
        return next((target for target, _, _ in self._emergencies if target.intent == intent), None)

    def find_emergency(self, normalized: NormalizedText) -> Target | None:
        """The emergency a message is about, else None; of several, the one with the longest matching phrase."""
        best, length = None, 0
        present = frozenset(normalized.words)
        for target, phrases, not_when in self._emergencies:
            candidates = [phrase for phrase in phrases if phrase.words <= present]
            longest = max((phrase.length for phrase in candidates if phrase.stands_in(normalized)), default=0)
            if longest > length and not _is_excluded(not_when, normalized):
                best, length = target, longest
        return best if best and not _is_about_papers(normalized.words) else None

    def only_looks_like(self, emergency: Target, normalized: NormalizedText) -> bool:
        """Whether a message contains words that exclude `emergency`."""
        if _is_about_papers(normalized.words):
            return True
        return any(
            target is emergency and _is_excluded(not_when, normalized) for target, _, not_when in self._emergencies
        )


class _EmergencyPhrase:
    """A phrase with the accents it is written with: "cháy" is not "chạy"."""

    def __init__(self, row: Sequence[str], turn: bool = True) -> None:
        self._folded = [bare(word) for word in row]
        self.words = frozenset(self._folded)
        self._accents = [accent_marks(word) for word in row]
        self._turned = _EmergencyPhrase(row[::-1], turn=False) if turn and len(row) == 2 else None
        self.length = sum(map(len, self._folded))

    def stands_in(self, normalized: NormalizedText, gap: int = _GAP) -> bool:
        """Whether the phrase's words stand in a message, in order and near each other.

        Without accents they must stand side by side, because many words look alike then. Two words may also be turned
        round when accents show what is meant ("nhà tôi cháy" for "cháy nhà").
        """
        if not self._folded or any(word not in normalized.words for word in self._folded):
            return False
        marked = any(is_marked(raw or "") for raw in normalized.raw)
        if self._in_order(normalized, gap if marked else gap - _GAP):
            return True
        return marked and self._turned is not None and self._turned._in_order(normalized, gap)

    def _in_order(self, normalized: NormalizedText, gap: int) -> bool:
        careful = is_careful(normalized)
        starts = [place for place, word in enumerate(normalized.words) if word == self._folded[0]]
        return any(self._stands_at(start, normalized, gap, careful) for start in starts)

    def _stands_at(self, start: int, normalized: NormalizedText, gap: int, careful: bool) -> bool:
        place = start
        for number, word in enumerate(self._folded):
            window = normalized.words[place : place + (1 if number == 0 else gap + 1)]
            if word not in window:
                return False
            place += window.index(word)
            raw = normalized.raw[place]
            if raw is not None and not accents_agree(accent_marks(raw), self._accents[number], careful):
                return False
            place += 1
        return True


def _is_about_papers(row: Sequence[str]) -> bool:
    """Whether papers were damaged ("sổ hộ tịch bị lũ cuốn") or are needed afterwards ("tai nạn hưởng chế độ gì")."""
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


def _to_phrases(texts: Iterable[str], turn: bool = True) -> list[_EmergencyPhrase]:
    return [_EmergencyPhrase(words(phrase), turn) for phrase in texts]


def _is_excluded(not_when: list[_EmergencyPhrase], normalized: NormalizedText) -> bool:
    return any(phrase.stands_in(normalized, _WIDE) for phrase in not_when)
