"""Tài khoản của tôi: where I am signed in, and my second factor."""

from __future__ import annotations

import io

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.roles import OfficialError
from bot.admin.access import Rule, me
from bot.admin.once import lands_at
from bot.admin.route import Route
from bot.admin.shared import role_texts
from bot.runtime import Runtime


def show_account(runtime: Runtime) -> ResponseReturnValue:
    """Show sessions, password and second factor."""
    return _render_page(runtime)


def end_session(runtime: Runtime, handle: str) -> ResponseReturnValue:
    """Sign one other device out."""
    is_ended = runtime.officials.end_session(me(), handle)
    return redirect(url_for("admin.account", done="session_ended" if is_ended else "session_gone"), 303)


def end_other_sessions(runtime: Runtime) -> ResponseReturnValue:
    """Sign every other device out."""
    runtime.officials.end_other_sessions(me())
    return redirect(url_for("admin.account", done="sessions_ended"), 303)


def show_factor(runtime: Runtime) -> ResponseReturnValue:
    """The steps to turn the second factor on."""
    return redirect(url_for("admin.account"), 303) if me().has_factor else _render_factor_form(runtime)


def draw_factor_code(runtime: Runtime) -> ResponseReturnValue:
    """The QR code of the secret being set up; a secret in use is never shown again."""
    import segno

    if me().has_factor:
        abort(404)
    image = io.BytesIO()
    address = runtime.officials.factor.address(me(), runtime.live_content.content.ward.assistant_name)
    segno.make(address, error="m").save(image, kind="svg", scale=5, border=4, light="#fff", dark="#000", title="Mã QR")
    return Response(image.getvalue(), mimetype="image/svg+xml")


def confirm_factor(runtime: Runtime) -> ResponseReturnValue:
    """The first code of the app turns it on; the recovery codes are shown this once."""
    try:
        codes = runtime.officials.factor.confirm(me(), request.form.get("code", ""))
    except OfficialError as error:
        return (_render_page if me().has_factor else _render_factor_form)(runtime, str(error)), 422
    lands_at(url_for("admin.account", done="factor_on"))
    return render_template("admin/account/recovery_codes.html", codes=codes, is_new=True)


def renew_recovery_codes(runtime: Runtime) -> ResponseReturnValue:
    """Show new recovery codes, once."""
    try:
        codes = runtime.officials.factor.renew_codes(me(), request.form.get("code", ""))
    except OfficialError as error:
        return _render_page(runtime, str(error)), 422
    return render_template("admin/account/recovery_codes.html", codes=codes, is_new=False)


def turn_factor_off(runtime: Runtime) -> ResponseReturnValue:
    """Ask for no code any more."""
    try:
        runtime.officials.factor.turn_off(me(), request.form.get("code", ""))
    except OfficialError as error:
        return _render_page(runtime, str(error)), 422
    return redirect(url_for("admin.account", done="factor_off"), 303)


def _render_page(runtime: Runtime, error: str = "") -> str:
    factor = runtime.officials.factor
    return render_template(
        "admin/account/account.html",
        error=error,
        sessions=runtime.officials.sessions_of(me()),
        role=role_texts.name_roles(me().roles),
        codes_left=factor.codes_left(me().id),
        is_required=bool(me().roles & factor.required()),
    )


def _render_factor_form(runtime: Runtime, error: str = "") -> str:
    secret = runtime.officials.factor.begin(me().id)
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return render_template("admin/account/factor.html", error=error, secret=" ".join(parts))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/account", "account", show_account, Rule.SIGNED_IN),
    Route("POST", "/account/sessions/<handle>/end", "session_end", end_session, Rule.SIGNED_IN),
    Route("POST", "/account/sessions/end-others", "session_end_others", end_other_sessions, Rule.SIGNED_IN),
    Route("GET", "/account/factor", "factor", show_factor, Rule.SIGNED_IN),
    Route("GET", "/account/factor/qr.svg", "factor_picture", draw_factor_code, Rule.SIGNED_IN),
    Route("POST", "/account/factor", "factor_confirm", confirm_factor, Rule.SIGNED_IN),
    Route("POST", "/account/factor/codes", "factor_codes", renew_recovery_codes, Rule.SIGNED_IN),
    Route("POST", "/account/factor/off", "factor_off", turn_factor_off, Rule.SIGNED_IN),
)
