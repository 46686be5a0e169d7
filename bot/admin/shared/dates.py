"""Dates as the fields of forms send them."""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Of filters and forms; the day after the last is a date as well, and broadcasts know no others (BroadcastServices.local_ms)."""


def read_day(text: str) -> date | None:
    """The day a date field sends; None for anything else, and for a year in which nothing here can lie."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
