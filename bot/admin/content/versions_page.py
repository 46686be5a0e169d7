"""Versions of content: what changed in one, and bringing an older text back."""

from __future__ import annotations

from difflib import unified_diff

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.content import texts
from bot.admin.content.field_words import changes_in_words
from bot.admin.content.titles import title_of_text
from bot.admin.route import Route
from bot.content_editing.service import ContentEditingError, ContentVersion
from bot.runtime import Runtime

CONTEXT_LINES = 3
"""Unchanged lines shown around a change."""


def version_page(runtime: Runtime, version_id: int) -> ResponseReturnValue:
    """The page of one version with its changes, line by line."""
    return _render_version(runtime, _find_version(runtime, version_id))


def undo_version(runtime: Runtime, version_id: int) -> ResponseReturnValue:
    """Bring the file back to its text before this version."""
    version = _find_version(runtime, version_id)
    try:
        file, waiting = runtime.content_editing.undo(version_id, me().id)
    except ContentEditingError as error:
        return _render_version(runtime, version, error=" ".join(error.reasons)), 422
    return redirect_after(file, "", waiting, "content_undone")


def redirect_after(file: str, key: str, waiting: int | None, notice: str) -> ResponseReturnValue:
    """To the entry as it is now, or to the change that waits for a second official."""
    if waiting is not None:
        return redirect(url_for("admin.content_proposal", proposal_id=waiting, done="content_proposed"), 303)
    return redirect(url_for("admin.content_entry", file=file, key=key or None, done=notice), 303)


def diff_lines(before: str | None, after: str | None) -> list[tuple[str, str]]:
    """(del, ins, same or gap; line) of two texts; unchanged lines far from a change are left out."""
    lines = unified_diff((before or "").splitlines(), (after or "").splitlines(), n=CONTEXT_LINES, lineterm="")
    kinds = {"+": "ins", "-": "del", "@": "gap"}
    rows = [(kinds.get(line[:1], "same"), line[1:]) for line in lines if not line.startswith(("+++", "---"))]
    return [("gap", "…") if kind == "gap" else (kind, text) for kind, text in rows]


def _render_version(runtime: Runtime, version: ContentVersion, **more: str) -> str:
    return render_template(
        "admin/content/version.html",
        version=version,
        title=title_of_text(version.file, version.after or version.before or ""),
        texts=texts,
        lines=diff_lines(version.before, version.after),
        changes=changes_in_words(version.file, "", version.before, version.after)
        if version.before is not None and version.after is not None
        else [],
        trouble=runtime.content_editing.folder.why_read_only(),
        **more,
    )


def _find_version(runtime: Runtime, version_id: int) -> ContentVersion:
    try:
        return runtime.content_editing.get_version(version_id)
    except ContentEditingError:
        abort(404)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/versions/<int:version_id>", "content_version", version_page, Rule.SIGNED_IN),
    Route("POST", "/content/versions/<int:version_id>/undo", "content_undo", undo_version, Rule.EDITS),
)
"""The list of versions is on the page of what differs from the release (list_page.py)."""
