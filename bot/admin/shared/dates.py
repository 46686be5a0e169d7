"""Dates as the fields of forms send them."""

from __future__ import annotations

from datetime import date


def read_day(text: str) -> date | None:
    """The day a date field sends; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
