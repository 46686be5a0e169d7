"""What changed between the text that was approved last and the one to approve now, by lines and words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, OUT, NEW = "same", "del", "ins"

Part = tuple[str, str]
"""(same, del or ins; the words)."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed, as parts to be read in order."""

    label: str
    parts: tuple[Part, ...]


def changed_fields(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[FieldChange]:
    """The fields (label, text) that differ; both hold the same labels in the same order."""
    return [
        FieldChange(label, tuple(_compare_words(before, after)))
        for (label, before), (_, after) in zip(old, new, strict=True)
        if before != after
    ]


def _compare_words(before: str, after: str) -> Iterator[Part]:
    old, new = _split_words(before), _split_words(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield SAME, "".join(old[a:b])
            continue
        if b > a:
            yield OUT, "".join(old[a:b])
        if d > c:
            yield NEW, "".join(new[c:d])


def _split_words(text: str) -> list[str]:
    return re.findall(r"\n|[^\S\n]+|\S+", text)
