"""The simulator's own clock: it can be moved forward, and night can be forced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has had no summer time since 1975, so a fixed offset is exact."""

NIGHT_FROM, NIGHT_UNTIL = 22, 6
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS


class Clock:
    """Time as this Zalo sees it. `night` True or False overrules the hour; None lets the hour decide."""

    def __init__(self, source: Callable[[], float]) -> None:
        self._source = source
        self._offset = 0.0
        self.night: bool | None = None

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return int((self._source() + self._offset) * 1000)

    def advance(self, seconds: float) -> None:
        """Move this clock forward; tokens, windows and uploads age with it."""
        self._offset += seconds

    def reset(self) -> None:
        """Back to the real time, night decided by the hour."""
        self._offset, self.night = 0.0, None

    @property
    def ahead_seconds(self) -> int:
        """How far this clock was moved."""
        return int(self._offset)

    def local(self, at_ms: int | None = None) -> datetime:
        """A moment (now, if none is given) as Vietnam's wall clock shows it."""
        return datetime.fromtimestamp((self.now_ms() if at_ms is None else at_ms) / 1000, VIETNAM)

    def is_night(self) -> bool:
        """Whether promotion and broadcasts are refused now (22:00 to 06:00)."""
        if self.night is not None:
            return self.night
        hour = self.local().hour
        return hour >= NIGHT_FROM or hour < NIGHT_UNTIL
