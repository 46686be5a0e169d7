"""The tables, as migrations that run once each, in order. Times are milliseconds since 1970; flags are 0 or 1.

Released migrations are never edited: what changes is a new one at the end of a room's file, named by the next number.
"""

from __future__ import annotations

from bot.store.schema import (
    base,
    m008_broadcasts,
    m009_audiences,
    m010_own_articles,
    m011_access,
    m012_answering,
    m013_wording,
    m014_activities,
    m015_people_search,
    m016_desk_speed,
    m017_reach,
)
from bot.store.schema.registry import migrations

ROOMS = (
    base, m008_broadcasts, m009_audiences, m010_own_articles, m011_access, m012_answering, m013_wording, m014_activities,
    m015_people_search, m016_desk_speed, m017_reach,
)  # fmt: skip
"""Every file of migrations; importing it registers them in this order."""

__all__ = ["ROOMS", "migrations"]
