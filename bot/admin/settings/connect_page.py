"""Connecting the OA: how the connection stands, the way to Zalo's permission page, and the way back."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.admin.settings.texts import set_up_note
from bot.admin.shared import texts
from bot.installation.zalo_sign_in import ConnectError
from bot.runtime import Runtime


def show_connection(runtime: Runtime) -> ResponseReturnValue:
    """How the connection stands, and the steps to make it."""
    return _render_page(runtime)


def start_sign_in(runtime: Runtime) -> ResponseReturnValue:
    """Off to Zalo's permission page."""
    return redirect(runtime.connect.start(me().id), 303)


def finish_sign_in(runtime: Runtime) -> ResponseReturnValue:
    """Zalo sends the official back here. After success to a plain address, so that no code stays in the history."""
    code, oa_id, state = (request.args.get(name) for name in ("code", "oa_id", "state"))
    try:
        runtime.connect.finish(me().id, code, oa_id, state)
    except ConnectError as error:
        return _render_page(runtime, str(error)), 422
    return redirect(url_for("admin.connect", done="connected"), 303)


def _render_page(runtime: Runtime, error: str = "") -> str:
    settings, state = runtime.settings, runtime.connect.state()
    return render_template(
        "admin/settings/connect.html",
        error=error,
        token=texts.check_token(state.level.value, state.reason),
        usable_until=state.usable_until_ms,
        connected=state.level.value in ("ok", "expiring"),
        app_id=settings.app_id,
        oa_id=settings.oa_id,
        callback_url=settings.callback_url,
        challenge=runtime.connect.fixed_challenge(),
        set_up=set_up_note(runtime.health.next_step(), settings.public_url),
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", "/zalo/connect", "connect", show_connection, Rule.SIGNED_IN),
    Route("POST", "/zalo/connect", "connect_start", start_sign_in, Rule.CONNECTS),
    Route("GET", "/zalo/callback", "connect_callback", finish_sign_in, Rule.CONNECTS),
)
