"""Who is left out of a broadcast now: the same figures for the forecast, the rows and the last look before sending."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.broadcasts.message import Message
from bot.broadcasts.timing import PAID_MS, WEEK_MS
from bot.settings import Settings
from bot.store import deliveries


def values(
    kind: str, message: Message, now: datetime, settings: Settings, broadcast_id: int = 0
) -> dict[str, Any]:  # fmt: skip
    """What the store's one expression needs."""
    now_ms = int(now.timestamp() * 1000)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return deliveries.rule_values(
        kind,
        message.topic,
        paid_since=now_ms - PAID_MS,
        day_since=int(today.timestamp() * 1000),
        week_since=now_ms - WEEK_MS,
        cap=settings.broadcasts_per_week,
        broadcast=broadcast_id,
        month_since=int(today.replace(day=1).timestamp() * 1000),
        monthly=settings.promotions_per_month or 0,
        by_phone=kind == "template" and message.by_phone,
    )
