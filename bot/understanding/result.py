"""What a message was understood to mean."""

from __future__ import annotations

from dataclasses import dataclass

SECTIONS = ("papers", "fee", "time", "where", "online", "post", "form", "law", "who", "result", "steps")
"""The parts of a procedure a person can ask for."""

OUTCOMES = ("answer", "clarify", "decline", "fallback", "chat")


@dataclass(frozen=True, slots=True)
class Understanding:
    """One reading of one message.

    `outcome` is one of OUTCOMES. `intent` is "procedure" for a procedure, else the intent of the topic that matched
    (postal, online, greeting, ...). `procedure` is a national code and only set with outcome answer. `topic` is the id
    of the content entry that matched (a topic, a decline, a clarify set). `candidates` are procedure codes, best first.
    `confidence` is 0..1.
    """

    outcome: str
    intent: str
    confidence: float
    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    candidates: tuple[str, ...] = ()


NOTHING = Understanding(outcome="fallback", intent="unknown", confidence=0.0)
"""The reading of an event without words."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What was talked about just before: a procedure, the section of it, a topic, or the choices that were offered."""

    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    candidates: tuple[str, ...] = ()
