"""Groups of similar questions, so that one decision settles many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.store.unanswered import UnansweredQuestion

ALIKE = 0.6
"""From this similarity on (Dice coefficient of words and word pairs) two questions are in one group."""

_COMMON = 0.05
"""Words that occur in more than this part of all questions do not count."""

_EVERYWHERE = frozenset(
    {
        "a",
        "ad",
        "anh",
        "ban",
        "ben",
        "biet",
        "cai",
        "can",
        "chi",
        "chinh",
        "cho",
        "co",
        "cua",
        "da",
        "dau",
        "de",
        "di",
        "duoc",
        "em",
        "gi",
        "giup",
        "hoi",
        "khong",
        "la",
        "lam",
        "minh",
        "muon",
        "nao",
        "nay",
        "nha",
        "nhe",
        "o",
        "oi",
        "phuong",
        "sao",
        "the",
        "thi",
        "toi",
        "tui",
        "va",
        "vay",
        "ve",
        "voi",
        "xin",
    }
)
"""Words that say nothing about the subject, folded."""


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions with one meaning, the most asked first."""

    questions: tuple[UnansweredQuestion, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the questions."""
        return tuple(question.id for question in self.questions)

    @property
    def count(self) -> int:
        """How often the questions were asked in all."""
        return sum(question.count for question in self.questions)

    @property
    def last_at(self) -> int:
        """When one of them was asked last, in ms."""
        return max(question.last_at for question in self.questions)


def group_questions(questions: Sequence[UnansweredQuestion]) -> list[QuestionGroup]:
    """Put each question into the group whose first question is most similar to it, or into a new one."""
    ordered = sorted(questions, key=lambda question: (-question.count, question.id))
    features_of = [_extract_features(question.folded) for question in ordered]
    counts = Counter(feature for features in features_of for feature in features)
    most = max(8.0, _COMMON * len(ordered))
    heads: dict[str, list[int]] = {}
    members: list[list[UnansweredQuestion]] = []
    sizes: list[int] = []
    for question, features in zip(ordered, features_of, strict=True):
        best = _find_nearest(features, heads, sizes)
        if best is None:
            best = len(members)
            members.append([])
            sizes.append(len(features))
            for feature in features:
                if counts[feature] <= most:
                    heads.setdefault(feature, []).append(best)
        members[best].append(question)
    return [QuestionGroup(tuple(group)) for group in members]


def _find_nearest(features: frozenset[str], heads: dict[str, list[int]], sizes: list[int]) -> int | None:
    """The number of the most similar group, the oldest of equals; None when none is similar enough."""
    shared = Counter(head for feature in features for head in heads.get(feature, ()))
    similarities = ((2 * count / (len(features) + sizes[head]), -head) for head, count in shared.items())
    best = max(similarities, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _extract_features(folded: str) -> frozenset[str]:
    """The meaningful words of a question and their pairs."""
    words = folded.split()
    meaningful = [word for word in words if word not in _EVERYWHERE] or words
    return frozenset([*meaningful, *(f"{first} {second}" for first, second in pairwise(meaningful))])


def sort_groups(groups: Iterable[QuestionGroup], order: str) -> list[QuestionGroup]:
    """Sort groups: most asked first, or newest first when `order` is "newest"."""
    if order == "newest":
        return sorted(groups, key=lambda group: -group.last_at)
    return sorted(groups, key=lambda group: (-group.count, -group.last_at))
