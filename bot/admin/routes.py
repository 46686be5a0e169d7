"""Every route of the officials' pages in one table: what it shows or does, who may use it, in which section it lies.

The navigation is made of the sections, so that a new route cannot be forgotten there (tests/admin/test_navigation.py).
"""

from __future__ import annotations

from bot.admin.access import Rule
from bot.admin.route import Route, Section
from bot.admin.views import (
    account,
    activities,
    articles,
    articles_one,
    articles_writing,
    audit,
    broadcast_room,
    canned,
    connect,
    content_room,
    errors,
    hours,
    inbox,
    my_account,
    officials,
    people,
    people_labels,
    people_one,
    reports,
    segments,
    settings,
    talk,
    today,
)

NAVIGATION: tuple[Section, ...] = (
    Section("Hôm nay", "today", today.ROUTES),
    Section("Bản tin", "broadcasts", broadcast_room.ROUTES),
    Section("Hộp thư", "inbox", (*inbox.ROUTES, *talk.ROUTES, *canned.ROUTES)),
    Section(
        "Người theo dõi", "people", (*people.ROUTES, *people_labels.ROUTES, *people_one.ROUTES, *segments.ROUTES)
    ),
    Section("Bài viết", "articles", (*articles.ROUTES, *articles_one.ROUTES, *articles_writing.ROUTES)),
    Section("Nội dung", "content", content_room.ROUTES),
    Section("Báo cáo", "reports", (*reports.ROUTES, *activities.ROUTES)),
    Section(
        "Cài đặt", "settings",
        (*settings.ROUTES, *connect.ROUTES, *hours.ROUTES, *officials.ROUTES, *audit.ROUTES),
    ),
)  # fmt: skip
"""What the navigation shows, from left to right."""

OWN_ACCOUNT = Section("Tài khoản của tôi", "account", (*account.ROUTES, *my_account.ROUTES))
"""Signing in and one's own account; the way there is one's name."""

SECTIONS = (*NAVIGATION, OWN_ACCOUNT)

ROUTES: tuple[Route, ...] = (
    *(route for section in SECTIONS for route in section.routes),
    Route("GET", "/<path:path>", "missing", errors.missing, Rule.ANYONE),
)

_HOLDING = {f"admin.{route.endpoint}": section for section in SECTIONS for route in section.routes}


def section_of(endpoint: str | None) -> Section | None:
    """The section of an endpoint as Flask calls it ("admin.talk"); None for an address that is none of ours."""
    return _HOLDING.get(endpoint or "")
