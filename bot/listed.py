"""A list of rows in pages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of rows; pages count from 1, and there is always one."""

    rows: list[sqlite3.Row]
    total: int
    page: int
    pages: int


def pages_of(total: int, size: int) -> int:
    """How many pages of `size` rows there are."""
    return max(1, -(-total // size))
