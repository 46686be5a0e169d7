"""What the bot would answer to one question, without a person, a talk or a trace: for `flask ask` and for measuring."""

from __future__ import annotations

from typing import Any

from bot.event import Event, Kind
from bot.reply import Reply
from bot.runtime import Runtime
from bot.turn import PersonFacts, State, Turn
from bot.understanding.result import NOTHING


def ask(runtime: Runtime, question: str, name: str | None = None) -> dict[str, Any]:
    """The answer as the JSON of `ask --json` (architecture.md): outcome, intent, procedure, section, replies ..."""
    brain = runtime.brain()
    readings = brain.reader.read_all(question) or [NOTHING]
    state, replies = State(), list[Reply]()
    for found in readings:
        turn = Turn(
            event=Event(key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=runtime.clock(), text=question),
            state=state,
            words=brain.words,
            now=runtime.now(),
            understanding=found,
            person=PersonFacts(),
            news=runtime.news,
        )
        replies += [reply for reply in runtime.router.route(turn).replies if reply not in replies]
    first = readings[0]
    return {
        "id": name,
        "question": question,
        "outcome": first.outcome,
        "intent": first.intent,
        "procedure": first.procedure,
        "section": first.section,
        "confidence": round(first.confidence, 3),
        "candidates": list(first.candidates),
        "replies": [reply.as_dict() for reply in replies],
    }
