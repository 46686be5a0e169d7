"""Every route of the officials' pages in one table: what it shows or does, and who may use it."""

from __future__ import annotations

from bot.admin.access import Rule
from bot.admin.route import Route
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

ROUTES: tuple[Route, ...] = (
    *today.ROUTES,
    *inbox.ROUTES,
    *talk.ROUTES,
    *canned.ROUTES,
    *connect.ROUTES,
    *account.ROUTES,
    *my_account.ROUTES,
    *settings.ROUTES,
    *officials.ROUTES,
    *audit.ROUTES,
    *hours.ROUTES,
    *broadcast_room.ROUTES,
    *people.ROUTES,
    *people_labels.ROUTES,
    *people_one.ROUTES,
    *segments.ROUTES,
    *articles.ROUTES,
    *articles_one.ROUTES,
    *articles_writing.ROUTES,
    *content_room.ROUTES,
    *reports.ROUTES,
    *activities.ROUTES,
    Route("GET", "/<path:path>", "missing", errors.missing, Rule.ANYONE),
)
