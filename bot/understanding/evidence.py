"""What speaks for each thing a message may mean, as numbers with names: the weights of these are in weights.py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

from bot.understanding.classifier import Classifier
from bot.understanding.likeness import Likeness
from bot.understanding.outcomes import OUT_OF_GOVERNMENT
from bot.understanding.ranking import Ranked
from bot.understanding.views import Views

Evidence = dict[str, float]

_MATTERS, _TALKS = 8, 6
"""So many of each ranking are thought about."""
_LIKELY = 0.1
"""Those the classifier finds so likely are thought about, wherever they rank."""
_LEAST = 1e-4
"""Shares below this are one."""
_LONG = 16
"""A message with more words than this is not longer still."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something a message may mean, None for nothing that is known, with the evidence for it."""

    found: Ranked | None
    evidence: Evidence


def candidates(
    views: Views,
    matters: Sequence[Ranked],
    talks: Sequence[Ranked],
    likeness: Likeness,
    classifier: Classifier,
    empty: bool,
) -> list[Candidate]:
    """The best of both rankings, and nothing at all, each with its evidence; `empty` when no subject is named."""
    alike, share = likeness.of(views.wording.words), classifier.of(views.whole)
    asked = _asked(views, empty)
    length = min(len(views.wording.words), _LONG) / 10
    result = []
    for group, ranked, most in (("matter", matters, _MATTERS), ("talk", talks, _TALKS)):
        for place, found in enumerate(ranked):
            part = share(found.target)
            if place >= most and part < _LIKELY:
                continue
            evidence = dict(_fit(group, found, ranked[0], length))
            evidence["alike"] = alike(found.target)
            evidence["first"] = float(place == 0)
            evidence.update(_of_share(group, part))
            evidence.update(_of_kind(found, asked, length))
            result.append(Candidate(found, evidence))
    return [*result, _nothing(result, length)]


def _of_share(group: str, part: float) -> Iterator[tuple[str, float]]:
    yield "share", part
    yield "share log", log10(max(part, _LEAST)) / 4
    yield f"share {group}", part


def _asked(views: Views, empty: bool) -> list[str]:
    said = {"section": views.section, "clear": views.clear_section, "empty": empty, "general": views.general}
    return [name for name, holds in said.items() if holds]


def _fit(group: str, found: Ranked, first: Ranked, length: float) -> Iterator[tuple[str, float]]:
    for name, value in (("score", found.score), ("covered", found.covered), ("phrase", found.of_phrase)):
        yield name, value
        yield f"{name} {group}", value
    yield "score score", found.score**2
    yield "behind", found.score - first.score
    yield f"length score {group}", length * found.score
    yield f"length phrase {group}", length * found.of_phrase


def _of_kind(found: Ranked, asked: list[str], length: float) -> Iterator[tuple[str, float]]:
    kind = found.target.kind
    yield kind, 1.0
    yield f"length {kind}", length
    if found.named:
        yield "named", 1.0
    if found.target.intent == OUT_OF_GOVERNMENT:
        yield "outside", 1.0
    if found.target.variant_of:
        yield "variant said" if found.variant else "variant unsaid", 1.0
    elif found.variant:
        yield "passed over", 1.0
    if kind == "procedure" and not found.target.says:
        yield "known by name", 1.0
    for name in asked:
        yield f"{name} {kind}", 1.0


def _nothing(known: list[Candidate], length: float) -> Candidate:
    """That none of the known is meant, which is the likelier the worse the best of them fits."""
    best = {
        f"nothing {name}": max((one.evidence[name] for one in known), default=0.0)
        for name in ("score", "covered", "phrase", "alike", "share")
    }
    return Candidate(None, {"nothing": 1.0, "nothing length": length, **best})
