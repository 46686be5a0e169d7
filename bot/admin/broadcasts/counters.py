"""How long the words of a broadcast are and may be: each kind of message is counted its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.admin.broadcasts.texts import AUTO
from bot.broadcasts.kinds import BroadcastKind, choosable_kinds
from bot.broadcasts.kinds.base import FieldLength
from bot.broadcasts.message import Message


@dataclass(frozen=True, slots=True)
class FieldCounter:
    """How long one field is for these kinds, or for an automatic choice of the kind."""

    kinds: tuple[str, ...]
    length: FieldLength


def count_fields(message: Message) -> dict[str, tuple[FieldCounter, ...]]:
    """How title and text are counted: one counter for the kinds that count alike."""
    return {
        "title": _group_kinds(lambda kind: kind.title_length(message)),
        "text": _group_kinds(lambda kind: kind.text_length(message)),
    }


def _group_kinds(measure: Callable[[BroadcastKind], FieldLength]) -> tuple[FieldCounter, ...]:
    names: dict[FieldLength, list[str]] = {
        measure(BroadcastKind()): [AUTO]
    }  # an automatic choice counts as most kinds do
    for kind in choosable_kinds():
        names.setdefault(measure(kind), []).append(kind.name)
    return tuple(FieldCounter(tuple(kinds), length) for length, kinds in names.items())
