"""What an official should know before a broadcast goes out, besides the figures: holds, quotas, caps that are not known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.broadcasts import allowances, timing
from bot.broadcasts.message import Message
from bot.broadcasts.words import HOLDS, allowance, warning
from bot.clock import Clock, at_zone
from bot.settings import Settings
from bot.store import Store, deliveries


class Cautions:
    """Looks at one installation; changes nothing."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock

    def of(
        self, kind: str, message: Message, wanted: datetime, starts: datetime, needed: int, quota: int | None
    ) -> Iterator[str]:
        """Every warning. `wanted` is when it was to begin and `starts` when it does; `needed` messages of `quota`."""
        settings = self._settings
        held = timing.held_until(kind, wanted, settings.quiet_hours)
        if held:
            yield f"{HOLDS[held[1]]} Bắt đầu lúc {starts:%H:%M %d/%m/%Y}."
        if timing.spread(kind, starts, settings.night_spread_minutes) != timing.AT_ONCE:
            yield warning("spread", minutes=settings.night_spread_minutes)
        until = self.used_up_until(kind)
        if until:
            yield warning("used_up", until=f"{until:%H:%M %d/%m/%Y}")
        if quota is not None and needed > quota:
            yield warning("quota_short", needed=needed, left=quota)
        if kind == "article" and settings.articles_per_month and self._articles(starts) >= settings.articles_per_month:
            yield warning("articles_gone", month=f"{starts:%m/%Y}")
        if kind == "consultation":
            yield from self._often(message)

    def allowance(self, kind: str, starts: datetime) -> str:
        """What the administrator entered of the package's number for this kind and month; empty for other kinds."""
        most = {"article": self._settings.articles_per_month, "promotion": self._settings.promotions_per_month}.get(
            kind
        )
        if kind not in allowances.PERIODIC:
            return ""
        used = self._articles(starts) if kind == "article" else 0
        return allowance(kind if most else f"{kind}_unknown", month=f"{starts:%m/%Y}", used=used, most=most or 0)

    def used_up_until(self, kind: str) -> datetime | None:
        """Until when Zalo's own refusal holds this kind back, local."""
        until = allowances.used_up_until(self._store, kind, self._clock())
        return at_zone(until, self._settings.timezone) if until else None

    def _articles(self, starts: datetime) -> int:
        month = starts.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return deliveries.articles_since(self._store, int(month.timestamp() * 1000))

    def _often(self, message: Message) -> Iterator[str]:
        most, now = self._settings.free_messages_warned, self._clock()
        if not most:
            return
        count = deliveries.often_written_to(
            self._store, message.audience, free_since=now - timing.FREE_MS, most=most, now_ms=now
        )
        if count:
            yield warning("often", count=count, most=most)
