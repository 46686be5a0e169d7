"""Messages that are, word by word, a phrase of one target: what an official wrote down there holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.accents import accents_of, agree
from bot.understanding.knowledge import Target
from bot.understanding.ranking import Phrase
from bot.understanding.wording import Wording


class Literal:
    """Every phrase that belongs to exactly one target."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[Phrase]) -> None:
        self._owners: dict[tuple[str, ...], list[tuple[Target, dict[str, set[str]]]]] = {}
        for number, views in phrases:
            owners = self._owners.setdefault(views.wording.words, [])
            if all(owner is not targets[number] for owner, _ in owners):
                owners.append((targets[number], accents_of(views.wording)))

    def find(self, wording: Wording) -> Target | None:
        """The only target that has a message as a phrase."""
        owners = self._owners.get(wording.words, [])
        if len(owners) != 1 or not wording.words:
            return None
        target, known = owners[0]
        written = accents_of(wording)
        fits = all(agree(mark, other) for word in written for mark in written[word] for other in known.get(word, ()))
        return target if fits else None
