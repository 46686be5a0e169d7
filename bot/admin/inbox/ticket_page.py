"""Acts on one ticket: closed with a result, opened again, merged into another."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.inbox.talk_page import FormData, redirect_back, render_page, text_of_field
from bot.admin.route import Route
from bot.helpdesk.service import HelpdeskError
from bot.runtime import Runtime


def close_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a talk or ticket and stay with its person."""
    result = text_of_field("result")
    public_words = text_of_field("public_words") if runtime.settings.shows_settled_tickets else ""

    def close(person_id: str) -> None:
        runtime.helpdesk.close(code, me().id, result, public_words)
        runtime.helpdesk.notes.end_presence(person_id, me().id)

    return _change_ticket(runtime, code, close, "closed", result, public_words)


def classify_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Note what a report is about and where."""
    field, place = request.form.get("field", ""), request.form.get("place", "")
    return _change_ticket(runtime, code, lambda _: runtime.helpdesk.classify(code, field, place, me().id), "classified")


def reopen_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Open a closed report or proposal again."""
    why = text_of_field("why")
    return _change_ticket(runtime, code, lambda _: runtime.helpdesk.reopen(code, me().id, why), "reopened", why)


def merge_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a double and point to the ticket it belongs to."""
    into = request.form.get("into", "")
    return _change_ticket(runtime, code, lambda _: runtime.helpdesk.merge(code, into, me().id), "merged")


def _change_ticket(
    runtime: Runtime,
    code: str,
    change: Callable[[str], object],
    notice: str,
    typed_text: str = "",
    public_words: str = "",
) -> ResponseReturnValue:
    """Change a ticket and go back to its person's talk; a refusal stands there beside what was typed."""
    ticket = runtime.helpdesk.ticket(code) or abort(404)
    try:
        change(ticket.person_id)
    except HelpdeskError as error:
        form_data = FormData(result=typed_text, public_words=public_words, form=ticket.code, refused=str(error))
        return render_page(runtime, ticket.person_id, form_data), 422
    return redirect_back(ticket.person_id, notice)


ROUTES: tuple[Route, ...] = (
    Route("POST", "/tickets/<code>/close", "close_ticket", close_ticket, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/field", "classify_ticket", classify_ticket, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/reopen", "reopen_ticket", reopen_ticket, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/merge", "merge_ticket", merge_ticket, Rule.ANSWERS),
)
