"""Acts on one ticket: closed with a result, opened again, merged into another."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.inbox.talk_page import FormData, redirect_back, render_page, text_of_field
from bot.admin.route import Route
from bot.helpdesk.service import HelpdeskError
from bot.runtime import Runtime


def close_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a talk or ticket and stay with its person."""
    ticket = runtime.helpdesk.ticket(code) or abort(404)
    result = text_of_field("result")
    try:
        runtime.helpdesk.close(code, me().id, result)
    except HelpdeskError as error:
        form_data = FormData(result=result, form=ticket.code, refused=str(error))
        return render_page(runtime, ticket.person_id, form_data), 422
    runtime.helpdesk.notes.end_presence(ticket.person_id, me().id)
    return redirect_back(ticket.person_id, "closed")


def reopen_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Open a closed report or proposal again."""
    ticket = runtime.helpdesk.ticket(code) or abort(404)
    why = text_of_field("why")
    try:
        runtime.helpdesk.reopen(code, me().id, why)
    except HelpdeskError as error:
        form_data = FormData(result=why, form=ticket.code, refused=str(error))
        return render_page(runtime, ticket.person_id, form_data), 422
    return redirect_back(ticket.person_id, "reopened")


def merge_ticket(runtime: Runtime, code: str) -> ResponseReturnValue:
    """Close a double and point to the ticket it belongs to."""
    ticket = runtime.helpdesk.ticket(code) or abort(404)
    try:
        runtime.helpdesk.merge(code, request.form.get("into", ""), me().id)
    except HelpdeskError as error:
        form_data = FormData(form=ticket.code, refused=str(error))
        return render_page(runtime, ticket.person_id, form_data), 422
    return redirect_back(ticket.person_id, "merged")


ROUTES: tuple[Route, ...] = (
    Route("POST", "/tickets/<code>/close", "close_ticket", close_ticket, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/reopen", "reopen_ticket", reopen_ticket, Rule.ANSWERS),
    Route("POST", "/tickets/<code>/merge", "merge_ticket", merge_ticket, Rule.ANSWERS),
)
