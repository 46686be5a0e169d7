"""Short everyday names of matters: a message that says nothing else ("vậy khai tử thì sao") is unmistakable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.understanding.accents import Accents, accents_of, agree, is_careful
from bot.understanding.folding import bare, is_marked
from bot.understanding.function_words import AS_WRITTEN, FUNCTION_WORDS, opens
from bot.understanding.knowledge import Target
from bot.understanding.ranking import Phrase, Ranked
from bot.understanding.views import Row, Views
from bot.understanding.wording import Wording

_AROUND = FUNCTION_WORDS | frozenset(map(bare, ("nhầm", "lộn", "khoan")))
"""Words before a name that belong to the talk ("nhầm, em hỏi ...")."""
_ACTS = (("dang", "ky"), ("dang", "ki"), ("thu", "tuc"))
"""Doing a matter, which goes without saying."""
_NO = "khong"
_SHORTEST, _LONGEST = 2, 4
"""A name has so many words: one is a part of many names, more than these are a description."""
_KINDS = ("procedure", "decline", "clarify")


class Names:
    """The short names that belong to one matter only."""

    def __init__(self, targets: Sequence[Target], phrases: Iterable[Phrase]) -> None:
        counts: dict[Row, Counter[int]] = {}
        self._accents: dict[tuple[Row, int], Accents] = {}
        for number, views in phrases:
            core = _core(views.subject[0], views.wording) if targets[number].kind in _KINDS else ()
            if _SHORTEST <= len(core) <= _LONGEST:
                counts.setdefault(core, Counter())[number] += 1
                self._accents.setdefault((core, number), accents_of(views.wording))
        self._targets = targets
        self._owners = self._owned(counts)
        self._procedures = self._owned({core: self._without_questions(found) for core, found in counts.items()})

    def find(self, views: Views) -> Target | None:
        """The matter whose short name is all that a message says, apart from the part it asks for."""
        written, careful = accents_of(views.wording), is_careful(views.wording)
        owners = self._procedures if views.clear_section or _is_to_do(views.wording.words) else self._owners
        for row in views.subject:
            core = _core(row, views.wording)
            owner = owners.get(core)
            if owner is not None and _fits(core, written, self._accents[core, owner], careful):
                return self._targets[owner]
        return None

    def promote(self, matters: list[Ranked], views: Views) -> list[Ranked]:
        """The ranking with a matter that was named first and beyond doubt."""
        named = self.find(views)
        if not named or named.kind == "clarify":
            return matters
        family = named.variant_of or named.id
        return [
            Ranked(named, 1.0, 1.0, 1.0, family, named=True),
            *(found for found in matters if found.target is not named),
        ]

    def _owned(self, counts: dict[Row, Counter[int]]) -> dict[Row, int]:
        return {core: owner for core, found in counts.items() if (owner := self._owner(found)) is not None}

    def _without_questions(self, found: Counter[int]) -> Counter[int]:
        """Without questions to ask back: who wants it done, asks for a part of it or points back means the plain case."""
        return Counter({number: count for number, count in found.items() if self._targets[number].kind != "clarify"})

    def _owner(self, found: Counter[int]) -> int | None:
        """The only matter with a name; a plain procedure also when the others are its variants."""
        if len(found) == 1:
            return next(iter(found))
        plain = [number for number in found if self._targets[number].variant_of is None]
        families = {self._targets[number].variant_of or self._targets[number].id for number in found}
        return plain[0] if len(plain) == len(families) == 1 else None


def _is_to_do(row: Sequence[str]) -> bool:
    return opens(row) or "lam" in row or any(pair in _ACTS for pair in pairwise(row))


def _core(row: Sequence[str], wording: Wording) -> Row:
    """A row without the words around the name of its matter."""
    meant = {word for word, raw in wording.pairs() if raw is not None and is_marked(raw) and raw not in AS_WRITTEN}
    start, end = 0, len(row)
    while start < end:
        if tuple(row[start : start + 2]) in _ACTS:
            start += 2
        elif row[start] in _AROUND and row[start] not in meant and (row[start] != _NO or opens(row[start:])):
            start += 1
        else:
            break
    while end > start and row[end - 1] in FUNCTION_WORDS and row[end - 1] not in meant:
        end -= 1
    return tuple(row[start:end])


def _fits(core: Row, written: Accents, known: Accents, careful: bool) -> bool:
    return all(
        any(agree(marks, other, careful) for marks in written[word] for other in known[word])
        for word in core
        if word in written and word in known
    )
