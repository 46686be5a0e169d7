"""Life events (content/life_events): what to do, in order, when a child is born, somebody dies, one builds a house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.content.files import Document, Where
from bot.content.models import Origin
from bot.content.shapes import DAY, TEXT, ListOf, Shape

STEP_LENGTH = 500
"""Characters of a step, so that several fit into one bubble."""

LIFE_EVENT = Shape(
    {
        "id": TEXT,
        "title": TEXT,
        "says": ListOf(TEXT, least=6),
        "intro": TEXT,
        "steps": ListOf(Shape({"title": TEXT, "text": TEXT}, {"procedures": ListOf(TEXT)}), least=1, most=8),
        "source": TEXT,
        "checked": DAY,
        "review_due": DAY,
    },
    {"together": TEXT, "gaps": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One thing to do, with the codes of the procedures it needs."""

    title: str
    text: str
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """What happens in a life, what to do then in order, and what is done in one go (`together`)."""

    id: str
    title: str
    says: tuple[str, ...]
    intro: str
    steps: tuple[LifeStep, ...]
    together: str
    origin: Origin
    gaps: tuple[str, ...] = ()


def life_event(data: dict[str, Any], file: str) -> LifeEvent:
    """A file of content/life_events, checked before."""
    return LifeEvent(
        id=data["id"],
        title=data["title"],
        says=tuple(data["says"]),
        intro=data["intro"].strip(),
        steps=tuple(
            LifeStep(step["title"], step["text"].strip(), tuple(step.get("procedures", ()))) for step in data["steps"]
        ),
        together=data.get("together", "").strip(),
        origin=Origin(data["source"], None, data["checked"], data["review_due"], file),
        gaps=tuple(data.get("gaps", ())),
    )


def check_life_event(
    document: Document, is_known: Callable[[str], bool], complain: Callable[[Where, str], None]
) -> None:
    """Steps are short and name procedures that exist."""
    for position, step in enumerate(document.data["steps"]):
        where: Where = ("steps", position)
        if len(step["text"]) > STEP_LENGTH:
            complain((*where, "text"), f"bước này dài {len(step['text'])} ký tự; chỉ nên tới {STEP_LENGTH}")
        for number, code in enumerate(step.get("procedures", ())):
            if not is_known(code):
                complain((*where, "procedures", number), f"mã {code} chưa có tệp nào trong procedures/")
