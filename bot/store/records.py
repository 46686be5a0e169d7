"""Rows become records at the edge of the store: frozen dataclasses whose fields are named like the columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, TypeVar

Record = TypeVar("Record")


_COLUMNS: dict[type[Any], tuple[str, ...]] = {}


def _columns_of(kind: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields; looked up once, because hot queries build thousands of records."""
    columns = _COLUMNS.get(kind)
    if columns is None:
        columns = _COLUMNS[kind] = tuple(field.name for field in fields(kind))
    return columns


def to_record(kind: type[Record], row: sqlite3.Row) -> Record:
    """Build a `kind` from the columns of the same names; other columns of the row are left out.

    Raises IndexError when the row lacks one of them: the query and the record belong together.
    """
    return kind(*(row[name] for name in _columns_of(kind)))


def to_records(kind: type[Record], rows: Iterable[sqlite3.Row]) -> list[Record]:
    """Build a `kind` from each row."""
    return [to_record(kind, row) for row in rows]


def first_record(kind: type[Record], row: sqlite3.Row | None) -> Record | None:
    """Build a `kind` from a row that may be missing."""
    return None if row is None else to_record(kind, row)
