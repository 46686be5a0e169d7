"""Who is left out of a broadcast now: the same figures for the forecast, the rows and the last look before sending."""

from __future__ import annotations

from datetime import datetime

from bot.broadcasts.kinds import BroadcastKind
from bot.broadcasts.message import Message
from bot.broadcasts.timing import PAID_MS, WEEK_MS
from bot.settings import Settings
from bot.store.eligibility import EligibilityRule


def eligibility_rule(
    kind: BroadcastKind, message: Message, now: datetime, settings: Settings, broadcast_id: int = 0
) -> EligibilityRule:
    """Who is left out of this message of this kind at `now`."""
    now_ms = int(now.timestamp() * 1000)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    form = kind.for_message(message)
    return EligibilityRule(
        kind.name,
        message.topic,
        paid_since=now_ms - PAID_MS,
        day_since=int(today.timestamp() * 1000),
        week_since=now_ms - WEEK_MS,
        weekly_cap=settings.broadcasts_per_week if kind.has_weekly_cap else 0,
        broadcast=broadcast_id,
        month_since=int(today.replace(day=1).timestamp() * 1000),
        needs_window=form.needs_window,
        needs_phone=form.needs_phone,
        daily_cap=form.daily_cap,
        has_monthly_cap=form.has_monthly_cap,
        monthly_cap=form.monthly_cap(settings),
    )
