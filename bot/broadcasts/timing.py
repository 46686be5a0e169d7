"""When a broadcast may leave: the ward's quiet hours, Zalo's night, and how late is too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.broadcasts.message import BY_PHONE
from bot.clock import DAY, HOUR
from bot.settings import QuietHours
from bot.zalo import limits

LATEST_START_MS = 12 * HOUR
"""How late a broadcast may begin when its author named no latest start: the same day still, not the next."""

NIGHT_KINDS = frozenset({"article", "promotion", "template", BY_PHONE})
"""What Zalo refuses at night or delivers silently (platform.md 3); consultation is held back by our quiet hours only."""

WEEK_MS = 7 * DAY
PAID_MS = limits.PAID_WINDOW_MS - limits.WINDOW_MARGIN_MS
FREE_MS = limits.FREE_WINDOW_MS - limits.WINDOW_MARGIN_MS


AT_ONCE = (1, 0)
"""Spread over nothing."""


def held_until(kind: str, now: datetime, quiet: QuietHours) -> tuple[datetime, str] | None:
    """(until when, the reason) nothing of this kind may leave at `now` (aware, local); None when it may."""
    end = quiet_end(now, quiet)
    if end is not None:
        return end, "quiet_hours"
    if kind in NIGHT_KINDS and limits.is_night(now):
        return limits.night_end(now), "night"
    return None


def quiet_end(now: datetime, quiet: QuietHours) -> datetime | None:
    """When the quiet hours that `now` lies in are over; None outside of them. Equal ends mean no quiet hours."""
    time = now.time()
    over_midnight = quiet.start > quiet.end
    inside = (time >= quiet.start or time < quiet.end) if over_midnight else quiet.start <= time < quiet.end
    if not inside:
        return None
    end = now.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
    return end if end > now else end + timedelta(days=1)


def spread(kind: str, now: datetime, minutes: int) -> tuple[int, int]:
    """(over how many seconds a start after Zalo's night is spread, how many of them have passed); else AT_ONCE.

    Zalo does not say by which clock it counts the night, so not everything leaves in its first minute (platform.md 3).
    """
    passed = int(limits.since_night(now).total_seconds())
    return (60 * minutes, passed) if kind in NIGHT_KINDS and 0 <= passed < 60 * minutes else AT_ONCE


def next_morning(now: datetime, quiet: QuietHours) -> datetime:
    """The end of the next quiet hours after today: when a quota of the day has been renewed."""
    end = now.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
    return max(end, now.replace(hour=7, minute=0, second=0, microsecond=0)) + timedelta(days=1)


def first_of_month(now: datetime, quiet: QuietHours) -> datetime:
    """The first morning of the next month: when a quota of the month has been renewed."""
    first = (now.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(hour=max(quiet.end.hour, 7), minute=quiet.end.minute, second=0, microsecond=0)
