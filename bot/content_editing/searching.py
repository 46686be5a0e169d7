"""Searching, filtering and sorting the list of content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.content.problems import ERROR
from bot.content_editing.items import ContentItem
from bot.understanding.folding import fold

CONDITIONS = ("partial", "gaps", "overdue", "errors", "warnings")
"""Conditions a list can be filtered by."""

ORDERS: dict[str, Callable[[ContentItem], Any]] = {
    "title": lambda item: fold(item.title),
    "review": lambda item: (item.review_due or date.max, fold(item.title)),
    "checked": lambda item: (item.checked or date.min, fold(item.title)),
    "gaps": lambda item: (-item.gaps, fold(item.title)),
    "file": lambda item: (item.file, item.key),
}


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """What to list: a group, words that must occur, a field, a kind, a condition, an order; "" is no restriction."""

    group: str
    text: str = ""
    field: str = ""
    kind: str = ""
    condition: str = ""
    order: str = ""


def search_items(items: Iterable[ContentItem], query: ItemQuery, today: date) -> list[ContentItem]:
    """The items that match; every word must occur, accents do not matter."""
    words = fold(query.text).split()
    rows = [
        item
        for item in items
        if item.group == query.group
        and query.field in ("", item.field)
        and query.kind in ("", item.kind)
        and (not query.condition or _meets_condition(item, query.condition, today))
        and all(word in item.words for word in words)
    ]
    order = ORDERS.get(query.order)
    return sorted(rows, key=order) if order else rows


def count_by_group(items: Iterable[ContentItem]) -> dict[str, int]:
    """The number of items in each group."""
    return Counter(item.group for item in items)


def list_filter_choices(items: Iterable[ContentItem], group: str) -> Mapping[str, list[str]]:
    """The fields and kinds that occur in a group, to choose from."""
    rows = [item for item in items if item.group == group]
    return {
        "fields": sorted({item.field for item in rows if item.field}, key=fold),
        "kinds": sorted({item.kind for item in rows if item.kind}),
    }


def _meets_condition(item: ContentItem, condition: str, today: date) -> bool:
    match condition:
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
