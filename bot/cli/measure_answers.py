"""Finds answers that are too long for one bubble."""

from __future__ import annotations

from collections.abc import Iterator

from bot.content.problems import WARNING, Problem
from bot.event import Event, Kind
from bot.messaging.splitting import LIMIT
from bot.runtime import Runtime
from bot.turn import ConversationState, Turn
from bot.understanding.result import SECTIONS, Understanding


def find_long_answers(runtime: Runtime) -> list[Problem]:
    """A warning for each answer made from a file of content/ that has a bubble of more than LIMIT characters."""
    problems = []
    for file, understanding in _list_answers(runtime):
        longest = max((len(text) for text in _compose_replies(runtime, understanding)), default=0)
        if longest > LIMIT:
            what = understanding.section or "tóm tắt" if understanding.procedure else understanding.intent
            message = f"câu trả lời ({what}) có đoạn {longest} ký tự, quá {LIMIT}; máy sẽ tự cắt làm hai tin"
            problems.append(Problem(file, 1, message, WARNING))
    return problems


def _list_answers(runtime: Runtime) -> Iterator[tuple[str, Understanding]]:
    """Every possible answer, with the file it comes from."""
    content = runtime.live_content().content
    for procedure in content.procedures.values():
        for section in (None, *SECTIONS):
            yield procedure.origin.file, Understanding("answer", "procedure", 1.0, procedure.code, section)
    for entry in content.guides.values():
        outcome = "decline" if entry.kind == "decline" else "answer"
        yield entry.origin.file, Understanding(outcome, entry.intent, 1.0, topic=entry.id)
    for intent, entries in (("life_event", content.life_events), ("quiz", content.quizzes)):
        for item in entries.values():
            yield item.origin.file, Understanding("answer", intent, 1.0, topic=item.id)


def _compose_replies(runtime: Runtime, understanding: Understanding) -> Iterator[str]:
    turn = Turn(
        event=Event(key="", name="check", kind=Kind.TEXT, person_id=None, received_at=runtime.clock(), text="…"),
        state=ConversationState(),
        content=runtime.live_content().content,
        now=runtime.now(),
        understanding=understanding,
    )
    return (reply.text for reply in runtime.router.route(turn).replies)
