"""Connecting the OA: how the connection stands, the way to Zalo's permission page, and the way back."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.connect import ConnectError
from bot.runtime import Runtime


def page(runtime: Runtime) -> ResponseReturnValue:
    """How the connection stands, and the steps to make it."""
    return _page(runtime)


def start(runtime: Runtime) -> ResponseReturnValue:
    """Off to Zalo's permission page."""
    return redirect(runtime.connect.start(me().id), 303)


def callback(runtime: Runtime) -> ResponseReturnValue:
    """Zalo sends the official back here. After success to a plain address, so that no code stays in the history."""
    code, oa_id, state = (request.args.get(name) for name in ("code", "oa_id", "state"))
    try:
        runtime.connect.finish(me().id, code, oa_id, state)
    except ConnectError as error:
        return _page(runtime, str(error)), 422
    return redirect(url_for("admin.connect", done="connected"), 303)


def _page(runtime: Runtime, error: str = "") -> str:
    settings, state = runtime.settings, runtime.connect.state()
    return render_template(
        "admin/connect.html",
        error=error,
        token=words.token(state.level.value, state.reason),
        usable_until=state.usable_until_ms,
        connected=state.level.value in ("ok", "expiring"),
        app_id=settings.app_id,
        oa_id=settings.oa_id,
        callback_url=settings.callback_url,
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/zalo/connect", "connect", page, Rule.SIGNED_IN),
    Route("POST", "/zalo/connect", "connect_start", start, Rule.CONNECTS),
    Route("GET", "/zalo/callback", "connect_callback", callback, Rule.CONNECTS),
)
