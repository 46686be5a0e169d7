"""Câu mẫu: ready answers that officials write for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.inbox import texts
from bot.admin.route import Route
from bot.admin.shared.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.helpdesk.canned import CannedAnswer
from bot.helpdesk.service import HelpdeskError
from bot.runtime import Runtime

PAGE = 20
ORDERS: dict[str, Callable[[CannedAnswer], Any]] = {
    "": lambda row: by_name(row.title),
    "newest": lambda row: -row.changed_at,
    "oldest": lambda row: row.changed_at,
}
FILTERS = ("q", "who", "order")
"""What stands in the list's address, also while one of it is being changed."""


def show_canned_answers(runtime: Runtime) -> ResponseReturnValue:
    """All of them, and the form for a new one or for the one to change."""
    canned_id = request.args.get("id", type=int)
    row = runtime.helpdesk.canned.get(canned_id) if canned_id is not None else None
    if canned_id is not None and row is None:
        abort(404)
    return _render_page(runtime, canned_id, row.title if row else "", row.text if row else "")


def save_canned_answer(runtime: Runtime) -> ResponseReturnValue:
    """Keep a new one or a changed one; what was typed stays when it has faults."""
    form = request.form
    canned_id, title, text = form.get("id", type=int), form.get("title", ""), form.get("text", "").replace("\r\n", "\n")
    try:
        runtime.helpdesk.canned.save_answer(canned_id, title, text, me().id)
    except HelpdeskError as error:
        return _render_page(runtime, canned_id, title, text, str(error)), 422
    return redirect(url_for("admin.canned", done="canned_saved"), 303)


def delete_canned_answer(runtime: Runtime, canned_id: int) -> ResponseReturnValue:
    """Delete one canned answer."""
    try:
        runtime.helpdesk.canned.delete(canned_id, me().id)
    except HelpdeskError as error:
        return _render_page(runtime, None, "", "", str(error)), 409
    return redirect(url_for("admin.canned", done="canned_deleted"), 303)


def _render_page(runtime: Runtime, canned_id: int | None, title: str, text: str, refused: str = "") -> str:
    params = {name: words_in(request.args[name]) for name in FILTERS if request.args.get(name)}
    everything = runtime.helpdesk.canned.list_answers()
    return render_template(
        "admin/inbox/canned.html",
        found=page_of(_filter_answers(everything, params), number_in(request.args), PAGE),
        chosen=canned_id,
        title=title,
        text=text,
        refused=refused,
        asked=params,
        link=link(params),
        orders=texts.CANNED_ORDERS,
        turning=link({**params, "_anchor": "dang-co"}),
        is_filtered="q" in params or "who" in params,
        writers=sorted({row.official for row in everything if row.official}),
        done=texts.DONE.get(request.args.get("done", "")),
    )


def _filter_answers(everything: list[CannedAnswer], params: dict[str, str]) -> list[CannedAnswer]:
    """Those that were asked for, in the order asked for."""
    text, who = params.get("q", ""), params.get("who")
    rows = [row for row in everything if has_words(text, row.title, row.text) and who in (None, row.official)]
    return sorted(rows, key=ORDERS.get(params.get("order", ""), ORDERS[""]))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/canned", "canned", show_canned_answers, Rule.ANSWERS),
    Route("POST", "/canned", "canned_save", save_canned_answer, Rule.ANSWERS),
    Route("POST", "/canned/<int:canned_id>/delete", "canned_delete", delete_canned_answer, Rule.ANSWERS),
)
