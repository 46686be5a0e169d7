"""The lists of content as an official asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.content.problems import ERROR
from bot.understanding.folding import fold
from bot.wording.items import Item

LOOKS = ("partial", "gaps", "overdue", "errors", "warnings")
"""What a list can be narrowed to."""

ORDERS: dict[str, Callable[[Item], Any]] = {
    "title": lambda item: fold(item.title),
    "review": lambda item: (item.review_due or date.max, fold(item.title)),
    "checked": lambda item: (item.checked or date.min, fold(item.title)),
    "gaps": lambda item: (-item.gaps, fold(item.title)),
    "file": lambda item: (item.file, item.key),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to show: a group, words anywhere in it, a field or kind, a look, an order."""

    group: str
    text: str = ""
    field: str = ""
    kind: str = ""
    look: str = ""
    order: str = ""


def search(found: Iterable[Item], asked: Asked, today: date) -> list[Item]:
    """The items that fit; words are looked for without accents, each of them must be there."""
    words = fold(asked.text).split()
    rows = [
        item
        for item in found
        if item.group == asked.group
        and asked.field in ("", item.field)
        and asked.kind in ("", item.kind)
        and (not asked.look or _has_look(item, asked.look, today))
        and all(word in item.words for word in words)
    ]
    order = ORDERS.get(asked.order)
    return sorted(rows, key=order) if order else rows


def counts(found: Iterable[Item]) -> dict[str, int]:
    """How many items each group has."""
    result: dict[str, int] = {}
    for item in found:
        result[item.group] = result.get(item.group, 0) + 1
    return result


def choices(found: Iterable[Item], group: str) -> Mapping[str, list[str]]:
    """The fields and kinds that occur in a group."""
    rows = [item for item in found if item.group == group]
    return {
        "fields": sorted({item.field for item in rows if item.field}, key=fold),
        "kinds": sorted({item.kind for item in rows if item.kind}),
    }


def _has_look(item: Item, look: str, today: date) -> bool:
    match look:
        case "partial":
            return item.partial
        case "gaps":
            return item.gaps > 0
        case "overdue":
            return item.is_overdue(today)
        case "errors":
            return any(problem.level == ERROR for problem in item.problems)
        case _:
            return bool(item.problems)
