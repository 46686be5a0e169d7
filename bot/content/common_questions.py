"""Finds the question of a procedure's content that a resident asks, by the words they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.content.models import Procedure
from bot.content.procedure_details import CommonQuestion
from bot.content.question_kinds import QuestionKinds, are_for_other_things, kinds_of, share_telling_kind
from bot.understanding.folding import folded_words
from bot.understanding.function_words import TRULY_EMPTY
from bot.understanding.result import Understanding

ENOUGH, ENOUGH_FOR_KIND, CLOSE = 0.5, 0.62, 0.72
"""How alike must be to a question of the content (0..1): a yes/no question; one for the same thing (a time, an age …); others."""
SAME = 0.68
"""From this likeness on it is the same question; below it, two in five are others (tests/questions/real/*_learn.jsonl)."""

_MOST_WORDS = 40
"""Of a long message the last words count: those that ask."""
_TITLE_WEIGHT = 0.25
"""The weight of words that name the procedure: every question about it has them."""
_UNKNOWN_WEIGHT = 0.6
"""The weight of a word that no question of the procedure has."""
_KEPT = frozenset({"phai", "bi", "can", "ai", "ma", "thay", "nhieu", "truoc", "con", "qua"})
"""Short words that tell one question of a procedure from another."""
_ASKING = frozenset({"bao", "mấy", "đâu", "gì", "nào", "ai"})
_ASKING_AT_THE_END = frozenset({"không", "chưa", "sao"})
"""Words of a phrase of the content that asks something, and those that ask only as the last one."""
_DUTY = frozenset({"phai", "can", "bat", "buoc", "co"})
_OTHER_AGE = 0.5
"""What remains of a likeness when both name a number and not the same."""
_OTHER_KIND = 0.6
"""What remains when one is for a time and the other for money, a place, a permission …: of the likenesses between 0.5 and 0.8
that were wrong when each wording of the content was looked for without itself, it took away a third."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PreparedAsks:
    """The wordings of a procedure's questions, in order: their words and kinds; and the weight of each word."""

    rows: tuple[frozenset[str], ...]
    kinds: tuple[QuestionKinds, ...]
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class QuestionMatch:
    """A question of the content that is asked, or with `is_same` False only like what is asked; `ask` is its wording."""

    question: CommonQuestion
    ask: str
    is_same: bool


def find_question(
    questions: Sequence[CommonQuestion], title: str, understanding: Understanding
) -> QuestionMatch | None:
    """The question most like what was asked; None when none is alike enough. Time grows linearly with the words."""
    if not questions or not understanding.words or _names_papers(understanding):
        return None
    prepared = _prepare(tuple(question.asks for question in questions), title)
    last = understanding.words[-_MOST_WORDS:]
    row, kinds = frozenset(_telling(last)), kinds_of(tuple(last))
    asks = [(question, ask) for question in questions for ask in question.asks]  # in the order of the rows
    likenesses = [
        _compare(row, ask, prepared.weights) * (_OTHER_KIND if are_for_other_things(kinds, theirs) else 1.0)
        for ask, theirs in zip(prepared.rows, prepared.kinds, strict=True)
    ]
    best = max(range(len(likenesses)), key=lambda place: likenesses[place])
    if likenesses[best] < _bound(understanding, kinds, prepared.kinds[best]):
        return None
    return QuestionMatch(*asks[best], is_same=likenesses[best] >= SAME)


def only_names(procedure: Procedure, understanding: Understanding) -> bool:
    """Whether the message is a phrase of the content for this procedure that asks nothing: "đổi họ", "tiền tuất"."""
    row = understanding.words
    if not row or understanding.section is not None or understanding.polar:
        return False
    return any(not _is_question(say) for say in procedure.says if folded_words(say) == row)


def _is_question(say: str) -> bool:
    words = say.split()
    return words[-1] in _ASKING_AT_THE_END or not _ASKING.isdisjoint(words)


def speaks_of(procedure: Procedure, words: Sequence[str]) -> bool:
    """Whether its condition, its papers or its questions have a word of these that its title has not."""
    papers = (item.text for group in procedure.papers for item in group.items)
    asks = (ask for question in procedure.questions for ask in question.asks)
    own = {word for text in (procedure.who, *papers, *asks) for word in folded_words(text)}
    title = {*folded_words(procedure.title), *folded_words(procedure.name)}
    return not own.isdisjoint(word for word in words if word not in title and word not in TRULY_EMPTY | _DUTY)


def _bound(understanding: Understanding, kinds: QuestionKinds, theirs: QuestionKinds) -> float:
    if understanding.polar:
        return ENOUGH
    return ENOUGH_FOR_KIND if share_telling_kind(kinds, theirs) else CLOSE


def _names_papers(understanding: Understanding) -> bool:
    return understanding.section in ("papers", "form", "steps", "online", "post") and not understanding.polar


@lru_cache(maxsize=1024)
def _prepare(asks: tuple[Row, ...], title: str) -> _PreparedAsks:
    """What is compared with a message. A word weighs less the more questions have it."""
    folded = [[folded_words(ask) for ask in row] for row in asks]
    rows = [[frozenset(_telling(ask)) for ask in row] for row in folded]
    counts = Counter(chain.from_iterable(frozenset(chain.from_iterable(row)) for row in rows))
    title_words = frozenset(folded_words(title))
    weights = {word: (_TITLE_WEIGHT if word in title_words else 1.0) / count**0.5 for word, count in counts.items()}
    kinds = tuple(kinds_of(ask) for ask in chain.from_iterable(folded))
    return _PreparedAsks(tuple(chain.from_iterable(rows)), kinds, weights)


def _telling(row: Iterable[str]) -> list[str]:
    return [word for word in row if word in _KEPT or word not in TRULY_EMPTY]


def _compare(row: frozenset[str], ask: frozenset[str], weights: dict[str, float]) -> float:
    """How alike two sets of words are: the weight they share, by the mean of their weights."""
    if not row or not ask:
        return 0.0
    shared = sum(weights[word] for word in row & ask)
    own, theirs = (sum(weights.get(word, _UNKNOWN_WEIGHT) for word in words) for words in (row, ask))
    likeness = shared / (own * theirs) ** 0.5 if own and theirs else 0.0
    return likeness * (_OTHER_AGE if _other_number(row, ask) else 1.0)


def _other_number(row: frozenset[str], ask: frozenset[str]) -> bool:
    ours, theirs = ({word for word in words if word.isdigit()} for words in (row, ask))
    return bool(ours and theirs and ours.isdisjoint(theirs))
