"""The tables, as migrations that run once each, in order. Times are milliseconds since 1970; flags are 0 or 1.

Released migrations are never edited or renamed (a database records their names, and runs a name it has not recorded): a change
is a new migration in a new file `mNNN_name.py`, both named by the next number and added to MIGRATIONS. tests/store/test_upgrades.py
compares names and files.
"""

from __future__ import annotations

from bot.store.schema import (
    m001_base,
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
    m018_inbox,
    m020_sent_once,
    m021_kinds,
    m022_roles,
    m023_live,
    m025_notices,
    m026_dropped,
    m027_lockouts,
    m028_several_roles,
    m030_drafts,
    m031_ticket_events,
    m032_receipts,
    m036_returned,
    m037_series_changes,
    m038_settled_failures,
    m040_media,
    m041_canned_codes,
    m042_search,
    m044_follow_events,
    m045_signed_figures,
    m046_urgent_notices,
    m047_ticket_places,
    m048_content_proposals,
    m049_post_templates,
    m050_pictures,
)
from bot.store.schema.registry import migrations

MIGRATIONS = (
    m001_base,
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
    m018_inbox,
    m020_sent_once,
    m021_kinds,
    m022_roles,
    m023_live,
    m025_notices,
    m026_dropped,
    m027_lockouts,
    m028_several_roles,
    m030_drafts,
    m031_ticket_events,
    m032_receipts,
    m036_returned,
    m037_series_changes,
    m038_settled_failures,
    m040_media,
    m041_canned_codes,
    m042_search,
    m044_follow_events,
    m045_signed_figures,
    m046_urgent_notices,
    m047_ticket_places,
    m048_content_proposals,
    m049_post_templates,
    m050_pictures,
)
"""Every file of migrations; importing it registers them in this order."""

__all__ = ["MIGRATIONS", "migrations"]
