"""How long a person can still be answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.zalo.limits import FREE_WINDOW_MS, PAID_WINDOW_MS, WINDOW_MARGIN_MS, Window, window


@dataclass(frozen=True, slots=True)
class Remaining:
    """What a message costs now, and until when that holds (ms); `until` is None when the window is closed."""

    window: Window
    until: int | None


class WindowTimes(Protocol):
    """Any record that says when a person wrote last, and did anything last (ms)."""

    @property
    def last_message_at(self) -> int | None: ...
    @property
    def last_interaction_at(self) -> int | None: ...


def remaining(now_ms: int, person: WindowTimes) -> Remaining:
    """Return the consultation window of a person (docs/zalo/platform.md 3)."""
    message, interaction = person.last_message_at, person.last_interaction_at
    state = window(now_ms, message, interaction)
    match state:
        case Window.FREE:
            return Remaining(state, (message or 0) + FREE_WINDOW_MS - WINDOW_MARGIN_MS)
        case Window.PAID:
            return Remaining(state, max(message or 0, interaction or 0) + PAID_WINDOW_MS - WINDOW_MARGIN_MS)
        case _:
            return Remaining(state, None)
