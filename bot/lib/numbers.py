"""Numbers as Vietnamese readers expect them in a sentence."""

from __future__ import annotations

from collections.abc import Mapping


def format_number(value: int) -> str:
    """Return the number with dots between thousands: 1284 as 1.284."""
    return f"{value:,}".replace(",", ".")


LARGEST = 2**53 - 1
"""The largest number of a row or page in an address or form: browsers keep it exactly, the database can hold it."""


def parse_integer(text: str) -> int:
    """The whole number a page's address or form gives. Raises ValueError for anything else, or one beyond ±LARGEST."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 16) or int(digits) > LARGEST:
        raise ValueError(f"no number of a row or page: {text[:20]!r}")
    return int(text)


def find_integer(text: str) -> int | None:
    """The same, or None for anything else: digits alone do not say that a text can be a number (4,300 of them, "²")."""
    try:
        return parse_integer(text)
    except ValueError:
        return None


AMOUNTS = ("size", "most", "needed", "left", "used", "count")
"""Blanks that say how many."""


def with_dots(values: Mapping[str, object]) -> dict[str, object]:
    """The blanks of a sentence, amounts format_number; numbers that name a thing stay as they are."""
    return {
        name: format_number(value) if name in AMOUNTS and isinstance(value, int) else value
        for name, value in values.items()
    }
