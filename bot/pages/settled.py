"""Settled reports for anyone, when the ward wants it: words an official wrote for this page, nothing that leads to a person."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from bot.clock import at_zone
from bot.helpdesk.ticket_fields import FIELDS
from bot.pages.facts import page_facts
from bot.runtime import Runtime

ROUTE = "/phan-anh-da-xu-ly"
MOST = 100


def add_settled_tickets(pages: Blueprint, runtime: Runtime) -> None:
    """The page; 404 unless PUBLIC_SETTLED_TICKETS is on."""

    @pages.get(ROUTE, endpoint="settled")
    def show_settled() -> ResponseReturnValue:
        if not runtime.settings.shows_settled_tickets:
            abort(404)
        zone = runtime.settings.timezone
        rows = [
            (
                row.public_words,
                FIELDS.get(row.field or "", "Góp ý" if row.kind == "proposal" else "Phản ánh"),
                f"{at_zone(row.created_at, zone):%d/%m/%Y}",
                f"{at_zone(row.settled_at, zone):%d/%m/%Y}",
            )
            for row in runtime.helpdesk.settled_in_public(MOST)
        ]
        return render_template("pages/settled.html", rows=rows, **page_facts(runtime))
