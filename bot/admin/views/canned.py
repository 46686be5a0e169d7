"""Câu mẫu: ready answers that officials write for themselves."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_inbox as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.desk import DeskError
from bot.runtime import Runtime


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
    return render_template(
        "admin/canned.html", rows=runtime.desk.canned.everything(), chosen=chosen, title=title, text=text,
        refused=refused, done=said.DONE.get(request.args.get("done", "")),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/canned", "canned", page, Rule.ANSWERS),
    Route("POST", "/canned", "canned_save", save, Rule.ANSWERS),
    Route("POST", "/canned/<int:canned_id>/delete", "canned_delete", delete, Rule.ANSWERS),
)
