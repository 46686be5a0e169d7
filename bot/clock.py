"""Time as the product counts it: milliseconds since 1970, handed in as a function so that tests can move it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, tzinfo

Clock = Callable[[], int]
"""Returns now in milliseconds since 1970."""

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def system_clock() -> int:
    """Now, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def at_zone(moment_ms: int, zone: tzinfo) -> datetime:
    """The moment as a date and time in `zone`."""
    return datetime.fromtimestamp(moment_ms / 1000, zone)


def steady_clock() -> int:
    """Milliseconds since some moment, for lengths of time: it goes on evenly when the machine's time is set."""
    return time.monotonic_ns() // 1_000_000
