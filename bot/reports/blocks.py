"""What a report says, before it is a paper: headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportHeading:
    """`level` 1 is "I.", 2 is "1.", 3 is "a)"."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class ReportParagraph:
    """A paragraph of plain sentences."""

    text: str


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under a head. `widths` are shares of the page; columns in `numbers` (from 0) stand right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Annex:
    """A page of its own with tables."""

    title: str
    blocks: tuple[ReportHeading | ReportParagraph | ReportTable, ...]


Block = ReportHeading | ReportParagraph | ReportTable


def build_table(
    head: Iterable[str], rows: Iterable[Iterable[str]], widths: Iterable[int], numbers: Iterable[int] = ()
) -> ReportTable:
    """A table of any iterables."""
    return ReportTable(tuple(head), tuple(map(tuple, rows)), tuple(widths), frozenset(numbers))
