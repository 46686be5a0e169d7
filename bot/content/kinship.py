"""Ranks procedures known by name only behind the described procedures they resemble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log

from bot.content.catalogue import ListedProcedure
from bot.content.models import Procedure
from bot.understanding.folding import folded_words
from bot.understanding.knowledge import Target

Words = frozenset[str]

_ALIKE = 0.5
"""The least part of a name's words, weighted by rarity, that a similar procedure shares."""


def names_only(listed: Iterable[ListedProcedure], described: Sequence[Procedure]) -> list[Target]:
    """Targets of procedures known by name only.

    Each becomes a variant of the described procedure with the most similar name, and is chosen only when its whole
    name is used: an answer with papers and fees helps more than a name.
    """
    names = [(row, frozenset(folded_words(row.plain_name))) for row in listed]
    named_codes = [(procedure.code, frozenset(folded_words(procedure.name))) for procedure in described]
    weights = _measure_rarity([words for _, words in (*names, *named_codes)])
    having: dict[str, list[str]] = {}
    for code, words in named_codes:
        for word in words:
            having.setdefault(word, []).append(code)
    return [_make_target(row, _find_nearest(words, having, weights)) for row, words in names]


def _make_target(row: ListedProcedure, near: str | None) -> Target:
    name = row.plain_name.casefold()
    return Target(
        id=row.code,
        kind="procedure",
        intent="procedure",
        name=name,
        field_name=row.field_name,
        variant_of=near,
        variant_words=(name,) if near else (),
    )


def _find_nearest(words: Words, having: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> str | None:
    """The code of the procedure that shares the most words with a name, weighted by rarity; None below _ALIKE."""
    shared: dict[str, float] = {}
    for word in words:
        for code in having.get(word, ()):
            shared[code] = shared.get(code, 0.0) + weights[word]
    enough = _ALIKE * sum(weights[word] for word in words)
    share, code = max(((share, code) for code, share in shared.items()), default=(0.0, ""))
    return code if code and share >= enough else None


def _measure_rarity(rows: Sequence[Words]) -> dict[str, float]:
    counts = Counter(word for row in rows for word in row)
    return {word: log(1 + len(rows) / count) for word, count in counts.items()}
