"""Tài khoản của tôi: where I am signed in, and my second factor."""

from __future__ import annotations

import io

import segno
from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_access as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.officials import OfficialError
from bot.runtime import Runtime


def page(runtime: Runtime) -> ResponseReturnValue:
    """My sessions, password and second factor."""
    return _page(runtime)


def end_session(runtime: Runtime, handle: str) -> ResponseReturnValue:
    """Sign one other device out."""
    is_ended = runtime.officials.end_session(me(), handle)
    return redirect(url_for("admin.account", done="session_ended" if is_ended else "session_gone"), 303)


def end_others(runtime: Runtime) -> ResponseReturnValue:
    """Sign every other device out."""
    runtime.officials.end_other_sessions(me())
    return redirect(url_for("admin.account", done="sessions_ended"), 303)


def factor_page(runtime: Runtime) -> ResponseReturnValue:
    """The steps to turn the second factor on."""
    return redirect(url_for("admin.account"), 303) if me().has_factor else _factor_form(runtime)


def factor_picture(runtime: Runtime) -> ResponseReturnValue:
    """The QR code of the secret being set up; a secret in use is never shown again."""
    if me().has_factor:
        abort(404)
    image = io.BytesIO()
    address = runtime.officials.factor.address(me(), runtime.brain.content.ward.assistant_name)
    segno.make(address, error="m").save(image, kind="svg", scale=5, border=4, light="#fff", dark="#000", title="Mã QR")
    return Response(image.getvalue(), mimetype="image/svg+xml")


def factor_confirm(runtime: Runtime) -> ResponseReturnValue:
    """The first code of the app turns it on; the recovery codes are shown this once."""
    try:
        codes = runtime.officials.factor.confirm(me(), request.form.get("code", ""))
    except OfficialError as error:
        return (_page if me().has_factor else _factor_form)(runtime, str(error)), 422
    return render_template("admin/recovery_codes.html", codes=codes, is_new=True)


def factor_codes(runtime: Runtime) -> ResponseReturnValue:
    """New recovery codes."""
    try:
        codes = runtime.officials.factor.renew_codes(me(), request.form.get("code", ""))
    except OfficialError as error:
        return _page(runtime, str(error)), 422
    return render_template("admin/recovery_codes.html", codes=codes, is_new=False)


def factor_off(runtime: Runtime) -> ResponseReturnValue:
    """Ask for no code any more."""
    try:
        runtime.officials.factor.turn_off(me(), request.form.get("code", ""))
    except OfficialError as error:
        return _page(runtime, str(error)), 422
    return redirect(url_for("admin.account", done="factor_off"), 303)


def _page(runtime: Runtime, error: str = "") -> str:
    factor = runtime.officials.factor
    return render_template(
        "admin/account.html", error=error, sessions=runtime.officials.sessions_of(me()), role=said.ROLES[me().role],
        codes_left=factor.codes_left(me().id), is_required=me().role in factor.required(),
    )  # fmt: skip


def _factor_form(runtime: Runtime, error: str = "") -> str:
    secret = runtime.officials.factor.begin(me().id)
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return render_template("admin/factor.html", error=error, secret=" ".join(parts))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/account", "account", page, Rule.SIGNED_IN),
    Route("POST", "/account/sessions/<handle>/end", "session_end", end_session, Rule.SIGNED_IN),
    Route("POST", "/account/sessions/end-others", "session_end_others", end_others, Rule.SIGNED_IN),
    Route("GET", "/account/factor", "factor", factor_page, Rule.SIGNED_IN),
    Route("GET", "/account/factor/qr.svg", "factor_picture", factor_picture, Rule.SIGNED_IN),
    Route("POST", "/account/factor", "factor_confirm", factor_confirm, Rule.SIGNED_IN),
    Route("POST", "/account/factor/codes", "factor_codes", factor_codes, Rule.SIGNED_IN),
    Route("POST", "/account/factor/off", "factor_off", factor_off, Rule.SIGNED_IN),
)
