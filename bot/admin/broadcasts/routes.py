"""Every route of the room of broadcasts."""

from __future__ import annotations

from bot.admin.account import linked_zalo_page
from bot.admin.broadcasts import (
    actions,
    bulk_page,
    calendar_page,
    compose_page,
    detail_page,
    list_page,
    propaganda_page,
    recipients_page,
    series_page,
    templates_page,
)
from bot.admin.home import restored
from bot.admin.route import Route

ROUTES: tuple[Route, ...] = (
    *list_page.ROUTES,
    *calendar_page.ROUTES,
    *propaganda_page.ROUTES,
    *compose_page.ROUTES,
    *detail_page.ROUTES,
    *actions.ROUTES,
    *bulk_page.ROUTES,
    *recipients_page.ROUTES,
    *series_page.ROUTES,
    *templates_page.ROUTES,
    *linked_zalo_page.ROUTES,
    *restored.ROUTES,
)
