"""Forms lose no word: what was typed is kept as a draft until its form is sent, and offered again on its page.

A page sends the drafts of its forms in a field of their own, by themselves while one types (static/drafts.js) and along
with every form that is submitted. A form that comes with an ended or renewed session is kept as a draft too, and does nothing.
"""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from flask import Response, current_app, g, request, url_for
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import HTTPException

from bot.accounts.drafts import Draft, Drafts, read_drafts
from bot.helpdesk.service import Helpdesk

FIELD = "drafts"
"""The field that holds the drafts of a page as JSON."""
NO_WORDS = frozenset({"csrf", "once", "act", "next", FIELD})
"""Fields of a form that nobody typed."""
SECRETS = ("sign_in", "second_step", "password", "factor", "sign_out", "draft")
"""Beginnings of the endpoints whose forms are never kept: passwords, codes, and the drafts themselves."""


class DraftKeeper:
    """Reads, keeps and deletes the drafts of a request."""

    def __init__(self, drafts: Drafts, helpdesk: Helpdesk) -> None:
        """`helpdesk` knows whose ticket it is: a draft about a resident is erased with them."""
        self._drafts, self._helpdesk = drafts, helpdesk

    def read_form(self) -> None:
        """Take the drafts out of the form; `g.drafts` holds them."""
        g.drafts = []
        if request.method == "POST" and FIELD in request.form:
            g.drafts = list(filter(None, map(self._checked, read_drafts(request.form[FIELD]))))
            others = ((name, value) for name, value in request.form.items(multi=True) if name != FIELD)
            request.form = ImmutableMultiDict(others)

    def add_unsent(self) -> None:
        """Add the words of the form of this request, which is not processed, to `g.drafts`."""
        names = [name for name in request.form if name not in NO_WORDS]
        words = {name: request.form.getlist(name) for name in names}
        page = urlsplit(request.referrer or "")
        unsent = self._checked(Draft(_address(), f"{page.path}?{page.query}" if page.query else page.path, words))
        if unsent and any(text.strip() for values in words.values() for text in values):
            g.drafts = [unsent, *(draft for draft in g.drafts if draft.address != unsent.address)]

    def save(self, official_id: int) -> None:
        """Keep the drafts of this request."""
        if g.drafts:
            self._drafts.save(official_id, g.drafts)

    def begin(self) -> None:
        """The form of this request is processed now."""
        if request.method == "POST":
            g.processed = _address()

    def end(self, response: Response) -> Response:
        """Delete the draft of a form that was processed and led on."""
        address = g.pop("processed", None)
        if address and response.status_code == 303:
            self._drafts.drop(g.official.id, address)
        return response

    def offered(self) -> list[Draft]:
        """The drafts of the forms of this page, but for the form that was just sent and is shown again."""
        if not g.get("official") or not g.official.is_in:
            return []
        is_answer = request.method == "POST"
        page = urlsplit(request.referrer or "").path if is_answer else request.path
        return [
            draft
            for draft in self._drafts.of_official(g.official.id)
            if urlsplit(draft.page).path == page and not (is_answer and draft.address == _address())
        ]

    def _checked(self, draft: Draft) -> Draft | None:
        """A draft of a form of ours with the resident it is about; None when there is no such form, or none to keep."""
        routes = current_app.url_map.bind("")
        try:
            endpoint, values = routes.match(urlsplit(draft.address).path, method="POST")
        except HTTPException:
            return None
        name = str(endpoint).removeprefix("admin.")
        if name == endpoint or name.startswith(SECRETS):
            return None
        ticket = self._helpdesk.ticket(values["code"]) if "code" in values else None
        person_id = ticket.person_id if ticket else values.get("person_id")
        return replace(draft, page=_own_page(draft.page), person_id=person_id)


def link_to(draft: Draft) -> str:
    """The address of the page with this draft filled in."""
    return f"{draft.page}{'&' if '?' in draft.page else '?'}{urlencode({'draft': draft.address})}"


def as_field(drafts: list[Draft]) -> str:
    """Drafts as a page sends them."""
    items = [{"address": draft.address, "page": draft.page, "fields": draft.fields} for draft in drafts]
    return json.dumps(items, ensure_ascii=False)


def _address() -> str:
    """Where the form of this request was sent, as its page names it."""
    return request.full_path.rstrip("?")


def _own_page(page: str) -> str:
    is_ours = page.startswith("/admin/") and "\\" not in page and page.isprintable()
    return page if is_ours else url_for("admin.today")
