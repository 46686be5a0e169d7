"""How likely each thing a message may mean is the one: a log-linear model over the evidence, with learned weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from bot.understanding.evidence import Candidate, Evidence
from bot.understanding.ranking import Ranked
from bot.understanding.weights import WEIGHTS

_HIGHEST = 0.99


@dataclass(frozen=True, slots=True)
class Judged:
    """Something a message may mean, None for nothing that is known, and how likely (0..1) it is meant."""

    found: Ranked | None
    likely: float


def judge(candidates: Sequence[Candidate], weights: Mapping[str, float] = WEIGHTS) -> list[Judged]:
    """All candidates, the likeliest first; together they are 1."""
    totals = [_total(one.evidence, weights) for one in candidates]
    most = max(totals, default=0.0)
    powers = [exp(total - most) for total in totals]
    whole = sum(powers)
    judged = [Judged(one.found, min(_HIGHEST, power / whole)) for one, power in zip(candidates, powers, strict=True)]
    return sorted(judged, key=lambda one: -one.likely)


def _total(evidence: Evidence, weights: Mapping[str, float]) -> float:
    return sum(value * weights.get(name, 0.0) for name, value in evidence.items())
