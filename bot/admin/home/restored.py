"""A restored database rests until a manager has looked: the notice stands on every page, the press is here."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.runtime import Runtime


def confirm_restore(runtime: Runtime) -> ResponseReturnValue:
    """Let the database work on; broadcasts that stood still wait for a decision of their own."""
    runtime.restore_guard.confirm(me().id)
    runtime.wake()
    return redirect(url_for("admin.broadcasts", state="paused", done="restore_confirmed"), 303)


ROUTES: tuple[Route, ...] = (Route("POST", "/restored", "restore_confirm", confirm_restore, Rule.MANAGES),)
