"""Câu mẫu: ready answers that officials write for themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.inbox import texts
from bot.admin.inbox.answer_form import find_choice, list_choices
from bot.admin.route import Route
from bot.admin.shared.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.helpdesk.canned import CannedAnswer, CannedWords
from bot.helpdesk.service import HelpdeskError
from bot.runtime import Runtime

PAGE = 20
ORDERS: dict[str, Callable[[CannedAnswer], Any]] = {
    "": lambda row: by_name(row.title),
    "newest": lambda row: -row.changed_at,
    "oldest": lambda row: row.changed_at,
}
NO_WORDS = CannedWords("", "")
FILTERS = ("q", "who", "order")
"""What stands in the list's address, also while one of it is being changed."""


def show_canned_answers(runtime: Runtime) -> ResponseReturnValue:
    """All of them, and the form for a new one or for the one to change."""
    canned_id = request.args.get("id", type=int)
    row = runtime.helpdesk.canned.get(canned_id) if canned_id is not None else None
    if canned_id is not None and row is None:
        abort(404)
    words = CannedWords(row.title, row.text, row.code or "", row.enclosed or "") if row else NO_WORDS
    return _render_page(runtime, canned_id, words)


def save_canned_answer(runtime: Runtime) -> ResponseReturnValue:
    """Keep a new one or a changed one; what was typed stays when it has faults."""
    form, canned_id = request.form, request.form.get("id", type=int)
    enclosed = " ".join(form.get("enclosed", "").split())
    text = form.get("text", "").replace("\r\n", "\n")
    words = CannedWords(form.get("title", ""), text, form.get("code", ""), enclosed)
    try:
        if enclosed:
            find_choice(runtime.live_content.content, enclosed)
        runtime.helpdesk.canned.save_answer(canned_id, words, me().id)
    except HelpdeskError as error:
        return _render_page(runtime, canned_id, words, str(error)), 422
    return redirect(url_for("admin.canned", done="canned_saved"), 303)


def delete_canned_answer(runtime: Runtime, canned_id: int) -> ResponseReturnValue:
    """Delete one canned answer."""
    try:
        runtime.helpdesk.canned.delete(canned_id, me().id)
    except HelpdeskError as error:
        return _render_page(runtime, None, NO_WORDS, str(error)), 409
    return redirect(url_for("admin.canned", done="canned_deleted"), 303)


def _render_page(runtime: Runtime, canned_id: int | None, words: CannedWords, refused: str = "") -> str:
    params = {name: words_in(request.args[name]) for name in FILTERS if request.args.get(name)}
    everything = runtime.helpdesk.canned.list_answers()
    return render_template(
        "admin/inbox/canned.html",
        result=page_of(_filter_answers(everything, params), number_in(request.args), PAGE),
        chosen=canned_id,
        words=words,
        choices=list_choices(runtime.live_content.content),
        refused=refused,
        query=params,
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
    rows = [
        row
        for row in everything
        if has_words(text, row.title, row.text, row.code or "") and who in (None, row.official)
    ]
    return sorted(rows, key=ORDERS.get(params.get("order", ""), ORDERS[""]))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/canned", "canned", show_canned_answers, Rule.ANSWERS),
    Route("POST", "/canned", "canned_save", save_canned_answer, Rule.ANSWERS),
    Route("POST", "/canned/<int:canned_id>/delete", "canned_delete", delete_canned_answer, Rule.ANSWERS),
)
