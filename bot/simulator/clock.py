"""The simulator's own clock: it can be moved forward, and night can be forced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from bot.simulator.json_types import JsonObject

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has had no summer time since 1975, so a fixed offset is exact."""

NIGHT_FROM, NIGHT_UNTIL = 22, 6
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class SimulatedClock:
    """The simulator's time. `night`: True or False overrides the hour, None uses the hour."""

    def __init__(self, source: Callable[[], float]) -> None:
        self._source = source
        self._offset = 0.0
        self.night: bool | None = None

    def now_ms(self) -> int:
        """The current time in milliseconds since 1970."""
        return int((self._source() + self._offset) * 1000)

    def advance(self, seconds: float) -> None:
        """Move this clock forward; tokens, windows and uploads age with it."""
        self._offset += seconds

    def reset(self) -> None:
        """Return to real time and to the night of the clock."""
        self._offset, self.night = 0.0, None

    @property
    def ahead_seconds(self) -> int:
        """How many seconds this clock is ahead of real time."""
        return int(self._offset)

    def local_time(self, at_ms: int | None = None) -> datetime:
        """`at_ms` (default: now) in Vietnam's time zone."""
        return datetime.fromtimestamp((self.now_ms() if at_ms is None else at_ms) / 1000, VIETNAM)

    def as_dict(self) -> JsonObject:
        """The clock as plain JSON values."""
        return {
            "local": self.local_time().isoformat(timespec="seconds"),
            "night": self.is_night(),
            "forced_night": self.night,
            "ahead_seconds": self.ahead_seconds,
        }

    def is_night(self) -> bool:
        """Whether promotion and broadcasts are refused now (22:00 to 06:00)."""
        if self.night is not None:
            return self.night
        hour = self.local_time().hour
        return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
