"""The candidates a message may mean and the evidence for each: named numbers, whose weights are in weights.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

from bot.understanding.classifier import Classifier
from bot.understanding.outcomes import OUT_OF_GOVERNMENT
from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.similarity import SimilarityIndex

Evidence = dict[str, float]

_MATTERS, _TALKS = 8, 6
"""How many of each ranking become candidates."""
_LIKELY = 0.1
"""Targets of this likelihood by the classifier become candidates at any rank."""
_LEAST = 1e-4
"""Likelihoods below this count as this."""
_LONG = 16
"""The length of a message is counted up to so many words."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A match with its evidence; `match` is None for "nothing known is meant"."""

    match: TargetMatch | None
    evidence: Evidence


def collect_candidates(
    message: ParsedMessage,
    matters: Sequence[TargetMatch],
    talks: Sequence[TargetMatch],
    similarity_index: SimilarityIndex,
    classifier: Classifier,
    names_nothing: bool,
) -> list[Candidate]:
    """The best of both rankings and "nothing known", each with its evidence.

    `names_nothing` says that the message has no subject of its own (decision.names_nothing).
    """
    similarity_to = similarity_index.similarity_by_target(message.normalized.words)
    likelihood_of = classifier.likelihood_by_target(message.whole)
    traits = _message_traits(message, names_nothing)
    length = min(len(message.normalized.words), _LONG) / 10
    result = []
    for group, ranked, most in (("matter", matters, _MATTERS), ("talk", talks, _TALKS)):
        for place, match in enumerate(ranked):
            likelihood = likelihood_of(match.target)
            if place >= most and likelihood < _LIKELY:
                continue
            evidence = dict(_fit_evidence(group, match, ranked[0], length))
            evidence |= {"alike": similarity_to(match.target), "first": float(place == 0)}
            evidence.update(_likelihood_evidence(group, likelihood))
            evidence.update(_kind_evidence(match, traits, length))
            result.append(Candidate(match, evidence))
    return [*result, _nothing_candidate(result, length)]


def _likelihood_evidence(group: str, likelihood: float) -> Iterator[tuple[str, float]]:
    yield "share", likelihood
    yield "share log", log10(max(likelihood, _LEAST)) / 4
    yield f"share {group}", likelihood


def _message_traits(message: ParsedMessage, names_nothing: bool) -> list[str]:
    traits = {
        "section": message.section,
        "clear": message.has_clear_section,
        "empty": names_nothing,
        "general": message.is_general,
    }
    return [name for name, holds in traits.items() if holds]


def _fit_evidence(group: str, match: TargetMatch, first: TargetMatch, length: float) -> Iterator[tuple[str, float]]:
    for name, value in (("score", match.score), ("covered", match.coverage), ("phrase", match.of_phrase)):
        yield name, value
        yield f"{name} {group}", value
    yield "score score", match.score**2
    yield "behind", match.score - first.score
    yield f"length score {group}", length * match.score
    yield f"length phrase {group}", length * match.of_phrase


def _kind_evidence(match: TargetMatch, traits: list[str], length: float) -> Iterator[tuple[str, float]]:
    kind = match.target.kind
    yield kind, 1.0
    yield f"length {kind}", length
    if match.is_named:
        yield "named", 1.0
    if match.target.intent == OUT_OF_GOVERNMENT:
        yield "outside", 1.0
    if match.target.variant_of:
        yield "variant said" if match.variant else "variant unsaid", 1.0
    elif match.variant:
        yield "passed over", 1.0
    yield "asked", log10(1 + len(match.target.examples))
    if kind == "procedure" and not match.target.says:
        yield "known by name", 1.0
    for name in traits:
        yield f"{name} {kind}", 1.0


def _nothing_candidate(candidates: list[Candidate], length: float) -> Candidate:
    """The candidate "nothing known is meant": the worse the best candidate fits, the likelier it is."""
    best = {
        f"nothing {name}": max((one.evidence[name] for one in candidates), default=0.0)
        for name in ("score", "covered", "phrase", "alike", "share")
    }
    return Candidate(None, {"nothing": 1.0, "nothing length": length, **best})
