"""Variants of procedures (with a foreigner, lost papers …): the plain case is meant unless variant words are said.

Words of its own select a variant (`variant_words`), or slots: facts of the story that must all be told, wherever they
stand ("làm lại" and "nước ngoài"). A variant with slots never wins without them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.understanding.folding import folded_words
from bot.understanding.knowledge import Target
from bot.understanding.phrases import PhraseTable
from bot.understanding.ranking import TargetMatch

_UNSAID = 0.72
"""Factor for the score of a variant when none of its words was said."""
_PASSED_OVER = 0.85
"""Factor for the score of the plain case when words of a variant were said."""
_WHOLE = 0.98
"""The plain case keeps its score when this part of one of its phrases was said."""
_COVERED, _PHRASE = 0.95, 0.85
"""A variant that covers this part of the question, with this part of its phrase said, keeps its score."""
_MORE = 0.15
"""A variant that covers this much more of the question than its plain case keeps its score."""
_FOUND = 0.5
"""The score the plain case needs to add a variant the index did not find."""
_SAID = 0.1
"""The score a variant gains over the plain case when its words were said."""

_KEPT = 0.9
"""The part of the score of its plain case a variant has when its words were said; with slots it keeps all of it."""
_LITERALLY = 0.95
"""A variant whose slots are not told is only meant when this part of one of its phrases was said."""

ScoredMatch = tuple[TargetMatch, float]
"""A match with its score before variants changed it."""


class Variants:
    """The variants of plain procedures and the words that select them."""

    def __init__(
        self,
        targets: Iterable[Target],
        slots: Mapping[str, Sequence[str]] | None = None,
        variant_slots: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        words: dict[tuple[str, ...], list[str]] = {}
        self._plain: dict[str, str] = {}
        self._targets: dict[str, Target] = {}
        for target in targets:
            if target.variant_of and (target.variant_words or target.id in (variant_slots or {})):
                for row in map(folded_words, target.variant_words):
                    words.setdefault(row, []).append(target.id)
                self._plain[target.id] = target.variant_of
                self._targets[target.id] = target
        self._words = PhraseTable(words.items())
        cues = ((folded_words(cue), slot) for slot, says in (slots or {}).items() for cue in says)
        self._cues = PhraseTable(_grouped(cues).items())
        self._needed = {code: needed for code, needed in (variant_slots or {}).items() if code in self._plain}

    def find_spoken(self, row: Sequence[str]) -> dict[str, int]:
        """The variants whose words occur in folded words, with the number of words of the longest such phrase."""
        lengths: dict[str, int] = {}
        for length, codes in self._words.find_all(row):
            lengths.update({code: max(length, lengths.get(code, 0)) for code in codes if code not in self._needed})
        lengths_of_slots = self._find_slots(row)
        filled = [code for code, needed in self._needed.items() if lengths_of_slots.keys() >= set(needed)]
        for code in filled:
            if not any(self._is_narrower(other, code) for other in filled):
                lengths[code] = sum(lengths_of_slots[slot] for slot in self._needed[code])
        return lengths

    def _is_narrower(self, code: str, than: str) -> bool:
        """Whether a variant of the same plain case needs the slots of another one and more."""
        return self._plain[code] == self._plain[than] and set(self._needed[code]) > set(self._needed[than])

    def _find_slots(self, row: Sequence[str]) -> dict[str, int]:
        """The slots told in folded words, with the number of words of the longest phrase that tells each."""
        lengths: dict[str, int] = {}
        for length, slots in self._cues.find_all(row):
            lengths.update({slot: max(length, lengths.get(slot, 0)) for slot in slots})
        return lengths

    def variant_of_plain(self, plain: str, row: Sequence[str]) -> str | None:
        """The variant of a plain procedure that folded words select, else None."""
        lengths = {code: length for code, length in self.find_spoken(row).items() if self._plain[code] == plain}
        return max(lengths, key=lambda code: lengths[code]) if lengths else None

    def words_of(self, code: str) -> frozenset[str]:
        """All words, without accents, of the phrases that select a variant."""
        phrases = self._targets[code].variant_words if code in self._targets else ()
        return frozenset(word for phrase in phrases for word in folded_words(phrase))

    def plain_of(self, code: str) -> str | None:
        """The code of the plain case of a variant; None for other procedures."""
        return self._plain.get(code)

    def are_one_family(self, code: str, other: str) -> bool:
        """Whether two codes are a plain case and a variant of it, or two variants of one plain case."""
        return self._plain.get(code, code) == self._plain.get(other, other)

    def rank_variants(self, ranked: list[TargetMatch], row: Sequence[str]) -> list[TargetMatch]:
        """The ranking with each variant moved behind or ahead of its plain case, by the words that were said."""
        lengths = self.find_spoken(row)
        ranked = [match for match in ranked if self._may_be(match, lengths)]
        before = {match.target.id: (match, match.score) for match in ranked}
        passed_over = {self._plain[code] for code in lengths}
        for match in ranked:
            code = match.target.id
            match.family = self._plain.get(code, code)
            if code in self._plain:
                match.score = self._score_of_variant(match, before.get(self._plain[code]), lengths.get(code, 0))
                match.variant = self._kind_of(code, lengths)
            elif code in passed_over:
                match.variant = -1
                match.score *= _PASSED_OVER if match.of_phrase < _WHOLE else 1.0
        ranked += self._missing_variants(before, lengths)
        return sorted(ranked, key=lambda match: -match.score)

    def _kind_of(self, code: str, lengths: Mapping[str, int]) -> int:
        """The value of TargetMatch.variant: 2 for told slots, 1 for said words, 0 for neither."""
        return int(code in lengths) + int(code in lengths and code in self._needed)

    def _may_be(self, match: TargetMatch, lengths: Mapping[str, int]) -> bool:
        code = match.target.id
        return code not in self._needed or code in lengths or match.of_phrase >= _LITERALLY

    def _score_of_variant(self, match: TargetMatch, plain: ScoredMatch | None, lengths: int) -> float:
        if lengths:
            share = 1.0 if match.target.id in self._needed else _KEPT
            return max(match.score, plain[1] * share if plain else 0.0) + _SAID + 0.01 * lengths
        knows_more = plain is not None and match.coverage - plain[0].coverage >= _MORE
        whole = match.coverage >= _COVERED and match.of_phrase >= _PHRASE
        return match.score if whole or knows_more else match.score * _UNSAID

    def _missing_variants(self, before: dict[str, ScoredMatch], lengths: dict[str, int]) -> list[TargetMatch]:
        """Matches for variants whose words were said while the ranking has only their plain case."""
        result = []
        for code, length in lengths.items():
            plain = before.get(self._plain[code])
            if code not in before and plain and plain[1] >= _FOUND:
                coverage = min(1.0, plain[0].coverage + _SAID * length)
                match = TargetMatch(
                    self._targets[code],
                    0.0,
                    coverage,
                    plain[0].of_phrase,
                    self._plain[code],
                    variant=self._kind_of(code, lengths),
                )
                match.score = self._score_of_variant(match, plain, length)
                result.append(match)
        return result


def _grouped(pairs: Iterable[tuple[tuple[str, ...], str]]) -> dict[tuple[str, ...], list[str]]:
    result: dict[tuple[str, ...], list[str]] = {}
    for row, value in pairs:
        result.setdefault(row, []).append(value)
    return result
