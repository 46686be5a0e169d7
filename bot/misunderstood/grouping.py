"""Questions that are alike, together: so that one decision settles many."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

ALIKE = 0.6
"""Questions that share so much of their words and neighbours (Dice) are one group."""

_COMMON = 0.05
"""Words in more than this part of all questions bring nobody together."""

_EVERYWHERE = frozenset(
    {
        "a", "ad", "anh", "ban", "ben", "biet", "cai", "can", "chi", "chinh", "cho", "co", "cua", "da", "dau", "de", "di",
        "duoc", "em", "gi", "giup", "hoi", "khong", "la", "lam", "minh", "muon", "nao", "nay", "nha", "nhe", "o", "oi",
        "phuong", "sao", "the", "thi", "toi", "tui", "va", "vay", "ve", "voi", "xin",
    }
)  # fmt: skip
"""Words of every question."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions with one meaning, the most asked first."""

    rows: tuple[sqlite3.Row, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The questions' ids."""
        return tuple(row["id"] for row in self.rows)

    @property
    def count(self) -> int:
        """How often it was asked in all."""
        return sum(row["count"] for row in self.rows)

    @property
    def last_at(self) -> int:
        """When it was asked last, in ms."""
        return max(int(row["last_at"]) for row in self.rows)


def group(rows: Sequence[sqlite3.Row]) -> list[Group]:
    """Each question with those like it, most asked first: it joins the group whose first question is most like it."""
    ordered = sorted(rows, key=lambda row: (-row["count"], row["id"]))
    features = [_features(row["folded"]) for row in ordered]
    shared = Counter(feature for found in features for feature in found)
    most = max(8.0, _COMMON * len(ordered))
    heads: dict[str, list[int]] = {}
    members: list[list[sqlite3.Row]] = []
    sizes: list[int] = []
    for row, found in zip(ordered, features, strict=True):
        best = _nearest(found, heads, sizes)
        if best is None:
            best = len(members)
            members.append([])
            sizes.append(len(found))
            for feature in found:
                if shared[feature] <= most:
                    heads.setdefault(feature, []).append(best)
        members[best].append(row)
    return [Group(tuple(found)) for found in members]


def _nearest(found: frozenset[str], heads: dict[str, list[int]], sizes: list[int]) -> int | None:
    meets = Counter(head for feature in found for head in heads.get(feature, ()))
    likeness = ((2 * count / (len(found) + sizes[head]), -head) for head, count in meets.items())
    best = max(likeness, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _features(folded: str) -> frozenset[str]:
    words = folded.split()
    telling = [word for word in words if word not in _EVERYWHERE] or words
    return frozenset([*telling, *(f"{first} {then}" for first, then in pairwise(telling))])


def arranged(groups: Iterable[Group], order: str) -> list[Group]:
    """Most asked first, or newest first."""
    if order == "newest":
        return sorted(groups, key=lambda one: -one.last_at)
    return sorted(groups, key=lambda one: (-one.count, -one.last_at))
