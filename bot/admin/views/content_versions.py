"""Versions of content: what changed in one, and bringing an older one back."""

from __future__ import annotations

import sqlite3
from difflib import unified_diff

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_content as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.runtime import Runtime
from bot.wording.service import WordingError

AROUND = 3
"""Lines shown around a change."""


def page(runtime: Runtime, version_id: int) -> ResponseReturnValue:
    """One version, line by line."""
    row = _row(runtime, version_id)
    return render_template(
        "admin/content/version.html", row=row, said=said, lines=difference(row["before"], row["after"]),
        trouble=runtime.wording.folder.trouble(),
    )  # fmt: skip


def undo(runtime: Runtime, version_id: int) -> ResponseReturnValue:
    """The file as it was before this version."""
    row = _row(runtime, version_id)
    try:
        file = runtime.wording.undo(version_id, me().id)
    except WordingError as error:
        return render_template(
            "admin/content/version.html", row=row, said=said, lines=difference(row["before"], row["after"]),
            error=" ".join(error.reasons), trouble=runtime.wording.folder.trouble(),
        ), 422  # fmt: skip
    return redirect(url_for("admin.content_entry", file=file, done="content_undone"), 303)


def difference(before: str | None, after: str | None) -> list[tuple[str, str]]:
    """(del, ins, same or gap; line) of two texts, unchanged lines far from a change left out."""
    lines = unified_diff((before or "").splitlines(), (after or "").splitlines(), n=AROUND, lineterm="")
    kinds = {"+": "ins", "-": "del", "@": "gap"}
    shown = [(kinds.get(line[:1], "same"), line[1:]) for line in lines if not line.startswith(("+++", "---"))]
    return [("gap", "…") if kind == "gap" else (kind, text) for kind, text in shown]


def _row(runtime: Runtime, version_id: int) -> sqlite3.Row:
    try:
        return runtime.wording.version(version_id)
    except WordingError:
        abort(404)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/content/versions/<int:version_id>", "content_version", page, Rule.SIGNED_IN),
    Route("POST", "/content/versions/<int:version_id>/undo", "content_undo", undo, Rule.EDITS),
)
"""The list of versions is on the page of what differs from the release (content.py)."""
