"""Mẫu: posts saved to begin new ones from."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.broadcasts.detail_page import find_broadcast, render_broadcast
from bot.admin.route import Route
from bot.admin.shared.paging import has_words, link, number_in, page_of, words_in
from bot.broadcasts.kinds import find_kind
from bot.broadcasts.lifecycle import BroadcastError
from bot.runtime import Runtime

PAGE = 20


def templates_page(runtime: Runtime) -> ResponseReturnValue:
    """Every template, searched by name and words."""
    templates = runtime.broadcasts.templates.list_all()
    text = words_in(request.args.get("q", ""))
    rows = [row for row in templates if has_words(text, row.name, row.message.title, row.message.text)]
    return render_template(
        "admin/broadcasts/templates.html",
        templates=page_of(rows, number_in(request.args), PAGE),
        total=len(templates),
        q=request.args.get("q", ""),
        link=link(request.args.to_dict()),
        find_kind=find_kind,
    )


def save_template(runtime: Runtime, broadcast_id: int) -> ResponseReturnValue:
    """Save a broadcast's words under a name."""
    row = find_broadcast(runtime, broadcast_id)
    draft = runtime.broadcasts.lifecycle.draft_of(row)
    try:
        runtime.broadcasts.templates.save(request.form.get("template_name", ""), draft, me().id)
    except BroadcastError as error:
        return render_broadcast(runtime, broadcast_id, error.reasons), 422
    return redirect(url_for("admin.post_templates", done="template_saved"), 303)


def remove_template(runtime: Runtime, template_id: int) -> ResponseReturnValue:
    """Delete a template; what was begun from it stays."""
    runtime.broadcasts.templates.remove(template_id, me().id)
    return redirect(url_for("admin.post_templates", done="template_removed"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/broadcasts/templates", "post_templates", templates_page, Rule.SIGNED_IN),
    Route("POST", "/broadcasts/<int:broadcast_id>/template", "post_template_save", save_template, Rule.WRITES),
    Route(
        "POST", "/broadcasts/templates/<int:template_id>/remove", "post_template_remove", remove_template, Rule.WRITES
    ),
)
