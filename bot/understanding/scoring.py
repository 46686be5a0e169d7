"""The likelihood of each candidate: a log-linear model over its evidence, with learned weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from bot.understanding.evidence import Candidate, Evidence
from bot.understanding.ranking import TargetMatch
from bot.understanding.weights import WEIGHTS

_HIGHEST = 0.99


@dataclass(frozen=True, slots=True)
class ScoredCandidate:
    """A match (None for "nothing known is meant") and the likelihood (0..1) that it is meant."""

    match: TargetMatch | None
    likelihood: float


def score_candidates(candidates: Sequence[Candidate], weights: Mapping[str, float] = WEIGHTS) -> list[ScoredCandidate]:
    """All candidates with their likelihoods, which sum up to 1, the likeliest first."""
    totals = [_weighted_sum(candidate.evidence, weights) for candidate in candidates]
    most = max(totals, default=0.0)
    powers = [exp(total - most) for total in totals]
    whole = sum(powers)
    scored = [
        ScoredCandidate(candidate.match, min(_HIGHEST, power / whole))
        for candidate, power in zip(candidates, powers, strict=True)
    ]
    return sorted(scored, key=lambda candidate: -candidate.likelihood)


def _weighted_sum(evidence: Evidence, weights: Mapping[str, float]) -> float:
    weight_of = weights.get
    return sum([value * weight_of(name, 0.0) for name, value in evidence.items()])
