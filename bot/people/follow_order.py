"""Whether a person follows, in the order things happened: the platform's retries come late and more than once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import DAY
from bot.event import Event, Kind

REPEAT_MS = DAY
"""A second "follow" within this, without "unfollow" between, is the first one sent again: nobody is thanked twice."""


@dataclass(slots=True)
class Follows:
    """What is known: whether the person follows, and since when by the platform's clock (ms; 0 when unknown)."""

    is_following: bool
    since: int

    def is_news(self, event: Event) -> bool:
        """Take an event over; False for a follow or unfollow that was overtaken or only repeats what is known."""
        if event.kind not in (Kind.FOLLOW, Kind.UNFOLLOW):
            return True
        if event.happened_at < self.since:
            return False
        follows = event.kind is Kind.FOLLOW
        is_repeat = follows and self.is_following and event.happened_at - self.since < REPEAT_MS
        self.is_following, self.since = follows, event.happened_at
        return not is_repeat
