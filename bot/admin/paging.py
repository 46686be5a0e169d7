"""Lists in pages: the rows of one page, and links that keep what was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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
