"""When a broadcast may leave: the ward's quiet hours, Zalo's night, and how late is too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import DAY, HOUR
from bot.settings import QuietHours
from bot.zalo import limits

LATEST_START_MS = 12 * HOUR
"""How late a broadcast may begin when its author named no latest start: the same day still, not the next."""

NIGHT_KINDS = frozenset({"article", "promotion", "template"})
"""What Zalo refuses at night or delivers silently (platform.md 3); consultation is held back by our quiet hours only."""

WEEK_MS = 7 * DAY
PAID_MS = limits.PAID_WINDOW_MS - limits.WINDOW_MARGIN_MS
FREE_MS = limits.FREE_WINDOW_MS - limits.WINDOW_MARGIN_MS


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


def next_morning(now: datetime, quiet: QuietHours) -> datetime:
    """The end of the next quiet hours after today: when a quota of the day has been renewed."""
    end = now.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
    return max(end, now.replace(hour=7, minute=0, second=0, microsecond=0)) + timedelta(days=1)


def first_of_month(now: datetime, quiet: QuietHours) -> datetime:
    """The first morning of the next month: when a quota of the month has been renewed."""
    first = (now.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(hour=max(quiet.end.hour, 7), minute=quiet.end.minute, second=0, microsecond=0)
