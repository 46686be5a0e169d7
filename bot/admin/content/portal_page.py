"""So với Cổng: a crawl of the national portal compared with the last one; and Văn bản: legal texts that end."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.route import Route
from bot.admin.shared.paging import link, number_in, page_of
from bot.content.portal import FIELDS_VI
from bot.content.portal_differences import list_lines
from bot.content_editing.portal_import import PortalImport
from bot.content_editing.service import ContentEditingError
from bot.runtime import Runtime

PAGE = 20


def portal_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with the open differences."""
    return _render_page(runtime)


def _render_page(runtime: Runtime, error: str = "") -> str:
    try:
        changes = PortalImport(runtime.content_editing).list_changes()
    except ContentEditingError as problem:
        changes, error = [], error or str(problem)
    return render_template(
        "admin/content/portal.html",
        texts=texts,
        error=error,
        changes=page_of(changes, number_in(request.args), PAGE),
        fields=FIELDS_VI,
        list_lines=list_lines,
        link=link(request.args.to_dict()),
        trouble=runtime.content_editing.folder.why_read_only(),
    )


def upload(runtime: Runtime) -> ResponseReturnValue:
    """Take in a crawl."""
    file = request.files.get("crawl")
    try:
        PortalImport(runtime.content_editing).take(file.read() if file else b"", me().id)
    except ContentEditingError as error:
        return _render_page(runtime, str(error)), 422
    return redirect(url_for("admin.portal", done="portal_taken"), 303)


def decide(runtime: Runtime) -> ResponseReturnValue:
    """Accept or refuse one difference."""
    form = request.form
    accepts = form.get("act") == "accept"
    try:
        waiting = PortalImport(runtime.content_editing).decide(
            form.get("code", ""), form.get("field", ""), form.get("why", ""), me().id, accepts=accepts
        )
    except ContentEditingError as error:
        return _render_page(runtime, str(error)), 422
    if waiting is not None:
        return redirect(url_for("admin.content_proposal", proposal_id=waiting, done="content_proposed"), 303)
    return redirect(url_for("admin.portal", done="portal_accepted" if accepts else "portal_refused"), 303)


def laws_page(runtime: Runtime) -> ResponseReturnValue:
    """The page with everything that rests on a legal text that has ended or soon ends."""
    rows = PortalImport(runtime.content_editing).list_ending_laws()
    return render_template(
        "admin/content/laws.html",
        texts=texts,
        rows=page_of(rows, number_in(request.args), PAGE),
        link=link(request.args.to_dict()),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/portal", "portal", portal_page, Rule.SIGNED_IN),
    Route("POST", "/content/portal/upload", "portal_upload", upload, Rule.EDITS),
    Route("POST", "/content/portal/decide", "portal_decide", decide, Rule.EDITS),
    Route("GET", "/content/laws", "laws", laws_page, Rule.SIGNED_IN),
)
