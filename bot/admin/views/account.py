"""Signing in and out, and the own password."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import FORM_COOKIE, SESSION_COOKIE, form_token, keep_cookie, me, safe_way_back
from bot.officials import PASSWORD_LENGTH, OfficialError
from bot.runtime import Runtime

REFUSED = "Email hoặc mật khẩu chưa đúng. Nếu đã nhập sai nhiều lần, tài khoản tạm khóa; hãy đợi vài phút rồi thử lại."
"""One sentence for every reason: it must not tell whether the account exists."""


def sign_in_page(runtime: Runtime) -> ResponseReturnValue:
    """The sign-in form; who is signed in needs none."""
    return redirect(url_for("admin.today"), 303) if g.official else _sign_in_form(runtime)


def sign_in(runtime: Runtime) -> ResponseReturnValue:
    """Check e-mail and password; a new session each time."""
    email = request.form.get("email", "").strip()
    cookie = runtime.officials.sign_in(email, request.form.get("password", ""))
    if cookie is None:
        return _sign_in_form(runtime, email, REFUSED)
    response = make_response(redirect(safe_way_back(request.form.get("next", "")), 303))
    keep_cookie(response, SESSION_COOKIE, cookie, runtime.settings)
    return response


def _sign_in_form(runtime: Runtime, email: str = "", error: str = "") -> ResponseReturnValue:
    token = form_token()
    way_back = request.values.get("next", "")
    page = render_template("admin/sign_in.html", email=email, error=error, token=token, way_back=way_back)
    response = make_response(page, 422 if error else 200)
    keep_cookie(response, FORM_COOKIE, token, runtime.settings)
    return response


def sign_out(runtime: Runtime) -> ResponseReturnValue:
    """End this session."""
    runtime.officials.sign_out(me())
    return redirect(url_for("admin.sign_in", done="signed_out"), 303)


def password_page(runtime: Runtime) -> ResponseReturnValue:
    """The form for a new password."""
    return render_template("admin/password.html", error="", least=PASSWORD_LENGTH)


def change_password(runtime: Runtime) -> ResponseReturnValue:
    """Set a new password, typed twice."""
    old, new, again = (request.form.get(name, "") for name in ("old", "new", "again"))
    try:
        if new != again:
            raise OfficialError("Hai lần nhập mật khẩu mới chưa giống nhau.")
        runtime.officials.change_password(me(), old, new)
    except OfficialError as error:
        return render_template("admin/password.html", error=str(error), least=PASSWORD_LENGTH), 422
    return redirect(url_for("admin.today", done="password_changed"), 303)
