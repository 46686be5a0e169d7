"""Messages that are, word by word, a phrase of exactly one target: they mean that target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.accents import Accents, accents_agree, accents_of
from bot.understanding.folding import bare
from bot.understanding.knowledge import Target
from bot.understanding.normalization import NormalizedText, Normalizer
from bot.understanding.ranking import TargetPhrase

PhraseOwner = tuple[Target, Accents]

_SHORT = 3
"""Phrases of at most so many words are also stored as they read without accents, where abbreviations may apply."""

_AND_WHAT_ABOUT = ("con",)
"""How "còn đăng ký kết hôn" begins after talk of something else."""


class ExactPhrases:
    """All phrases with the targets they belong to."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[TargetPhrase], normalizer: Normalizer) -> None:
        self._owners: dict[tuple[str, ...], list[PhraseOwner]] = {}
        for number, phrase in phrases:
            normalized = phrase.normalized
            self._add_owner(normalized.words, (targets[number], accents_of(normalized)))
            if len(normalized.words) <= _SHORT:
                plain_text = " ".join(word if raw is None else bare(raw) for word, raw in normalized.words_with_raw())
                self._add_owner(normalizer.normalize(plain_text).words, (targets[number], {}))

    def _add_owner(self, row: tuple[str, ...], new_owner: PhraseOwner) -> None:
        owners = self._owners.setdefault(row, [])
        if all(owner is not new_owner[0] for owner, _ in owners):
            owners.append(new_owner)

    def find_target(self, normalized: NormalizedText) -> Target | None:
        """The only target that has the whole message as a phrase, or all behind its "còn" (and what about), else None."""
        row = normalized.words
        owners = self._owners.get(row) or (self._owners.get(row[1:], []) if row[:1] == _AND_WHAT_ABOUT else [])
        if len(owners) != 1 or not row:
            return None
        target, expected = owners[0]
        accents = accents_of(normalized)
        fits = all(_may_be(accents[word], expected[word]) for word in accents if word in expected)
        return target if fits else None


def _may_be(spellings: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    return all(any(accents_agree(marks, other) for other in expected) for marks in spellings)
