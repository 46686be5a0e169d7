"""A list of rows in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Row]):
    """One page of rows; pages count from 1, and there is always one."""

    rows: Sequence[Row]
    total: int
    page: int
    pages: int


def pages_of(total: int, size: int) -> int:
    """How many pages of `size` rows there are."""
    return max(1, -(-total // size))
