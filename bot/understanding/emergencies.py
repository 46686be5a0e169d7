"""Calls for help are found before anything else, unless the words only look like one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.folding import fold, folded_words, is_marked, words
from bot.understanding.knowledge import Target
from bot.understanding.wording import Wording

_GAP = 2
"""Words that may stand between two words of a phrase ("cháy to cái nhà")."""


class Emergencies:
    """Phrases of emergencies, and phrases that only look like one."""

    def __init__(self, targets: Iterable[Target]) -> None:
        self._known = [
            (target, [_Phrase(said) for said in target.says], [folded_words(said) for said in target.not_when])
            for target in targets
            if target.kind == "emergency"
        ]

    def find(self, wording: Wording) -> Target | None:
        """The emergency a message speaks of; of several, the one whose longest phrase is said."""
        best, length = None, 0
        for target, phrases, not_when in self._known:
            said = max((phrase.length for phrase in phrases if phrase.stands_in(wording)), default=0)
            if said > length and not _excluded(not_when, wording):
                best, length = target, said
        return best

    def only_looks_like(self, emergency: Target, wording: Wording) -> bool:
        """Whether words are said that take a message out of an emergency."""
        return any(target is emergency and _excluded(not_when, wording) for target, _, not_when in self._known)


class _Phrase:
    """A phrase with the accents it is written with: "cháy" is not "chạy"."""

    def __init__(self, said: str) -> None:
        self._raw = words(said)
        self._folded = [fold(word) for word in self._raw]
        self.length = sum(map(len, self._folded))

    def stands_in(self, wording: Wording) -> bool:
        """Whether the phrase's words stand in a message, in order and near each other."""
        row = wording.words
        if not self._folded or any(word not in row for word in self._folded):
            return False
        starts = [place for place, word in enumerate(row) if word == self._folded[0]]
        return any(self._from(start, wording) for start in starts) or self._turned_round(wording)

    def _turned_round(self, wording: Wording) -> bool:
        """Whether a phrase of two words is said the other way round ("nhà tôi cháy" for "cháy nhà")."""
        if len(self._folded) != 2 or not any(is_marked(raw or "") for raw in wording.raw):
            return False
        turned = _Phrase(" ".join(reversed(self._raw)))
        return any(
            turned._from(start, wording) for start, word in enumerate(wording.words) if word == turned._folded[0]
        )

    def _from(self, start: int, wording: Wording) -> bool:
        place = start
        for number, word in enumerate(self._folded):
            window = wording.words[place : place + (1 if number == 0 else _GAP + 1)]
            if word not in window:
                return False
            place += window.index(word)
            if not _same_accents(self._raw[number], wording.raw[place]):
                return False
            place += 1
        return True


def _same_accents(known: str, written: str | None) -> bool:
    return written is None or not is_marked(written) or not is_marked(known) or known == written


def _excluded(not_when: list[tuple[str, ...]], wording: Wording) -> bool:
    return any(_all_said(row, wording.words) for row in not_when)


def _all_said(phrase: Sequence[str], row: Sequence[str]) -> bool:
    return bool(phrase) and all(word in row for word in phrase)
