"""Numbers as Vietnamese readers expect them in a sentence."""

from __future__ import annotations

from collections.abc import Mapping


def dotted(value: int) -> str:
    """1284 as 1.284."""
    return f"{value:,}".replace(",", ".")


AMOUNTS = ("size", "most", "needed", "left", "used", "count")
"""Blanks that say how many."""


def with_dots(values: Mapping[str, object]) -> dict[str, object]:
    """The blanks of a sentence, amounts dotted; numbers that name a thing stay as they are."""
    return {
        name: dotted(value) if name in AMOUNTS and isinstance(value, int) else value for name, value in values.items()
    }
