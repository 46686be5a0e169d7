"""Plain methods over the same content to compare with. Each always answers with the nearest target.

TF-IDF + LinearSVC needs scikit-learn, which is no dependency of the product: it is left out where it is missing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from rapidfuzz import fuzz, process

from bot.understanding.folding import fold
from bot.understanding.knowledge import Target
from bot.understanding.result import NOTHING, Understanding

Read = Callable[[str], Understanding]
Rank = Callable[[str], list[tuple[Target, float]]]
"""A text → targets with their scores, best first, each target once."""

_OUTCOMES = {"procedure": "answer", "guide": "answer", "emergency": "answer"}
_FIRST = 5


def make_baselines(targets: Sequence[Target]) -> dict[str, Read]:
    """All methods whose libraries are installed, by name."""
    names = [(target, target.name) for target in targets]
    phrases = names + [(target, phrase) for target in targets for phrase in target.says]
    baselines: dict[str, Read] = {
        "BM25 over names": reader_of(rank_by_bm25(names)),
        "BM25 over names and phrases": reader_of(rank_by_bm25(phrases)),
        "rapidfuzz over names and phrases": reader_of(rank_by_token_set(phrases)),
    }
    if find_spec("sklearn"):
        baselines["TF-IDF + LinearSVC over names and phrases"] = reader_of(rank_by_linear_svc(phrases))
    return baselines


def reader_of(rank: Rank) -> Read:
    """A function that answers with the first target of `rank`, and the nearest procedures as candidates."""

    def read(text: str) -> Understanding:
        ranked = rank(text)
        if not ranked:
            return NOTHING
        target = ranked[0][0]
        codes = tuple(candidate.id for candidate, _ in ranked if candidate.kind == "procedure")[:_FIRST]
        outcome = "decline" if target.intent == "out_of_government" else _OUTCOMES.get(target.kind, target.kind)
        procedure = target.id if target.kind == "procedure" else None
        candidates = target.choices if target.kind == "clarify" else codes
        return Understanding(outcome, target.intent, 0.5, procedure, candidates=candidates)

    return read


def rank_by_bm25(phrases: Sequence[tuple[Target, str]], k1: float = 1.2, b: float = 0.75) -> Rank:
    """Okapi BM25 over accent-free words; k1 and b have their usual values."""
    bags = [Counter(fold(text).split()) for _, text in phrases]
    lengths = [sum(bag.values()) for bag in bags]
    average = sum(lengths) / len(lengths)
    postings = _numbers_by_word(bags)

    def rank(text: str) -> list[tuple[Target, float]]:
        scores: dict[int, float] = {}
        for word in set(fold(text).split()) & postings.keys():
            rows = postings[word]
            rarity = math.log(1 + (len(bags) - len(rows) + 0.5) / (len(rows) + 0.5))
            for number in rows:
                often = bags[number][word]
                weight = often * (k1 + 1) / (often + k1 * (1 - b + b * lengths[number] / average))
                scores[number] = scores.get(number, 0.0) + rarity * weight
        return _best_by_target(phrases, scores)

    return rank


def _numbers_by_word(bags: Sequence[Counter[str]]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for number, bag in enumerate(bags):
        for word in bag:
            postings.setdefault(word, []).append(number)
    return postings


def rank_by_token_set(phrases: Sequence[tuple[Target, str]]) -> Rank:
    """rapidfuzz token_set_ratio over accent-free text."""
    folded = [fold(text) for _, text in phrases]

    def rank(text: str) -> list[tuple[Target, float]]:
        matches = process.extract(fold(text), folded, scorer=fuzz.token_set_ratio, limit=40)
        return _best_by_target(phrases, {number: score for _, score, number in matches if score})

    return rank


def rank_by_linear_svc(phrases: Sequence[tuple[Target, str]]) -> Rank:
    """TF-IDF of character n-grams (2–4, within words) and a linear classifier trained on the phrases of content."""
    vectors = import_module("sklearn.feature_extraction.text").TfidfVectorizer(
        analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True
    )
    labels = list(dict.fromkeys(target.id for target, _ in phrases))
    by_id = {target.id: target for target, _ in phrases}
    model = import_module("sklearn.svm").LinearSVC()
    model.fit(vectors.fit_transform([fold(text) for _, text in phrases]), [labels.index(t.id) for t, _ in phrases])

    def rank(text: str) -> list[tuple[Target, float]]:
        scores = model.decision_function(vectors.transform([fold(text)]))[0]
        order = sorted(range(len(labels)), key=lambda number: -float(scores[number]))[:20]
        return [(by_id[labels[number]], float(scores[number])) for number in order]

    return rank


def _best_by_target(phrases: Sequence[tuple[Target, str]], scores: dict[int, float]) -> list[tuple[Target, float]]:
    """The best phrase of each target, best first; of equal ones the first in content."""
    best: dict[str, tuple[Target, float]] = {}
    for number in sorted(scores, key=lambda number: (-scores[number], number)):
        best.setdefault(phrases[number][0].id, (phrases[number][0], scores[number]))
    return list(best.values())
