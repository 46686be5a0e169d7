"""Hộp thư: residents who want an official, and tickets, in one list; who has waited longest comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.inbox import texts as inbox_texts
from bot.admin.inbox.attachment_views import AttachmentView, read_ticket
from bot.admin.route import Route
from bot.admin.shared import texts as shared_texts
from bot.admin.shared.paging import link
from bot.helpdesk.service import InboxQuery, ListedTicket
from bot.helpdesk.ticket_fields import FIELDS
from bot.helpdesk.ticket_work import TicketFigures
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

PAGE = 20
MOST_SHOWN = 3
"""Attachments of a ticket in the list; all of them stand on its own page."""
MONTHS = 3
"""Months in the table of figures."""
LONGEST_SEARCH = 60


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One talk or ticket in the list."""

    row: ListedTicket
    kind: str
    waited: str
    words: str
    window: str
    is_closed_window: bool
    due: inbox_texts.Due | None
    is_unread: bool
    attachments: tuple[AttachmentView, ...]
    """Whether the person wrote after this official looked at the talk last."""


def show_list(runtime: Runtime) -> ResponseReturnValue:
    """One tab of the list, searched, filtered and in pages."""
    args = request.args
    tab = args.get("tab", "") if args.get("tab") in inbox_texts.TABS else "waiting"
    kind = args.get("kind", "") if args.get("kind") in inbox_texts.FILTERS else ""
    field = args.get("field", "") if args.get("field") in FIELDS else ""
    text = " ".join(args.get("q", "").split())[:LONGEST_SEARCH]
    number = max(1, min(args.get("page", 1, parse_integer), 100_000))
    query = InboxQuery(
        tab, me().id, kind, text, args.get("order") == "reversed", field=field, limit=PAGE, offset=PAGE * (number - 1)
    )
    total, rows = runtime.helpdesk.items(query)
    read_to = runtime.live_state.read_to(me().id, {row.person_id for row in rows})
    return render_template(
        "admin/inbox/list.html",
        texts=inbox_texts,
        query=query,
        items=[_make_line(runtime, row, read_to.get(row.person_id, 0)) for row in rows],
        total=total,
        page=number,
        pages=max(1, -(-total // PAGE)),
        counts=runtime.helpdesk.counts(me().id),
        stamp=runtime.live_state.stamp(),
        months=_month_figures(runtime) if tab == "tickets" else [],
        fields=FIELDS,
        is_filtered=bool(kind or text or field),
        link=link(_params_of(query)),
        done=shared_texts.DONE.get(args.get("done", "")) or inbox_texts.DONE.get(args.get("done", "")),
    )


def _month_figures(runtime: Runtime) -> list[tuple[str, TicketFigures]]:
    """(month, its figures) of this month and the two before, newest first."""
    start = runtime.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    end, months = (start + timedelta(days=31)).replace(day=1), []
    for _ in range(MONTHS):
        since, until = (int(at.timestamp() * 1000) for at in (start, end))
        months.append((f"{start:%m/%Y}", runtime.helpdesk.ticket_figures(since, until)))
        start, end = (start - timedelta(days=1)).replace(day=1), start
    return months


def _make_line(runtime: Runtime, row: ListedTicket, read_to: int) -> InboxLine:
    now, is_talk = runtime.clock(), row.kind in inbox_texts.TALKS
    remaining = runtime.helpdesk.remaining(row)
    words, attachments = read_ticket(runtime, row) if not is_talk else (runtime.helpdesk.last_words(row.person_id), [])
    return InboxLine(
        row,
        inbox_texts.kind_name(runtime.live_content.content, row.kind),
        shared_texts.span(now - row.waiting_since) if row.waiting_since is not None else "",
        words,
        "" if row.state == "closed" else inbox_texts.window_text(remaining, now, runtime.settings.timezone),
        remaining.until is None,
        inbox_texts.due_of(runtime, row),
        row.state != "closed" and (row.last_message_at or 0) > read_to,
        tuple(attachments[:MOST_SHOWN]),
    )


def _params_of(query: InboxQuery) -> dict[str, str]:
    """Return the parameters of the list's own address."""
    return {
        "tab": query.tab,
        "kind": query.kind,
        "field": query.field,
        "q": query.text,
        "order": "reversed" if query.is_reversed else "",
    }


ROUTES: tuple[Route, ...] = (Route("GET", "/inbox", "inbox", show_list, Rule.ANSWERS),)
