"""Whether each phrase of residents in content/ leads to the entry it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.content.files import Document, read_folder
from bot.content.layout import sort
from bot.content.library import Content
from bot.content.problems import WARNING, Problem, Report
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding

_KEYS = {"procedure": "code", "guide": "id", "decline": "id", "life_event": "id", "quiz": "id", "intent": "intent"}


def lost_phrases(path: Path, content: Content, reader: Reader) -> list[Problem]:
    """A warning for each phrase below `path` that `reader`, made of `content`, takes for something else."""
    found = sort(read_folder(path, Report()), Report())
    return [
        problem
        for kind, key in _KEYS.items()
        for document in found[kind]
        if _is_used(content, document.data[key])
        for problem in _lost(document, document.data[key], content, reader)
    ]


def lost_phrases_of(document: Document, content: Content, reader: Reader) -> list[Problem]:
    """The same for one file, when it is one that has phrases."""
    data = document.data if isinstance(document.data, dict) else {}
    key = next((data[key] for key in ("code", "id", "intent") if key in data and "says" in data), None)
    return list(_lost(document, key, content, reader)) if key and _is_used(content, key) else []


def _is_used(content: Content, name: str) -> bool:
    """Entries whose time is over are not read for."""
    parts: tuple[dict[str, Any], ...] = (
        content.procedures, content.topics, content.intents, content.life_events, content.quizzes,
    )  # fmt: skip
    return any(name in part for part in parts)


def _lost(document: Document, name: str, content: Content, reader: Reader) -> Iterator[Problem]:
    for position, phrase in enumerate(document.data["says"]):
        won = reader.read(phrase)
        if name not in (won.procedure, won.topic, won.intent):
            message = f"câu «{phrase}» lại được hiểu là: {_called(won, content)}"
            yield Problem(document.file, document.line(("says", position)), message, WARNING)


def _called(won: Understanding, content: Content) -> str:
    procedure = content.procedure(won.procedure or "") or content.listed.get(won.procedure or "")
    if procedure is not None:
        return procedure.title
    entry = content.topics.get(won.topic or "")
    return entry.title if entry is not None else won.topic or won.intent
