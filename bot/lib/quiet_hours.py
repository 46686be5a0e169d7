"""The hours in which nothing is sent to many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class QuietHours:
    """The hours in which no broadcast leaves; `start` may lie after `end` (over midnight)."""

    start: time
    end: time


def parse_quiet_hours(value: str) -> QuietHours:
    """Hours as written in the settings, "21:00-07:00". Raises ValueError."""
    match = re.fullmatch(r"(\d{2}:\d{2})-(\d{2}:\d{2})", value)
    if match is None:
        raise ValueError(value)
    return QuietHours(time.fromisoformat(match[1]), time.fromisoformat(match[2]))
