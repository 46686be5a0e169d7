"""Short everyday names of procedures: a message that contains nothing else ("vậy khai tử thì sao") means that one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.understanding.accents import Accents, accents_agree, accents_of, is_careful
from bot.understanding.folding import bare, is_marked
from bot.understanding.function_words import AS_WRITTEN, FUNCTION_WORDS, starts_with_opening
from bot.understanding.knowledge import Target
from bot.understanding.normalization import NormalizedText
from bot.understanding.parsing import ParsedMessage, WordRow
from bot.understanding.ranking import TargetMatch, TargetPhrase

_FRAME = FUNCTION_WORDS | frozenset(map(bare, ("nhầm", "lộn", "khoan")))
"""Words before a name that belong to the conversation ("nhầm, em hỏi ...")."""
_ACTS = (("dang", "ky"), ("dang", "ki"), ("thu", "tuc"))
"""Words for carrying out a procedure, which may be left out."""
_NO = "khong"
_SHORTEST, _LONGEST = 2, 4
"""Fewest and most words of a name: one word is a part of many names, more than four are a description."""
_KINDS = ("procedure", "decline", "clarify")


class ShortNames:
    """The short names that belong to exactly one target."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[TargetPhrase]) -> None:
        counts: dict[WordRow, Counter[int]] = {}
        self._accents: dict[tuple[WordRow, int], Accents] = {}
        for number, phrase in phrases:
            core = _without_frame(phrase.subject[0], phrase.normalized) if targets[number].kind in _KINDS else ()
            if _SHORTEST <= len(core) <= _LONGEST:
                counts.setdefault(core, Counter())[number] += 1
                self._accents.setdefault((core, number), accents_of(phrase.normalized))
        self._targets = targets
        self._owners = self._single_owners(counts)
        self._procedures = self._single_owners(
            {core: self._without_questions(counts) for core, counts in counts.items()}
        )

    def find_target(self, message: ParsedMessage) -> Target | None:
        """The target whose short name is all a message says besides the section, else None."""
        accents, careful = accents_of(message.normalized), is_careful(message.normalized)
        owners = self._procedures if message.has_clear_section or _is_to_do(message.normalized.words) else self._owners
        for row in message.subject:
            core = _without_frame(row, message.normalized)
            owner = owners.get(core)
            if owner is not None and _accents_fit(core, accents, self._accents[core, owner], careful):
                return self._targets[owner]
        return None

    def promote_named(self, matters: list[TargetMatch], message: ParsedMessage) -> list[TargetMatch]:
        """The ranking with the target that was named moved to the front with score 1."""
        target = self.find_target(message)
        if not target or target.kind == "clarify":
            return matters
        family = target.variant_of or target.id
        return [
            TargetMatch(target, 1.0, 1.0, 1.0, family, is_named=True),
            *(match for match in matters if match.target is not target),
        ]

    def _single_owners(self, counts_by_name: dict[WordRow, Counter[int]]) -> dict[WordRow, int]:
        return {
            core: owner for core, counts in counts_by_name.items() if (owner := self._single_owner(counts)) is not None
        }

    def _without_questions(self, counts: Counter[int]) -> Counter[int]:
        """The counts without clarifying questions, for messages that name an action, a section or refer back."""
        return Counter({number: count for number, count in counts.items() if self._targets[number].kind != "clarify"})

    def _single_owner(self, counts: Counter[int]) -> int | None:
        """The only owner of a name; a plain procedure also when all others are its variants. None otherwise."""
        if len(counts) == 1:
            return next(iter(counts))
        plain = [number for number in counts if self._targets[number].variant_of is None]
        families = {self._targets[number].variant_of or self._targets[number].id for number in counts}
        return plain[0] if len(plain) == len(families) == 1 else None


def _is_to_do(row: Sequence[str]) -> bool:
    return starts_with_opening(row) or "lam" in row or any(pair in _ACTS for pair in pairwise(row))


def _without_frame(row: Sequence[str], normalized: NormalizedText) -> WordRow:
    """The words without the frame around the name."""
    marked_words = {
        word
        for word, raw in normalized.words_with_raw()
        if raw is not None and is_marked(raw) and raw not in AS_WRITTEN
    }
    start, end = 0, len(row)
    while start < end:
        if tuple(row[start : start + 2]) in _ACTS:
            start += 2
        elif (
            row[start] in _FRAME
            and row[start] not in marked_words
            and (row[start] != _NO or starts_with_opening(row[start:]))
        ):
            start += 1
        else:
            break
    while end > start and row[end - 1] in FUNCTION_WORDS and row[end - 1] not in marked_words:
        end -= 1
    return tuple(row[start:end])


def _accents_fit(core: WordRow, accents: Accents, expected: Accents, careful: bool) -> bool:
    return all(
        any(accents_agree(marks, other, careful) for marks in accents[word] for other in expected[word])
        for word in core
        if word in accents and word in expected
    )
