"""How long the words of a broadcast are and may be: each kind of message is counted its own way."""

from __future__ import annotations

from dataclasses import dataclass

from bot.admin.broadcast_form import AUTO
from bot.article_checks import BODY
from bot.broadcasts import checks, personal
from bot.broadcasts.message import KINDS, Message


@dataclass(frozen=True, slots=True)
class Counter:
    """Characters as Zalo counts them and the most it takes, for these kinds; some with every name as long as may be."""

    kinds: tuple[str, ...]
    size: int
    most: int
    has_names: bool = False


def counters(message: Message) -> dict[str, tuple[Counter, ...]]:
    """How title and text are counted: one counter for each kind."""
    return {
        "title": (
            Counter(_others("promotion"), checks.size(message.title), checks.TITLE),
            Counter(("promotion",), personal.longest(message.title), checks.PROMOTION_TITLE, has_names=True),
        ),
        "text": (
            Counter(_others("article"), personal.longest(message.text), checks.TEXT, has_names=True),
            Counter(("article",), checks.size(message.text), BODY),
        ),
    }


def _others(kind: str) -> tuple[str, ...]:
    """Every kind an official may choose but this one."""
    return tuple(other for other in (AUTO, *KINDS) if other != kind)
