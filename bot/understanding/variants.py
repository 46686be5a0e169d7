"""The plain case is meant unless words say otherwise; which words is data of the targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.understanding.folding import folded_words
from bot.understanding.knowledge import Target
from bot.understanding.phrases import PhraseTable
from bot.understanding.ranking import Ranked

_UNSAID = 0.72
"""What is left of a variant's score when none of its words was said."""
_PASSED_OVER = 0.85
"""What is left of the plain case's score when words of a variant were said."""
_WHOLE = 0.98
"""The plain case keeps its score when so much of one of its phrases was said."""
_COVERED, _PHRASE = 0.95, 0.85
"""A variant that has so much of the question, and the question so much of a phrase of it, is said by these words."""
_MORE = 0.15
"""A variant that knows so much more of the question than its plain case is said by what it knows more."""
_FOUND = 0.5
"""The plain case must fit this well to bring in a variant that was not found by itself."""
_SAID = 0.1
"""What a variant gains over the plain case when its words were said."""

Weighed = tuple[Ranked, float]
"""Something found, with the score it had before any was changed."""


class Variants:
    """Knows the variants of plain procedures and the words that call for them."""

    def __init__(self, targets: Iterable[Target]) -> None:
        words: dict[tuple[str, ...], list[str]] = {}
        self._plain: dict[str, str] = {}
        self._targets: dict[str, Target] = {}
        for target in targets:
            if target.variant_of and target.variant_words:
                for row in map(folded_words, target.variant_words):
                    words.setdefault(row, []).append(target.id)
                self._plain[target.id] = target.variant_of
                self._targets[target.id] = target
        self._words = PhraseTable(words.items())

    def said(self, row: Sequence[str]) -> dict[str, int]:
        """The variants whose words stand in a row of words, with the number of words that do."""
        found: dict[str, int] = {}
        for start in range(len(row)):
            for length, codes in self._words.all_at(row, start):
                found.update({code: max(length, found.get(code, 0)) for code in codes})
        return found

    def of(self, plain: str, row: Sequence[str]) -> str | None:
        """The variant of a plain procedure that a row of words calls for."""
        said = {code: length for code, length in self.said(row).items() if self._plain[code] == plain}
        return max(said, key=lambda code: said[code]) if said else None

    def words_of(self, code: str) -> frozenset[str]:
        """The words, without accents, of everything that calls for a variant."""
        said = self._targets[code].variant_words if code in self._targets else ()
        return frozenset(word for phrase in said for word in folded_words(phrase))

    def plain_of(self, code: str) -> str | None:
        """The plain case of a variant."""
        return self._plain.get(code)

    def weigh(self, ranked: list[Ranked], row: Sequence[str]) -> list[Ranked]:
        """The ranking with variants put behind or ahead of their plain case by what was said."""
        said = self.said(row)
        before = {found.target.id: (found, found.score) for found in ranked}
        passed_over = {self._plain[code] for code in said}
        for found in ranked:
            code = found.target.id
            found.family = self._plain.get(code, code)
            if code in self._plain:
                found.score = self._of_variant(found, before.get(self._plain[code]), said.get(code, 0))
                found.variant = int(code in said)
            elif code in passed_over:
                found.variant = -1
                found.score *= _PASSED_OVER if found.of_phrase < _WHOLE else 1.0
        ranked += self._missing(before, said)
        return sorted(ranked, key=_by(lambda found: found.score))

    def _of_variant(self, found: Ranked, plain: Weighed | None, said: int) -> float:
        if said:
            return max(found.score, plain[1] * 0.9 if plain else 0.0) + _SAID + 0.01 * said
        knows_more = plain is not None and found.covered - plain[0].covered >= _MORE
        whole = found.covered >= _COVERED and found.of_phrase >= _PHRASE
        return found.score if whole or knows_more else found.score * _UNSAID

    def _missing(self, before: dict[str, Weighed], said: dict[str, int]) -> list[Ranked]:
        """Variants whose words were said while only their plain case was found."""
        result = []
        for code, length in said.items():
            plain = before.get(self._plain[code])
            if code not in before and plain and plain[1] >= _FOUND:
                covered = min(1.0, plain[0].covered + _SAID * length)
                found = Ranked(self._targets[code], 0.0, covered, plain[0].of_phrase, self._plain[code], variant=1)
                found.score = self._of_variant(found, plain, length)
                result.append(found)
        return result


def _by(value: Callable[[Ranked], float]) -> Callable[[Ranked], float]:
    return lambda found: -value(found)
