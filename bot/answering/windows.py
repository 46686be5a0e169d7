"""How long a person can still be answered."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.zalo.limits import FREE_WINDOW_MS, PAID_WINDOW_MS, WINDOW_MARGIN_MS, Window, window


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a message costs now, and until when that holds (ms); `until` is None when the window is closed."""

    window: Window
    until: int | None


def remaining(now_ms: int, person: sqlite3.Row) -> Remaining:
    """The consultation window of a row with `last_message_at` and `last_interaction_at` (platform.md 3)."""
    message, interaction = person["last_message_at"], person["last_interaction_at"]
    found = window(now_ms, message, interaction)
    match found:
        case Window.FREE:
            return Remaining(found, message + FREE_WINDOW_MS - WINDOW_MARGIN_MS)
        case Window.PAID:
            return Remaining(found, max(message or 0, interaction or 0) + PAID_WINDOW_MS - WINDOW_MARGIN_MS)
        case _:
            return Remaining(found, None)
