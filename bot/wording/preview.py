"""An entry exactly as the bot would say it, from words that may not be saved yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.bubbles import LIMIT
from bot.content import Content
from bot.content.blanks import BLANK, GENERAL_BLANKS
from bot.content.problems import WARNING, Problem
from bot.event import Event, Kind
from bot.reply import Reply
from bot.router import Router
from bot.turn import State, Turn
from bot.understanding.result import SECTIONS, Understanding

WARD_INTENTS = ("address", "phone", "hours", "map", "lost_in_merger")
"""Questions whose answers are made of content/ward.yaml and content/holidays.yaml."""

MOST = 12
"""So many bubbles of one file are shown."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is said to one question: `what` is "" for the first answer, a section of a procedure, or an intent."""

    what: str
    replies: tuple[Reply, ...]


def said_of(file: str, data: Any, content: Content, router: Router, now: datetime, key: str = "") -> list[Said]:
    """The answers made of one file; `key` chooses a sentence of a file of sentences."""
    if file.startswith("sentences/"):
        return _sentences(data, content, key)
    found: list[Said] = []
    for what, understanding in _questions(file, data, content):
        replies = tuple(_compose(understanding, content, router, now))
        if replies and not any(replies == one.replies for one in found):
            found.append(Said(what, replies))
    return found


def too_long(file: str, said: list[Said]) -> list[Problem]:
    """A warning for each answer with a bubble of more than LIMIT characters, as `content check` gives."""
    return [
        Problem(file, 1, f"câu trả lời ({one.what or 'tóm tắt'}) có đoạn {longest} ký tự, quá {LIMIT}; "
                "máy sẽ tự cắt làm hai tin", WARNING)
        for one in said
        if (longest := max(len(reply.text) for reply in one.replies)) > LIMIT
    ]  # fmt: skip


def _questions(file: str, data: Any, content: Content) -> Iterator[tuple[str, Understanding]]:
    folder = file.partition("/")[0]
    if folder == "procedures":
        if data.get("code") in content.procedures:
            for section in (None, *SECTIONS):
                yield section or "", Understanding("answer", "procedure", 1.0, data["code"], section)
    elif folder in ("life_events", "quizzes"):
        yield (
            "",
            Understanding("answer", "life_event" if folder == "life_events" else "quiz", 1.0, topic=data.get("id")),
        )
    elif isinstance(data, dict) and data.get("id") in content.topics:
        outcome = "decline" if folder == "other_offices" else "answer"
        yield "", Understanding(outcome, data["intent"], 1.0, topic=data["id"])
    elif file in ("ward.yaml", "holidays.yaml"):
        for intent in WARD_INTENTS if file == "ward.yaml" else ("hours",):
            yield intent, Understanding("answer", intent, 1.0)


def _compose(understanding: Understanding, content: Content, router: Router, now: datetime) -> tuple[Reply, ...]:
    turn = Turn(
        event=Event(key="", name="preview", kind=Kind.TEXT, person_id=None, received_at=0, text="…"),
        state=State(), words=content, now=now, understanding=understanding,
    )  # fmt: skip
    return router.route(turn).replies


def _sentences(data: Any, content: Content, key: str) -> list[Said]:
    """The sentences with the ward's blanks filled; what a handler fills in shows its name."""
    shown = [(key, data[key])] if key in data else list(data.items())[:MOST]
    found = []
    for name, value in shown:
        for text in (value if isinstance(value, list) else [value])[:MOST]:
            blanks = {blank: f"[{blank}]" for blank in BLANK.findall(text)}
            known = {blank: content.fill(f"{{{blank}}}") for blank in blanks if blank in GENERAL_BLANKS}
            found.append(Said(name, (Reply(content.fill(text, **(blanks | known))),)))
    return found
