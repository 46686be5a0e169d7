"""Lists in pages: the rows of one page, and links that keep what was asked."""

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
    """The page `number` of all rows; the nearest there is when it is none."""
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, number), pages)
    return Page(rows[size * (number - 1) : size * number], len(rows), number, pages)


def link(asked: dict[str, str]) -> Callable[..., dict[str, str]]:
    """The list's own address with some of its parts changed."""
    return lambda **parts: {name: value for name, value in {**asked, **parts}.items() if value and name != "done"}


def number_in(asked: Mapping[str, str]) -> int:
    """The page asked for; the first for anything that is no number."""
    number = asked.get("page", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def words_in(text: str) -> str:
    """What was typed into a search box, without needless blanks."""
    return " ".join(text.split())


def has_words(text: str, *told: str | None) -> bool:
    """Whether every word of `text` stands somewhere in what is told, accents and capitals aside; no words fit anything."""
    whole = fold(" ".join(filter(None, told)))
    return all(word in whole for word in fold(text).split())


def by_name(name: str) -> tuple[list[tuple[int, str]], str]:
    """What sorts names as a reader looks for them: đ beside d, 2 before 10, accents and capitals only between equals."""
    parts = re.findall(r"[0-9]+|[^0-9]+", fold(name))
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts], name
