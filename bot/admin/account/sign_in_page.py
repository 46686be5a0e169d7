"""Signing in (password, then the code of the second factor) and out, and the own password."""

from __future__ import annotations

from flask import Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.accounts.caller import Caller
from bot.accounts.password_rules import PASSWORD_LENGTH
from bot.accounts.roles import OfficialError
from bot.accounts.sign_in import TooManyTries
from bot.admin.access import Rule, me, safe_way_back
from bot.admin.account.devices import device_of
from bot.admin.cookies import (
    DEVICE_COOKIE,
    DEVICE_LIFE_S,
    FORM_COOKIE,
    SESSION_COOKIE,
    device_token,
    form_token,
    keep_cookie,
)
from bot.admin.route import Route
from bot.runtime import Runtime

REFUSED = (
    "Email hoặc mật khẩu chưa đúng. Nếu đã nhập sai nhiều lần thì phải đợi vài phút; "
    "máy đã từng đăng nhập tài khoản này, hoặc có mã xác thực, thì không bị người khác làm chậm."
)
"""One sentence for every reason: it must not tell whether the account exists."""
TOO_MANY = (
    "Có quá nhiều lần thử mật khẩu cho email này. Hãy đợi một phút; nếu đã bật xác thực hai bước, "
    "nhập thêm mã 6 số để vào ngay."
)
TOO_MANY_S = 60
WRONG_CODE = "Mã chưa đúng hoặc đã dùng. Hãy đợi mã mới trong ứng dụng. Nhập sai nhiều lần thì phải đợi vài phút."


def show_sign_in(runtime: Runtime) -> ResponseReturnValue:
    """The sign-in form; who is signed in needs none."""
    return redirect(url_for("admin.today"), 303) if g.official else _render_sign_in(runtime)


def check_sign_in(runtime: Runtime) -> ResponseReturnValue:
    """Check e-mail and password; a new session each time."""
    email = request.form.get("email", "").strip()
    password, code, caller = request.form.get("password", ""), request.form.get("code", ""), _caller(runtime)
    try:
        cookie = runtime.officials.sign_in(email, password, caller, code)
    except TooManyTries:
        response = _render_sign_in(runtime, email, TOO_MANY)
        response.status_code, response.headers["Retry-After"] = 429, str(TOO_MANY_S)
        return response
    if cookie is None:
        return _render_sign_in(runtime, email, REFUSED)
    official = runtime.officials.of_cookie(cookie)
    way_back = safe_way_back(request.form.get("next", ""))
    target = url_for("admin.second_step", next=way_back) if official and official.needs_code else way_back
    response = make_response(redirect(target, 303))
    keep_cookie(response, SESSION_COOKIE, cookie, runtime.settings)
    keep_cookie(response, DEVICE_COOKIE, caller.device_token, runtime.settings, DEVICE_LIFE_S)
    return response


def _caller(runtime: Runtime) -> Caller:
    return Caller(request.remote_addr or "", device_of(request.user_agent.string), device_token(runtime.settings))


def _render_sign_in(runtime: Runtime, email: str = "", error: str = "") -> Response:
    token = form_token(runtime.settings)
    way_back = request.values.get("next", "")
    page = render_template("admin/account/sign_in.html", email=email, error=error, token=token, way_back=way_back)
    response = make_response(page, 422 if error else 200)
    keep_cookie(response, FORM_COOKIE, token, runtime.settings)
    return response


def show_second_step(runtime: Runtime) -> ResponseReturnValue:
    """The form for the code; who is in needs none."""
    return _render_code_form() if me().needs_code else redirect(url_for("admin.today"), 303)


def check_second_step(runtime: Runtime) -> ResponseReturnValue:
    """Check the code; the session after it is a new one."""
    cookie = runtime.officials.second_step(me(), request.form.get("code", ""), _caller(runtime))
    if cookie is None:
        return _render_code_form(WRONG_CODE), 422
    response = make_response(redirect(safe_way_back(request.form.get("next", "")), 303))
    keep_cookie(response, SESSION_COOKIE, cookie, runtime.settings)
    return response


def _render_code_form(error: str = "") -> str:
    return render_template("admin/account/second_step.html", error=error, way_back=request.values.get("next", ""))


def sign_out(runtime: Runtime) -> ResponseReturnValue:
    """End the session of this browser."""
    runtime.officials.sign_out(me())
    return redirect(url_for("admin.sign_in", done="signed_out"), 303)


def show_password(runtime: Runtime) -> ResponseReturnValue:
    """The form for a new password."""
    return render_template("admin/account/password.html", error="", least=PASSWORD_LENGTH)


def change_password(runtime: Runtime) -> ResponseReturnValue:
    """Set a new password, typed twice."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise OfficialError("Hai lần nhập mật khẩu mới chưa giống nhau.")
        runtime.officials.change_password(me(), old, new)
    except OfficialError as error:
        return render_template("admin/account/password.html", error=str(error), least=PASSWORD_LENGTH), 422
    return redirect(url_for("admin.today", done="password_changed"), 303)


ROUTES: tuple[Route, ...] = (
    Route("GET", "/sign-in", "sign_in", show_sign_in, Rule.ANYONE),
    Route("POST", "/sign-in", "sign_in_check", check_sign_in, Rule.ANYONE),
    Route("GET", "/sign-in/code", "second_step", show_second_step, Rule.SIGNED_IN),
    Route("POST", "/sign-in/code", "second_step_check", check_second_step, Rule.SIGNED_IN),
    Route("POST", "/sign-out", "sign_out", sign_out, Rule.SIGNED_IN),
    Route("GET", "/password", "password", show_password, Rule.SIGNED_IN),
    Route("POST", "/password", "password_change", change_password, Rule.SIGNED_IN),
)
