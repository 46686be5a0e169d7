"""What an official should know before a broadcast goes out, besides the figures: holds, quotas, caps that are not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.broadcasts import quotas, timing
from bot.broadcasts.kinds import BroadcastKind, KindServices
from bot.broadcasts.message import Message
from bot.broadcasts.texts import HOLDS, warning_text
from bot.clock import HOUR, at_zone


class BroadcastWarnings:
    """Looks at one installation; changes nothing."""

    def __init__(self, services: KindServices) -> None:
        self._services = services

    def find_warnings(
        self,
        kind: BroadcastKind,
        message: Message,
        earliest: datetime,
        starts: datetime,
        needed: int,
        quota: int | None,
    ) -> Iterator[str]:
        """Every warning. `earliest` is when it was to begin and `starts` when it does; `needed` messages of `quota`."""
        settings = self._services.settings
        hold = kind.held_until(earliest, settings.quiet_hours)
        if hold:
            yield f"{HOLDS[hold[1]]} Bắt đầu lúc {starts:%H:%M %d/%m/%Y}."
        if kind.needs_window and starts.timestamp() * 1000 > self._services.clock() + HOUR:
            yield warning_text("ahead", starts=f"{starts:%H:%M %d/%m/%Y}")
        if kind.spread(starts, settings.night_spread_minutes) != timing.AT_ONCE:
            yield warning_text("spread", minutes=settings.night_spread_minutes)
        until = self.used_up_until(kind)
        if until:
            yield warning_text("used_up", until=f"{until:%H:%M %d/%m/%Y}")
        if quota is not None and needed > quota:
            yield warning_text("quota_short", needed=needed, left=quota)
        yield from kind.warnings(message, starts, self._services)

    def used_up_until(self, kind: BroadcastKind) -> datetime | None:
        """Until when Zalo's own refusal holds this kind back, local."""
        until = quotas.used_up_until(self._services.store, kind, self._services.clock())
        return at_zone(until, self._services.settings.timezone) if until else None
