"""Messages that are, word by word, a phrase of one target: what an official wrote down there holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.accents import Accents, accents_of, agree
from bot.understanding.folding import bare
from bot.understanding.knowledge import Target
from bot.understanding.ranking import Phrase
from bot.understanding.wording import Translator, Wording

Known = tuple[Target, Accents]

_SHORT = 3
"""Phrases of so few words are also known as they read without accents, where short forms may change them ("có ạ")."""


class Literal:
    """Every phrase that belongs to exactly one target."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[Phrase], translator: Translator) -> None:
        self._owners: dict[tuple[str, ...], list[Known]] = {}
        for number, views in phrases:
            wording = views.wording
            self._add(wording.words, (targets[number], accents_of(wording)))
            if len(wording.words) <= _SHORT:
                written = " ".join(word if raw is None else bare(raw) for word, raw in wording.pairs())
                self._add(translator.read(written).words, (targets[number], {}))

    def _add(self, row: tuple[str, ...], known: Known) -> None:
        owners = self._owners.setdefault(row, [])
        if all(owner is not known[0] for owner, _ in owners):
            owners.append(known)

    def find(self, wording: Wording) -> Target | None:
        """The only target that has a message as a phrase."""
        owners = self._owners.get(wording.words, [])
        if len(owners) != 1 or not wording.words:
            return None
        target, known = owners[0]
        written = accents_of(wording)
        fits = all(_may_be(written[word], known[word]) for word in written if word in known)
        return target if fits else None


def _may_be(written: tuple[str, ...], known: tuple[str, ...]) -> bool:
    return all(any(agree(marks, other) for other in known) for marks in written)
