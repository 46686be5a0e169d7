"""Lists in pages: the rows of one page, and links that keep the filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.understanding.folding import fold

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. `number` counts from 1."""

    rows: Sequence[Row]
    total: int
    number: int
    pages: int


def page_of(rows: Sequence[Row], number: int, size: int) -> Page[Row]:
    """Return the page `number` of all rows, or the nearest page."""
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, number), pages)
    return Page(rows[size * (number - 1) : size * number], len(rows), number, pages)


def link(params: dict[str, str]) -> Callable[..., dict[str, str]]:
    """Return a function that gives the list's own address with some parameters changed."""
    return lambda **parts: {name: value for name, value in {**params, **parts}.items() if value and name != "done"}


def number_in(args: Mapping[str, str]) -> int:
    """Return the page number of an address; 1 for anything that is no number."""
    number = args.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def words_in(text: str) -> str:
    """Return the text of a search box without needless blanks."""
    return " ".join(text.split())


def has_words(text: str, *texts: str | None) -> bool:
    """Return whether every word of `text` occurs in `texts`, accents and capitals aside; no words match anything."""
    whole = fold(" ".join(filter(None, texts)))
    return all(word in whole for word in fold(text).split())


def by_name(name: str) -> tuple[list[tuple[int, str]], str]:
    """Return the sort key of a name: đ after d, 2 before 10, accents and capitals only between equals."""
    parts = re.findall(r"[0-9]+|[^0-9]+", fold(name))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], name
