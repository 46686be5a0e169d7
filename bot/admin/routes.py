"""Every route of the officials' pages in one table: what it shows or does, who may use it, in which section it lies.

The navigation is made of the sections, so that a new route cannot be forgotten there (tests/admin/test_navigation.py).
"""

from __future__ import annotations

from bot.admin.access import Rule
from bot.admin.account import account_page, drafts_page, install_page, notices_page, sign_in_page
from bot.admin.articles import compose_page, pictures_page
from bot.admin.articles import detail_page as articles_detail_page
from bot.admin.articles import list_page as articles_list_page
from bot.admin.broadcasts import routes as broadcasts_routes
from bot.admin.content import hours_page
from bot.admin.content import routes as content_routes
from bot.admin.home import today
from bot.admin.inbox import canned_page, media_page, talk_page, ticket_page
from bot.admin.inbox import list_page as inbox_list_page
from bot.admin.people import detail_page as people_detail_page
from bot.admin.people import label_file_page, labels_page, segments_page
from bot.admin.people import list_page as people_list_page
from bot.admin.reports import activities_page, report_page
from bot.admin.route import Route, Section
from bot.admin.search import search_page
from bot.admin.settings import audit_page, connect_page, officials_page, settings_page
from bot.admin.shared import errors

NAVIGATION: tuple[Section, ...] = (
    Section("Hôm nay", "today", (*today.ROUTES, *search_page.ROUTES)),
    Section("Bản tin", "broadcasts", broadcasts_routes.ROUTES),
    Section(
        "Hộp thư",
        "inbox",
        (*inbox_list_page.ROUTES, *talk_page.ROUTES, *ticket_page.ROUTES, *canned_page.ROUTES, *media_page.ROUTES),
    ),
    Section(
        "Người theo dõi",
        "people",
        (
            *people_list_page.ROUTES,
            *labels_page.ROUTES,
            *label_file_page.ROUTES,
            *people_detail_page.ROUTES,
            *segments_page.ROUTES,
        ),
    ),
    Section(
        "Bài viết",
        "articles",
        (*articles_list_page.ROUTES, *articles_detail_page.ROUTES, *compose_page.ROUTES, *pictures_page.ROUTES),
    ),
    Section("Nội dung", "content", content_routes.ROUTES),
    Section("Báo cáo", "reports", (*report_page.ROUTES, *activities_page.ROUTES)),
    Section(
        "Cài đặt",
        "settings",
        (*settings_page.ROUTES, *connect_page.ROUTES, *hours_page.ROUTES, *officials_page.ROUTES, *audit_page.ROUTES),
    ),
)
"""What the navigation shows, from left to right."""

OWN_ACCOUNT = Section(
    "Tài khoản của tôi",
    "account",
    (*sign_in_page.ROUTES, *account_page.ROUTES, *drafts_page.ROUTES, *notices_page.ROUTES, *install_page.ROUTES),
)
"""Signing in and one's own account; the way there is one's name."""

SECTIONS = (*NAVIGATION, OWN_ACCOUNT)

ROUTES: tuple[Route, ...] = (
    *(route for section in SECTIONS for route in section.routes),
    Route("GET", "/<path:path>", "missing", errors.show_not_found, Rule.ANYONE),
)

_HOLDING = {f"admin.{route.endpoint}": section for section in SECTIONS for route in section.routes}


def section_of(endpoint: str | None) -> Section | None:
    """The section of an endpoint as Flask calls it ("admin.talk"); None for an address that is none of ours."""
    return _HOLDING.get(endpoint or "")
