"""Câu mẫu: ready answers that officials write for themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_inbox as said
from bot.admin.access import Rule, me
from bot.admin.paging import by_name, has_words, link, number_in, page_of, words_in
from bot.admin.route import Route
from bot.desk import DeskError
from bot.runtime import Runtime

PAGE = 20
ORDERS: dict[str, Callable[[sqlite3.Row], Any]] = {
    "": lambda row: by_name(row["title"]),
    "newest": lambda row: -row["changed_at"],
    "oldest": lambda row: row["changed_at"],
}
FILTERS = ("q", "who", "order")
"""What stands in the list's address, also while one of it is being changed."""


def page(runtime: Runtime) -> ResponseReturnValue:
    """All of them, and the form for a new one or for the one to change."""
    chosen = request.args.get("id", type=int)
    row = runtime.desk.canned.get(chosen) if chosen is not None else None
    if chosen is not None and row is None:
        abort(404)
    return _page(runtime, chosen, row["title"] if row else "", row["text"] if row else "")


def save(runtime: Runtime) -> ResponseReturnValue:
    """Keep a new one or a changed one; what was typed stays when it has faults."""
    form = request.form
    chosen, title, text = form.get("id", type=int), form.get("title", ""), form.get("text", "").replace("\r\n", "\n")
    try:
        runtime.desk.canned.put(chosen, title, text, me().id)
    except DeskError as error:
        return _page(runtime, chosen, title, text, str(error)), 422
    return redirect(url_for("admin.canned", done="canned_saved"), 303)


def delete(runtime: Runtime, canned_id: int) -> ResponseReturnValue:
    """Delete one."""
    try:
        runtime.desk.canned.delete(canned_id, me().id)
    except DeskError as error:
        return _page(runtime, None, "", "", str(error)), 409
    return redirect(url_for("admin.canned", done="canned_deleted"), 303)


def _page(runtime: Runtime, chosen: int | None, title: str, text: str, refused: str = "") -> str:
    kept = {name: words_in(request.args[name]) for name in FILTERS if request.args.get(name)}
    everything = runtime.desk.canned.everything()
    return render_template(
        "admin/canned.html", found=page_of(_listed(everything, kept), number_in(request.args), PAGE), chosen=chosen,
        title=title, text=text, refused=refused, asked=kept, link=link(kept), orders=said.CANNED_ORDERS,
        turning=link({**kept, "_anchor": "dang-co"}),
        is_filtered="q" in kept or "who" in kept, writers=sorted({row["official"] for row in everything if row["official"]}),
        done=said.DONE.get(request.args.get("done", "")),
    )  # fmt: skip


def _listed(everything: list[sqlite3.Row], asked: dict[str, str]) -> list[sqlite3.Row]:
    """Those that were asked for, in the order asked for."""
    text, who = asked.get("q", ""), asked.get("who")
    rows = [
        row for row in everything if has_words(text, row["title"], row["text"]) and who in (None, row["official"])
    ]  # fmt: skip
    return sorted(rows, key=ORDERS.get(asked.get("order", ""), ORDERS[""]))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/canned", "canned", page, Rule.ANSWERS),
    Route("POST", "/canned", "canned_save", save, Rule.ANSWERS),
    Route("POST", "/canned/<int:canned_id>/delete", "canned_delete", delete, Rule.ANSWERS),
)
