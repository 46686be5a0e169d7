"""Mẫu đơn: the files residents get, uploaded and taken away by officials who may edit content."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.content.sections import FORMS_ROUTE
from bot.content_editing.errors import ContentEditingError
from bot.runtime import Runtime


def forms_page(runtime: Runtime) -> ResponseReturnValue:
    """The list of files, each with the procedures that name it."""
    return _render_page(runtime)


def upload_form(runtime: Runtime) -> ResponseReturnValue:
    """Check and keep an uploaded file under the typed name, or under its own."""
    file = request.files.get("file")
    name = request.form.get("name", "").strip() or (file.filename or "" if file else "")
    try:
        runtime.form_uploads.keep(name, file.read() if file else b"", me().id)
    except ContentEditingError as error:
        return _render_page(runtime, str(error), name), 422
    runtime.live_content.refresh()
    return redirect(url_for("admin.content_forms", done="form_uploaded"), 303)


def remove_form(runtime: Runtime) -> ResponseReturnValue:
    """Take a file away."""
    try:
        runtime.form_uploads.remove(request.form.get("name", ""), me().id)
    except ContentEditingError as error:
        return _render_page(runtime, str(error)), 422
    runtime.live_content.refresh()
    return redirect(url_for("admin.content_forms", done="form_removed"), 303)


def _render_page(runtime: Runtime, error: str = "", name: str = "") -> str:
    users: dict[str, list[tuple[str, str]]] = {}
    for procedure in runtime.live_content.content.procedures.values():
        for form in procedure.form:
            if form.file:
                users.setdefault(form.file, []).append((procedure.title, procedure.origin.file))
    names = runtime.form_uploads.list_names()
    missing = sorted(users.keys() - set(names))
    return render_template(
        "admin/content/forms.html", error=error, name=name, names=names, users=users, missing=missing, route=FORMS_ROUTE
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/forms", "content_forms", forms_page, Rule.EDITS),
    Route("POST", "/content/forms", "content_form_upload", upload_form, Rule.EDITS),
    Route("POST", "/content/forms/remove", "content_form_remove", remove_form, Rule.EDITS),
)
