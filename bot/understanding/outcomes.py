"""From a match to an outcome."""

from __future__ import annotations

from bot.understanding.ranking import Ranked
from bot.understanding.result import Understanding
from bot.understanding.views import Views

OUT_OF_GOVERNMENT = "out_of_government"
"""The intent of questions that no office answers (weather, football): kindly declined, whatever kind its target has."""
_OUTCOMES = {
    "procedure": "answer",
    "guide": "answer",
    "decline": "decline",
    "clarify": "clarify",
    "chat": "chat",
    "emergency": "answer",
}


def outcome_of(found: Ranked, views: Views, confidence: float, candidates: tuple[str, ...] = ()) -> Understanding:
    """The understanding that one match stands for."""
    target = found.target
    if target.kind == "procedure":
        return Understanding("answer", "procedure", confidence, target.id, views.section, candidates=candidates)
    asks = target.kind == "clarify"
    section, choices = (views.section, target.choices or candidates[:3]) if asks else (None, ())
    outcome = "decline" if target.intent == OUT_OF_GOVERNMENT else _OUTCOMES[target.kind]
    return Understanding(outcome, target.intent, confidence, section=section, topic=target.id, candidates=choices)


def codes(matters: list[Ranked]) -> tuple[str, ...]:
    """The procedures of a ranking, each once, at most five."""
    return tuple(dict.fromkeys(found.target.id for found in matters if found.target.kind == "procedure"))[:5]
