"""Life events (content/life_events): the steps to take after a birth, a death, when building a house and so on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.content.files import Document, Where, YamlMapping
from bot.content.models import Origin
from bot.content.schema import DAY, NULLABLE_DAY, TEXT, ListOf, RecordOf

STEP_LENGTH = 500
"""The most characters of a step, so that several fit into one bubble."""

LIFE_EVENT = RecordOf(
    {
        "id": TEXT,
        "title": TEXT,
        "says": ListOf(TEXT, least=6),
        "intro": TEXT,
        "steps": ListOf(RecordOf({"title": TEXT, "text": TEXT}, {"procedures": ListOf(TEXT)}), least=1, most=8),
        "source": TEXT,
        "review_due": DAY,
    },
    {"checked": NULLABLE_DAY, "together": TEXT, "gaps": ListOf(TEXT)},
)


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One thing to do, with the codes of the procedures it needs."""

    title: str
    text: str
    procedures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A life event, its steps in order, and the procedures that can be done together (`together`)."""

    id: str
    title: str
    says: tuple[str, ...]
    intro: str
    steps: tuple[LifeStep, ...]
    together: str
    origin: Origin
    gaps: tuple[str, ...] = ()


def build_life_event(data: YamlMapping, file: str) -> LifeEvent:
    """Build a life event from a file of content/life_events that was checked before."""
    return LifeEvent(
        id=data["id"],
        title=data["title"],
        says=tuple(data["says"]),
        intro=data["intro"].strip(),
        steps=tuple(
            LifeStep(step["title"], step["text"].strip(), tuple(step.get("procedures", ()))) for step in data["steps"]
        ),
        together=data.get("together", "").strip(),
        origin=Origin(data["source"], None, data.get("checked"), data["review_due"], file),
        gaps=tuple(data.get("gaps", ())),
    )


def check_life_event(
    document: Document, is_known: Callable[[str], bool], complain: Callable[[Where, str], None]
) -> None:
    """Check that steps are short and name existing procedures."""
    for position, step in enumerate(document.data["steps"]):
        where: Where = ("steps", position)
        if len(step["text"]) > STEP_LENGTH:
            complain((*where, "text"), f"bước này dài {len(step['text'])} ký tự; chỉ nên tới {STEP_LENGTH}")
        for number, code in enumerate(step.get("procedures", ())):
            if not is_known(code):
                complain((*where, "procedures", number), f"mã {code} chưa có tệp nào trong procedures/")
