"""Messages that name a whole field and nothing to do in it ("hỏi về đất đai", "vụ thường trú"): asked back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.accents import accents_of, agree
from bot.understanding.folding import bare
from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.knowledge import Target
from bot.understanding.ranking import Phrase
from bot.understanding.views import Row, Views

_AROUND = FUNCTION_WORDS - {"lam", "con"} | frozenset(
    map(bare, ("hỏi", "chuyện", "vụ", "việc", "liên", "quan", "biết"))
)
"""Words around the name of a field that say nothing to do."""
_SHORTEST = 2
"""A name without the words around it has so many words; fewer are left of too many messages ("số đó")."""


class Fields:
    """The phrases of questions to ask back: what an official wrote there is asked back whoever else has the phrase."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[Phrase]) -> None:
        self._owners: dict[Row, tuple[Target, Views]] = {}
        for number, views in phrases:
            if targets[number].kind == "clarify":
                for row in _names(views.wording.words):
                    self._owners.setdefault(row, (targets[number], views))

    def find(self, views: Views) -> Target | None:
        """The question to ask back when a message is only the name of a field."""
        if views.clear_section:
            return None
        for row in (views.wording.words, *_names(views.whole)):
            known = self._owners.get(row)
            if known and _fits(views, known[1]):
                return known[0]
        return None


def _names(row: Row) -> tuple[Row, ...]:
    """A row, and what is left of it without the words around a name."""
    core = _core(row)
    return (row, core) if len(core) >= _SHORTEST else (row,)


def _core(row: Sequence[str]) -> Row:
    start, end = 0, len(row)
    while start < end and row[start] in _AROUND:
        start += 1
    while end > start and row[end - 1] in _AROUND:
        end -= 1
    return tuple(row[start:end])


def _fits(views: Views, known: Views) -> bool:
    written, accents = accents_of(views.wording), accents_of(known.wording)
    return all(
        any(agree(mark, other) for mark in written[word] for other in accents[word])
        for word in written
        if word in accents
    )
