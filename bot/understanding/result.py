"""The result of the package: what a message means."""

from __future__ import annotations

from dataclasses import dataclass, field

SECTIONS = (
    "papers",
    "fee",
    "time",
    "where",
    "online",
    "post",
    "form",
    "law",
    "who",
    "result",
    "steps",
    "deadline",
    "benefit",
)
"""The sections of a procedure a person can ask for."""

OUTCOMES = ("answer", "clarify", "decline", "fallback", "chat")


@dataclass(frozen=True, slots=True)
class Understanding:
    """The meaning of one message or of one question in it.

    `outcome` is one of OUTCOMES. `intent` is "procedure" for a procedure, else the intent of the topic that matched
    (postal, online, greeting, ...). `procedure` is a national code and only set with outcome answer. `topic` is the id
    of the content entry that matched (a topic, a decline, a clarify set). `candidates` are procedure codes, best first.
    `confidence` is 0..1. `words` are the words of the question without accents, corrected; `polar`: it asks for a yes or
    no. Both say how it was asked, not what it means: they are left out of comparisons.
    """

    outcome: str
    intent: str
    confidence: float
    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    candidates: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), compare=False, repr=False)
    polar: bool = field(default=False, compare=False, repr=False)


NOTHING = Understanding(outcome="fallback", intent="unknown", confidence=0.0)
"""The meaning of an event without words."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The previous answer: its procedure, section, topic, and the choices it offered."""

    procedure: str | None = None
    section: str | None = None
    topic: str | None = None
    candidates: tuple[str, ...] = ()
