"""Limits how fast messages leave: one limit over all of them, with short bursts."""

from __future__ import annotations

import threading

from bot.clock import Clock


class RateLimit:
    """At most `per_second` sends a second over all messages. Safe to use from several threads."""

    def __init__(self, per_second: float, clock: Clock) -> None:
        self._gap_ms = 1000 / per_second
        self._burst = max(1.0, per_second / 5)
        self._clock = clock
        self._next_ms = 0.0
        self._lock = threading.Lock()

    def take(self, most: int) -> int:
        """Return how many of `most` may be sent now, and count them as sent."""
        with self._lock:
            now = self._clock()
            self._next_ms = max(self._next_ms, now - (self._burst - 1) * self._gap_ms)
            self._next_ms = min(self._next_ms, now + 2 * self._gap_ms)  # further ahead only when the clock was set back
            granted = min(most, max(0, int((now - self._next_ms) / self._gap_ms) + 1))
            self._next_ms += granted * self._gap_ms
            return granted

    def give_back(self, unused: int) -> None:
        """Return sends that `take` granted and that were not used."""
        with self._lock:
            self._next_ms -= unused * self._gap_ms
