"""The figures of a run: shares from 0 to 1, None where the file has no such question."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from bot.evaluate.run import Judged

SURE = 0.8
"""From this confidence on an answer is promised to be right 95 times in 100."""
EDGES = (0.0, 0.5, 0.65, 0.8, 0.9, 0.95, 1.01)
"""Where one row of the calibration table ends and the next begins."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers with a confidence from `low` to under `high`: how many, and the share that was right."""

    low: float
    high: float
    count: int
    right: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What `flask evaluate` reports. `behaviours` is (how many, share right) by behaviour; times in milliseconds."""

    questions: int
    first: float | None
    first_three: float | None
    wrong_stated: float | None
    """Of the answer questions: another procedure was stated as the answer."""
    wrong_stated_all: float | None
    """Of all questions: a procedure was stated that is not acceptable."""
    behaviour: float | None
    behaviours: dict[str, tuple[int, float]]
    guide_subject: float | None
    """Of the guide questions: the guide that was given is about the subject."""
    noisy: float | None
    noisy_originals: float | None
    sure_count: int
    sure_right: float | None
    calibration: tuple[Bin, ...]
    median_ms: float
    p99_ms: float

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def figures_of(judged: Sequence[Judged]) -> Figures:
    """All figures of one run."""
    answers = _of(judged, "answer")
    guides = _of(judged, "guide")
    noisy, originals = _pairs(judged)
    stated = [one for one in judged if one.found.outcome == "answer"]
    sure = [one for one in stated if one.found.confidence >= SURE]
    times = [one.milliseconds for one in judged]
    return Figures(
        questions=len(judged),
        first=_share(answers, lambda one: one.right),
        first_three=_share(answers, lambda one: one.among_first),
        wrong_stated=_share(answers, lambda one: one.wrong_procedure),
        wrong_stated_all=_share(judged, lambda one: one.wrong_procedure),
        behaviour=_share(judged, lambda one: one.right),
        behaviours=_by_behaviour(judged),
        guide_subject=_share(guides, lambda one: one.right_subject),
        noisy=_share(noisy, lambda one: one.right),
        noisy_originals=_share(originals, lambda one: one.right),
        sure_count=len(sure),
        sure_right=_share(sure, lambda one: one.right),
        calibration=_calibration(stated),
        median_ms=statistics.median(times),
        p99_ms=statistics.quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0],
    )


def _of(judged: Iterable[Judged], behaviour: str) -> list[Judged]:
    return [one for one in judged if one.question.behaviour == behaviour]


def _share(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> float | None:
    return sum(map(holds, judged)) / len(judged) if judged else None


def _by_behaviour(judged: Sequence[Judged]) -> dict[str, tuple[int, float]]:
    names = dict.fromkeys(one.question.behaviour for one in judged)
    groups = {name: _of(judged, name) for name in names}
    return {name: (len(group), sum(one.right for one in group) / len(group)) for name, group in groups.items()}


def _pairs(judged: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """The noisy variants whose original is in the file, and for each of them its original."""
    originals = {one.question.text: one for one in judged if one.question.derived_from is None}
    noisy = [one for one in judged if one.question.derived_from in originals]
    return noisy, [originals[str(one.question.derived_from)] for one in noisy]


def _calibration(stated: Sequence[Judged]) -> tuple[Bin, ...]:
    bins = []
    for low, high in pairwise(EDGES):
        group = [one for one in stated if low <= one.found.confidence < high]
        if group:
            bins.append(Bin(low, min(high, 1.0), len(group), sum(one.right for one in group) / len(group)))
    return tuple(bins)
