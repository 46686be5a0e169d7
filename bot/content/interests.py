"""Topics of notices (content/topics.yaml): what a resident may choose to hear about, in the ward's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.content.files import Document, Where
from bot.content.propaganda import TOPICS
from bot.content.shapes import TEXT, ListOf, OneOf, Shape

LABEL_LENGTH = 26
"""Characters of a label, so that a button still holds the mark of a chosen topic."""

INTERESTS = ListOf(Shape({"id": OneOf(TOPICS), "label": TEXT, "says": ListOf(TEXT, least=1)}), least=1)


@dataclass(frozen=True, slots=True)
class Interest:
    """A topic of notices: its id, its name on a button, and what residents call it."""

    id: str
    label: str
    says: tuple[str, ...]


def interests(rows: Iterable[dict[str, Any]]) -> dict[str, Interest]:
    """The entries of content/topics.yaml by id, in the order of the file, checked before."""
    return {row["id"]: Interest(row["id"], row["label"], tuple(row["says"])) for row in rows}


def check_interests(document: Document, complain: Callable[[Where, str], None]) -> None:
    """Each topic stands once, its label fits on a button, and no word names two topics."""
    seen: set[str] = set()
    for position, row in enumerate(document.data):
        if len(row["label"]) > LABEL_LENGTH:
            complain((position, "label"), f"chữ trên nút dài quá {LABEL_LENGTH} ký tự")
        for name in (row["id"], *(text.casefold() for text in row["says"])):
            if name in seen:
                complain((position,), f"«{name}» có hai lần")
            seen.add(name)
