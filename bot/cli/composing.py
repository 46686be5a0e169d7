"""Answers as residents would get them, measured: which are too long for one bubble."""

from __future__ import annotations

from collections.abc import Iterator

from bot.bubbles import LIMIT
from bot.content.problems import WARNING, Problem
from bot.event import Event, Kind
from bot.runtime import Runtime
from bot.turn import State, Turn
from bot.understanding.result import SECTIONS, Understanding


def long_answers(runtime: Runtime) -> list[Problem]:
    """A warning for each answer made from a file of content/ that has a bubble of more than LIMIT characters."""
    found = []
    for file, understanding in _answers(runtime):
        longest = max((len(text) for text in _composed(runtime, understanding)), default=0)
        if longest > LIMIT:
            what = understanding.section or "tóm tắt" if understanding.procedure else understanding.intent
            message = f"câu trả lời ({what}) có đoạn {longest} ký tự, quá {LIMIT}; máy sẽ tự cắt làm hai tin"
            found.append(Problem(file, 1, message, WARNING))
    return found


def _answers(runtime: Runtime) -> Iterator[tuple[str, Understanding]]:
    """Every answer there is, with the file it comes from."""
    words = runtime.brain().words
    for procedure in words.procedures.values():
        for section in (None, *SECTIONS):
            yield procedure.origin.file, Understanding("answer", "procedure", 1.0, procedure.code, section)
    for entry in words.topics.values():
        outcome = "decline" if entry.kind == "decline" else "answer"
        yield entry.origin.file, Understanding(outcome, entry.intent, 1.0, topic=entry.id)
    for intent, entries in (("life_event", words.life_events), ("quiz", words.quizzes)):
        for entry in entries.values():
            yield entry.origin.file, Understanding("answer", intent, 1.0, topic=entry.id)


def _composed(runtime: Runtime, understanding: Understanding) -> Iterator[str]:
    turn = Turn(
        event=Event(key="", name="check", kind=Kind.TEXT, person_id=None, received_at=runtime.clock(), text="…"),
        state=State(),
        words=runtime.brain().words,
        now=runtime.now(),
        understanding=understanding,
    )
    return (reply.text for reply in runtime.router.route(turn).replies)
