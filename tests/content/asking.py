"""Asks the product as `flask ask` does, and knows which files of content/ an answer may take its figures from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import handlers
from bot.clock import at_zone, system_clock
from bot.content.layers import locate
from bot.event import Event, Kind
from bot.reply import Reply
from bot.settings import load
from bot.turn import ConversationState, Turn
from bot.understanding.result import NOTHING, Understanding
from tests.content.figures import figures_of_content
from tests.support.app import CONTENT, live_content

ROUTER = handlers.make_router()
EVERYWHERE = ("sentences", "ward")
"""What any answer may speak with."""


def read(text: str) -> list[Understanding]:
    """What a message is understood to ask."""
    return live_content()().reader.read_all(text) or [NOTHING]


def answer(
    text: str,
    understanding: Understanding = NOTHING,
    state: ConversationState | None = None,
    now: datetime | None = None,
) -> list[Reply]:
    """The replies to a message or a pressed button ("#le_phi 1.001193"), `now` or at this moment."""
    event = Event(key="", name="ask", kind=Kind.TEXT, person_id=None, received_at=system_clock(), text=text)
    now = now or at_zone(system_clock(), load({}).timezone)
    turn = Turn(
        event=event,
        state=state or ConversationState(),
        content=live_content().content,
        now=now,
        understanding=understanding,
    )
    return list(ROUTER.route(turn).replies)


def shown(replies: Iterable[Reply]) -> str:
    """All a person reads of replies: texts, buttons, cards."""
    return "\n".join(part for reply in replies for part in _parts(reply))


def _parts(reply: Reply) -> Iterator[str]:
    yield reply.text
    yield from (button.label for button in reply.buttons)
    yield from (f"{card.title}\n{card.subtitle}" for card in reply.cards)


def figures_for(understanding: Understanding) -> frozenset[str]:
    """The figures an answer to this reading may name: those of its own files, or of all content where it has none."""
    files = _own_files(understanding)
    return figures_in(*EVERYWHERE, *files) if files else figures_in(".")


@cache
def figures_in(*names: str) -> frozenset[str]:
    """The figures of files and folders of content/."""
    files = [file for name in names for file in _files(CONTENT if name == "." else locate(CONTENT, name))]
    return frozenset(figures_of_content(files))


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yaml")) if path.is_dir() else [path]


def _own_files(understanding: Understanding) -> tuple[str, ...]:
    content = live_content().content
    if understanding.procedure in content.listed:
        return ("catalogue.yaml",)
    procedure = content.procedure(understanding.procedure or "")
    entries = (content.guides, content.life_events, content.quizzes)
    named = [procedure, *(part.get(understanding.topic or "") for part in entries)]
    return tuple(entry.origin.file for entry in named if entry is not None)
