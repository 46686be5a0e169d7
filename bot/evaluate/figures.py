"""The figures of an evaluation: shares from 0 to 1, None where the file has no such question."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from bot.evaluate.run import JudgedQuestion

SURE = 0.8
"""From this confidence on, 95 of 100 answers should be right."""
CERTAIN = 0.95
"""From this confidence on, 96 of 100 answers to real people should be right."""
EDGES = (0.0, 0.5, 0.65, 0.8, 0.9, 0.95, 1.01)
"""The limits of the rows of the calibration table."""


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The number of answers with a confidence from `low` to below `high`, and the share of them that is right."""

    low: float
    high: float
    count: int
    right: float


@dataclass(frozen=True, slots=True)
class EvaluationFigures:
    """What `flask evaluate` reports. `behaviours` is (number, share right) by behaviour; times are in milliseconds."""

    questions: int
    first: float | None
    first_three: float | None
    wrong_stated: float | None
    """Share of the answer questions for which another procedure was stated."""
    wrong_stated_all: float | None
    """Share of all questions for which an unacceptable procedure was stated."""
    behaviour: float | None
    accepted: float | None
    """Like `behaviour`, with the further reactions that the questions accept (`also`)."""
    behaviours: dict[str, tuple[int, float]]
    guide_subject: float | None
    """Share of the guide questions answered with a guide about the right subject."""
    noisy: float | None
    noisy_originals: float | None
    sure_count: int
    sure_right: float | None
    certain_count: int
    certain_right: float | None
    calibration: tuple[CalibrationBin, ...]
    median_ms: float
    p99_ms: float

    def as_dict(self) -> dict[str, Any]:
        """All figures as JSON values."""
        return asdict(self)


def figures_of(judged: Sequence[JudgedQuestion]) -> EvaluationFigures:
    """All figures of one evaluation."""
    answers = _with_behaviour(judged, "answer")
    guides = _with_behaviour(judged, "guide")
    noisy, originals = _noisy_pairs(judged)
    stated = [one for one in judged if one.understanding.outcome == "answer"]
    sure = [one for one in stated if one.understanding.confidence >= SURE]
    certain = [one for one in stated if one.understanding.confidence >= CERTAIN]
    times = [one.milliseconds for one in judged]
    return EvaluationFigures(
        questions=len(judged),
        first=_share_of(answers, lambda one: one.right),
        first_three=_share_of(answers, lambda one: one.among_first),
        wrong_stated=_share_of(answers, lambda one: one.wrong_procedure),
        wrong_stated_all=_share_of(judged, lambda one: one.wrong_procedure),
        behaviour=_share_of(judged, lambda one: one.right),
        accepted=_share_of(judged, lambda one: one.accepted),
        behaviours=_by_behaviour(judged),
        guide_subject=_share_of(guides, lambda one: one.right_subject),
        noisy=_share_of(noisy, lambda one: one.right),
        noisy_originals=_share_of(originals, lambda one: one.right),
        sure_count=len(sure),
        sure_right=_share_of(sure, lambda one: one.accepted),
        certain_count=len(certain),
        certain_right=_share_of(certain, lambda one: one.accepted),
        calibration=_calibration_bins(stated),
        median_ms=statistics.median(times),
        p99_ms=statistics.quantiles(times, n=100, method="inclusive")[98] if len(times) > 1 else times[0],
    )


def _with_behaviour(judged: Iterable[JudgedQuestion], behaviour: str) -> list[JudgedQuestion]:
    return [one for one in judged if one.question.behaviour == behaviour]


def _share_of(judged: Sequence[JudgedQuestion], holds: Callable[[JudgedQuestion], bool]) -> float | None:
    return sum(map(holds, judged)) / len(judged) if judged else None


def _by_behaviour(judged: Sequence[JudgedQuestion]) -> dict[str, tuple[int, float]]:
    names = dict.fromkeys(one.question.behaviour for one in judged)
    groups = {name: _with_behaviour(judged, name) for name in names}
    return {name: (len(group), sum(one.right for one in group) / len(group)) for name, group in groups.items()}


def _noisy_pairs(judged: Sequence[JudgedQuestion]) -> tuple[list[JudgedQuestion], list[JudgedQuestion]]:
    """The noisy variants whose original is in the file, and the original of each."""
    originals = {one.question.text: one for one in judged if one.question.derived_from is None}
    noisy = [one for one in judged if one.question.derived_from in originals]
    return noisy, [originals[str(one.question.derived_from)] for one in noisy]


def _calibration_bins(stated: Sequence[JudgedQuestion]) -> tuple[CalibrationBin, ...]:
    bins = []
    for low, high in pairwise(EDGES):
        group = [one for one in stated if low <= one.understanding.confidence < high]
        if group:
            bins.append(
                CalibrationBin(low, min(high, 1.0), len(group), sum(one.accepted for one in group) / len(group))
            )
    return tuple(bins)
