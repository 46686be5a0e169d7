"""Converts a match into the result of the package."""

from __future__ import annotations

from bot.understanding.parsing import ParsedMessage
from bot.understanding.ranking import TargetMatch
from bot.understanding.result import Understanding

OUT_OF_GOVERNMENT = "out_of_government"
"""The intent of questions no office answers (weather, football): the outcome is decline for any kind of target."""
_OUTCOMES = {
    "procedure": "answer",
    "guide": "answer",
    "decline": "decline",
    "clarify": "clarify",
    "chat": "chat",
    "emergency": "answer",
}


def outcome_of_match(
    match: TargetMatch, message: ParsedMessage, confidence: float, candidates: tuple[str, ...] = ()
) -> Understanding:
    """The Understanding that reports `match` as the meaning of a message."""
    target = match.target
    if target.kind == "procedure":
        return Understanding("answer", "procedure", confidence, target.id, message.section, candidates=candidates)
    asks = target.kind == "clarify"
    section, choices = (message.section, target.choices or candidates[:3]) if asks else (None, ())
    outcome = "decline" if target.intent == OUT_OF_GOVERNMENT else _OUTCOMES[target.kind]
    return Understanding(outcome, target.intent, confidence, section=section, topic=target.id, candidates=choices)


def procedure_codes(matters: list[TargetMatch]) -> tuple[str, ...]:
    """The codes of the procedures of a ranking, without repetition, at most five."""
    return tuple(dict.fromkeys(match.target.id for match in matters if match.target.kind == "procedure"))[:5]
