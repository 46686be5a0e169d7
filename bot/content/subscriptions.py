"""Subscriptions (content/topics.yaml): the topics of notices that a resident can choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.content.files import Document, Where, YamlMapping
from bot.content.propaganda import TOPICS
from bot.content.schema import TEXT, ListOf, OneOf, RecordOf

LABEL_LENGTH = 26
"""Characters of a label, so that a button still holds the mark of a chosen topic."""

_INLAND = RecordOf({"label": TEXT, "says": ListOf(TEXT, least=1)})
"""Label and words where there is no sea."""

SUBSCRIPTIONS = ListOf(
    RecordOf({"id": OneOf(TOPICS), "label": TEXT, "says": ListOf(TEXT, least=1)}, {"inland": _INLAND}), least=1
)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic of notices: its id, its label on a button, and the words residents use for it."""

    id: str
    label: str
    says: tuple[str, ...]


def build_subscriptions(rows: Iterable[YamlMapping], *, is_coastal: bool = True) -> dict[str, Subscription]:
    """Build the subscriptions from content/topics.yaml, by id in the order of the file."""
    local_rows = (row if is_coastal else {**row, **row.get("inland", {})} for row in rows)
    return {row["id"]: Subscription(row["id"], row["label"], tuple(row["says"])) for row in local_rows}


def check_subscriptions(document: Document, complain: Callable[[Where, str], None]) -> None:
    """Check that topics are unique, labels fit on a button, and no word means two topics."""
    names: set[str] = set()
    for position, row in enumerate(document.data):
        if len(row["label"]) > LABEL_LENGTH:
            complain((position, "label"), f"chữ trên nút dài quá {LABEL_LENGTH} ký tự")
        for name in (row["id"], *(text.casefold() for text in row["says"])):
            if name in names:
                complain((position,), f"«{name}» có hai lần")
            names.add(name)
