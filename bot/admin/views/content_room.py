"""Every route of the rooms of content and of questions not understood."""

from __future__ import annotations

from bot.admin.route import Route
from bot.admin.views import content, content_entry, content_new, content_versions, misunderstood

ROUTES: tuple[Route, ...] = (
    *content.ROUTES,
    *content_entry.ROUTES,
    *content_versions.ROUTES,
    *content_new.ROUTES,
    *misunderstood.ROUTES,
)
