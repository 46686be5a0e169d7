"""When a broadcast may leave: the ward's quiet hours, Zalo's night, and how late is too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import DAY, HOUR
from bot.settings import QuietHours
from bot.zalo import limits

LATEST_START_MS = 12 * HOUR
"""How late a broadcast may begin when its author named no latest start: the same day still, not the next."""

WEEK_MS = 7 * DAY
PAID_MS = limits.PAID_WINDOW_MS - limits.WINDOW_MARGIN_MS
FREE_MS = limits.FREE_WINDOW_MS - limits.WINDOW_MARGIN_MS


AT_ONCE = (1, 0)
"""Spread over nothing."""


def held_until(now: datetime, quiet: QuietHours, *, obeys_night: bool) -> tuple[datetime, str] | None:
    """(until when, the reason) nothing may leave at `now` (aware, local); None when it may.

    Zalo's own night holds for kinds that obey it, our quiet hours for all (docs/zalo/platform.md 3).
    """
    end = quiet_end(now, quiet)
    if end is not None:
        return end, "quiet_hours"
    if obeys_night and limits.is_night(now):
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


def spread_after_night(now: datetime, minutes: int) -> tuple[int, int]:
    """(over how many seconds a start after Zalo's night is spread, how many of them have passed); else AT_ONCE.

    Zalo does not say by which clock it counts the night, so not everything leaves in its first
    minute (docs/zalo/platform.md 3).
    """
    passed = int(limits.since_night(now).total_seconds())
    return (60 * minutes, passed) if 0 <= passed < 60 * minutes else AT_ONCE


def next_morning(now: datetime, quiet: QuietHours) -> datetime:
    """The end of the next quiet hours after today: when a quota of the day has been renewed."""
    end = now.replace(hour=quiet.end.hour, minute=quiet.end.minute, second=0, microsecond=0)
    return max(end, now.replace(hour=7, minute=0, second=0, microsecond=0)) + timedelta(days=1)


def first_of_month(now: datetime, quiet: QuietHours) -> datetime:
    """The first morning of the next month: when a quota of the month has been renewed."""
    first = (now.replace(day=1) + timedelta(days=32)).replace(day=1)
    return first.replace(hour=max(quiet.end.hour, 7), minute=quiet.end.minute, second=0, microsecond=0)


def ends_at(send_at: int | None, latest_start: int | None) -> int | None:
    """After which moment (ms) nobody gets it any more; None without one.

    An official who allows less delay than usual writes of something that is over then ("tối nay cúp nước"). With the usual
    delay or more, what has begun in time goes to everybody, after a night as well.
    """
    if send_at is None or latest_start is None or latest_start - send_at >= LATEST_START_MS:
        return None
    return latest_start
