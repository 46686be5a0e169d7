"""Everything that officials should know of now, read from the tables; the clock hands it to the board of notices."""

from __future__ import annotations

from collections.abc import Iterator

from bot.accounts.roles import MANAGING
from bot.clock import DAY, at_zone
from bot.installation.health import Reason
from bot.notices.board import Matter
from bot.operations.reviews import list_notices
from bot.runtime import Runtime
from bot.store import broadcasts, content_proposals, helpdesk_lists, officials, series_changes
from bot.store.broadcasts import Broadcast
from bot.store.helpdesk_lists import InboxQuery

MOST = 500
"""Open talks and tickets looked at; a ward that has more was told long ago."""

ENDED_MS = DAY
"""An end of a broadcast is news this long; whoever is off duty hears of it the next morning."""

DUE_SOON_MS = DAY
TALKS = ("handover", "contact")


def tell(runtime: Runtime) -> int:
    """Look at what holds now and tell who is due; returns how many officials were told.

    A restored database knows nothing of what was told since: nothing is told before a manager confirms it.
    """
    if runtime.restore_guard.is_restored():
        return 0
    runtime.notices.observe(list(find_matters(runtime)))
    return runtime.notices.tell_due()


def find_matters(runtime: Runtime) -> Iterator[Matter]:
    """Every matter that holds now."""
    yield from _desk_matters(runtime)
    yield from _due_matters(runtime)
    yield from _broadcast_matters(runtime)
    yield from _article_matters(runtime)
    yield from _content_matters(runtime)
    yield from _installation_matters(runtime)
    yield from _review_matters(runtime)


def _desk_matters(runtime: Runtime) -> Iterator[Matter]:
    """Who waits; a talk or ticket that somebody has taken concerns that official."""
    _, rows = helpdesk_lists.page(runtime.store, InboxQuery("waiting", limit=MOST))
    for row in rows:
        kind = "waiting" if row.kind in TALKS else "ticket"
        holder = None if row.official_id is None else frozenset({row.official_id})
        yield Matter(f"{kind}:{row.code}", kind, row.code, officials=holder)


def _due_matters(runtime: Runtime) -> Iterator[Matter]:
    """Reports a day before their due day, and once more when it is past; whoever has taken one is reminded, else all who answer."""
    now = runtime.clock()
    _, rows = helpdesk_lists.page(runtime.store, InboxQuery("tickets", limit=MOST))
    for row in rows:
        due_at = runtime.helpdesk.deadlines.due_at(row.created_at)
        if now >= due_at - DUE_SOON_MS:
            stage = "late" if now > due_at else "soon"
            holder = None if row.official_id is None else frozenset({row.official_id})
            yield Matter(f"ticket_due:{row.code}:{due_at}:{stage}", "ticket_due", row.code, officials=holder)


def _broadcast_matters(runtime: Runtime) -> Iterator[Matter]:
    since = runtime.clock() - ENDED_MS
    for row in broadcasts.in_state(runtime.store, ("submitted", "returned", "paused", "sending")):
        author = frozenset({row.author_id})
        if row.state == "submitted":
            yield Matter(f"to_approve:{row.id}:{row.version}", "to_approve", str(row.id), not_for=row.author_id)
        elif row.state == "returned":
            yield Matter(f"returned:{row.id}:{row.version}", "returned", str(row.id), officials=author)
        elif _is_held(row):
            yield Matter(f"held:{row.id}", "held", str(row.id), officials=author | _managers(runtime))
    for change in series_changes.list_open(runtime.store, runtime.clock()):
        yield Matter(f"change:{change.id}", "to_approve", str(change.series_id), not_for=change.proposed_by)
    for row in broadcasts.ended_since(runtime.store, since):
        author = frozenset({row.author_id})
        if row.state == "expired":
            yield Matter(f"held:{row.id}", "held", str(row.id), officials=author | _managers(runtime))
        elif row.role != "series":
            yield Matter(f"finished:{row.id}", "finished", str(row.id), officials=author)


def _article_matters(runtime: Runtime) -> Iterator[Matter]:
    """Articles that wait for an approver, and those given back to their authors."""
    returns = runtime.publishing.returns
    for article in returns.list_waiting():
        yield Matter(
            f"article:{article.id}:{article.version}", "article_to_show", str(article.id), not_for=article.author_id
        )
    for author_id in [row.id for row in officials.everyone(runtime.store) if row.disabled_at is None]:
        for article in returns.list_returned(author_id):
            key = f"article_returned:{article.id}:{article.version}"
            yield Matter(key, "article_returned", str(article.id), officials=frozenset({author_id}))


def _content_matters(runtime: Runtime) -> Iterator[Matter]:
    """Changes of content that wait for a second official, and those given back to their authors."""
    for row in content_proposals.list_in_state(runtime.store, "waiting"):
        yield Matter(f"content:{row.id}", "content_to_read", str(row.id), not_for=row.proposed_by)
    for row in content_proposals.list_in_state(runtime.store, "returned"):
        author = frozenset({row.proposed_by})
        yield Matter(f"content_returned:{row.id}", "content_returned", str(row.id), officials=author)


def _is_held(row: Broadcast) -> bool:
    """Whether it stands still for a reason that an official should know; the hours of the night are none."""
    return row.reason != "official" if row.state == "paused" else row.held_reason == "quota"


def _managers(runtime: Runtime) -> frozenset[int]:
    return frozenset(row.id for row in officials.everyone(runtime.store) if row.role_ids & MANAGING)


def _installation_matters(runtime: Runtime) -> Iterator[Matter]:
    reasons = runtime.health.broken_promises()
    if Reason.TOKEN_LOST in reasons:
        yield Matter("token", "token")
    if Reason.WEBHOOK_SILENT in reasons:
        yield Matter("webhook", "webhook")


def _review_matters(runtime: Runtime) -> Iterator[Matter]:
    """The list of the week for each editor, from Monday morning."""
    week = f"{at_zone(runtime.clock(), runtime.settings.timezone):%G-W%V}"
    for official_id, text in list_notices(runtime):
        yield Matter(f"review:{week}:{official_id}", "review", text=text, officials=frozenset({official_id}))
