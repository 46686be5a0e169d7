"""Messages that name a field but no action in it ("hỏi về đất đai", "vụ thường trú"): the bot asks back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.understanding.accents import accents_agree, accents_of
from bot.understanding.folding import bare
from bot.understanding.function_words import FUNCTION_WORDS
from bot.understanding.knowledge import Target
from bot.understanding.parsing import ParsedMessage, WordRow
from bot.understanding.ranking import TargetPhrase

_FRAME = FUNCTION_WORDS - {"lam", "con"} | frozenset(map(bare, ("hỏi", "chuyện", "vụ", "việc", "liên", "quan", "biết")))
"""Words around the name of a field that name no action."""
_SHORTEST = 2
"""A name without its frame has at least so many words; fewer remain of too many messages ("số đó")."""


class FieldNames:
    """The phrases of clarifying questions. They win over other targets that have the same phrase."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[TargetPhrase]) -> None:
        self._owners: dict[WordRow, tuple[Target, ParsedMessage]] = {}
        for number, phrase in phrases:
            if targets[number].kind == "clarify":
                for row in _possible_names(phrase.normalized.words):
                    self._owners.setdefault(row, (targets[number], phrase))

    def find_question(self, message: ParsedMessage) -> Target | None:
        """The clarifying question when a message is only the name of a field, else None."""
        if message.has_clear_section:
            return None
        for row in (message.normalized.words, *_possible_names(message.whole)):
            entry = self._owners.get(row)
            if entry and _accents_fit(message, entry[1]):
                return entry[0]
        return None


def _possible_names(row: WordRow) -> tuple[WordRow, ...]:
    """The words themselves, and the words without their frame if enough remain."""
    core = _without_frame(row)
    return (row, core) if len(core) >= _SHORTEST else (row,)


def _without_frame(row: Sequence[str]) -> WordRow:
    start, end = 0, len(row)
    while start < end and row[start] in _FRAME:
        start += 1
    while end > start and row[end - 1] in _FRAME:
        end -= 1
    return tuple(row[start:end])


def _accents_fit(message: ParsedMessage, phrase: ParsedMessage) -> bool:
    accents, phrase_accents = accents_of(message.normalized), accents_of(phrase.normalized)
    return all(
        any(accents_agree(mark, other) for mark in accents[word] for other in phrase_accents[word])
        for word in accents
        if word in phrase_accents
    )
