"""Checks that each phrase of residents in content/ leads to its own entry."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from bot.content.files import Document, read_folder
from bot.content.folder_layout import sort_documents
from bot.content.library import Content
from bot.content.problems import WARNING, Problem, Report
from bot.understanding.reader import Reader
from bot.understanding.result import Understanding

_KEYS = {"procedure": "code", "guide": "id", "decline": "id", "life_event": "id", "quiz": "id", "intent": "intent"}


def lost_phrases(path: Path, content: Content, reader: Reader) -> list[Problem]:
    """A warning for each phrase below `path` that `reader` (built from `content`) understands as something else."""
    documents = sort_documents(read_folder(path, Report()), Report())
    return [
        problem
        for kind, key in _KEYS.items()
        for document in documents[kind]
        if _is_used(content, document.data[key])
        for problem in _find_lost(document, document.data[key], content, reader)
    ]


def lost_phrases_of(document: Document, content: Content, reader: Reader) -> list[Problem]:
    """The same for one file; empty for a file without phrases."""
    data = document.data if isinstance(document.data, dict) else {}
    key = next((data[key] for key in ("code", "id", "intent") if key in data and "says" in data), None)
    return list(_find_lost(document, key, content, reader)) if key and _is_used(content, key) else []


def _is_used(content: Content, name: str) -> bool:
    """Whether the reader knows the entry; it does not know entries that are not valid now."""
    parts: tuple[Container[str], ...] = (
        content.procedures,
        content.guides,
        content.intents,
        content.life_events,
        content.quizzes,
    )
    return any(name in part for part in parts)


def _find_lost(document: Document, name: str, content: Content, reader: Reader) -> Iterator[Problem]:
    for position, phrase in enumerate(document.data["says"]):
        understanding = reader.read(phrase)
        if name not in (understanding.procedure, understanding.topic, understanding.intent):
            message = f"câu «{phrase}» lại được hiểu là: {_describe(understanding, content)}"
            yield Problem(document.file, document.line(("says", position)), message, WARNING)


def _describe(understanding: Understanding, content: Content) -> str:
    procedure = content.procedure(understanding.procedure or "") or content.listed.get(understanding.procedure or "")
    if procedure is not None:
        return procedure.title
    entry = content.guides.get(understanding.topic or "")
    return entry.title if entry is not None else understanding.topic or understanding.intent
