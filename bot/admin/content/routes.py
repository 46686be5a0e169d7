"""Every route of the pages of content and of unanswered questions."""

from __future__ import annotations

from bot.admin.content import entry_page, forms_page, list_page, new_page, portal_page, proposals_page, versions_page
from bot.admin.route import Route
from bot.admin.unanswered import pages

ROUTES: tuple[Route, ...] = (
    *list_page.ROUTES,
    *forms_page.ROUTES,
    *entry_page.ROUTES,
    *versions_page.ROUTES,
    *proposals_page.ROUTES,
    *new_page.ROUTES,
    *portal_page.ROUTES,
    *pages.ROUTES,
)
