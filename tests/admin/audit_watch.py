"""Watches the forms that tests send: whatever one of them changes must leave a line in the audit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, Response, g, request

from bot.runtime import Runtime

NO_ACTS = frozenset({"sessions", "talk_presence", "talk_reads", "open_pages", "audit", "presses", "form_drafts"})
"""Tables in which something changes by merely being there."""
NO_OFFICIAL = frozenset({"admin.sign_in_check", "admin.second_step_check"})
"""Nobody is signed in yet; what wrong tries change is no act (a slowed account is written down)."""
_CHANGE = re.compile(r"\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\"?(\w+)", re.IGNORECASE)


@contextmanager
def watched(app: Flask, runtime: Runtime) -> Iterator[list[str]]:
    """The list fills with forms that succeeded, changed something and wrote no line."""
    silent: list[str] = []

    @app.before_request
    def begin() -> None:
        g.changed, g.count = set(), runtime.store.db.conn.total_changes
        if request.method == "POST":
            runtime.store.db.conn.set_trace_callback(_note)

    @app.after_request
    def end(response: Response) -> Response:
        runtime.store.db.conn.set_trace_callback(None)
        is_done = request.method == "POST" and response.status_code < 400 and request.endpoint not in NO_OFFICIAL
        is_done = is_done and runtime.store.db.conn.total_changes > g.count  # a statement may find nothing to change
        if is_done and g.changed - NO_ACTS and "audit" not in g.changed:
            silent.append(f"{request.endpoint}: {sorted(g.changed - NO_ACTS)}")
        return response

    yield silent


def _note(statement: str) -> None:
    match = _CHANGE.match(statement)
    if match:
        g.changed.add(match[1].lower())
