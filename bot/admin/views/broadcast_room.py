"""Every route of the room of broadcasts."""

from __future__ import annotations

from bot.admin.route import Route
from bot.admin.views import (
    broadcast_acts,
    broadcast_month,
    broadcast_one,
    broadcast_people,
    broadcast_writing,
    broadcasts,
    own_zalo,
    propaganda,
    restored,
)

ROUTES: tuple[Route, ...] = (
    *broadcasts.ROUTES,
    *broadcast_month.ROUTES,
    *propaganda.ROUTES,
    *broadcast_writing.ROUTES,
    *broadcast_one.ROUTES,
    *broadcast_acts.ROUTES,
    *broadcast_people.ROUTES,
    *own_zalo.ROUTES,
    *restored.ROUTES,
)
