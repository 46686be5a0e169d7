"""Signing in (password, then the code of the second factor) and out, and the own password."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import (
    FORM_COOKIE,
    SESSION_COOKIE,
    Rule,
    form_token,
    keep_cookie,
    me,
    safe_way_back,
)
from bot.admin.devices import device_of
from bot.admin.route import Route
from bot.officials import PASSWORD_LENGTH, OfficialError
from bot.runtime import Runtime

REFUSED = "Email hoặc mật khẩu chưa đúng. Nếu đã nhập sai nhiều lần, tài khoản tạm khóa; hãy đợi vài phút rồi thử lại."
"""One sentence for every reason: it must not tell whether the account exists."""
WRONG_CODE = "Mã chưa đúng hoặc đã dùng. Hãy đợi mã mới trong ứng dụng. Nhập sai nhiều lần thì phải đợi vài phút."


def sign_in_page(runtime: Runtime) -> ResponseReturnValue:
    """The sign-in form; who is signed in needs none."""
    return redirect(url_for("admin.today"), 303) if g.official else _sign_in_form(runtime)


def sign_in(runtime: Runtime) -> ResponseReturnValue:
    """Check e-mail and password; a new session each time."""
    email = request.form.get("email", "").strip()
    device = device_of(request.user_agent.string)
    cookie = runtime.officials.sign_in(email, request.form.get("password", ""), device)
    if cookie is None:
        return _sign_in_form(runtime, email, REFUSED)
    official = runtime.officials.of_cookie(cookie)
    way_back = safe_way_back(request.form.get("next", ""))
    target = url_for("admin.second_step", next=way_back) if official and official.needs_code else way_back
    response = make_response(redirect(target, 303))
    keep_cookie(response, SESSION_COOKIE, cookie, runtime.settings)
    return response


def _sign_in_form(runtime: Runtime, email: str = "", error: str = "") -> ResponseReturnValue:
    token = form_token()
    way_back = request.values.get("next", "")
    page = render_template("admin/sign_in.html", email=email, error=error, token=token, way_back=way_back)
    response = make_response(page, 422 if error else 200)
    keep_cookie(response, FORM_COOKIE, token, runtime.settings)
    return response


def second_step_page(runtime: Runtime) -> ResponseReturnValue:
    """The form for the code; who is in needs none."""
    return _code_form() if me().needs_code else redirect(url_for("admin.today"), 303)


def second_step(runtime: Runtime) -> ResponseReturnValue:
    """Check the code; the session after it is a new one."""
    cookie = runtime.officials.second_step(me(), request.form.get("code", ""))
    if cookie is None:
        return _code_form(WRONG_CODE), 422
    response = make_response(redirect(safe_way_back(request.form.get("next", "")), 303))
    keep_cookie(response, SESSION_COOKIE, cookie, runtime.settings)
    return response


def _code_form(error: str = "") -> str:
    return render_template("admin/second_step.html", error=error, way_back=request.values.get("next", ""))


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


ROUTES: tuple[Route, ...] = (
    Route("GET", "/sign-in", "sign_in", sign_in_page, Rule.ANYONE),
    Route("POST", "/sign-in", "sign_in_check", sign_in, Rule.ANYONE),
    Route("GET", "/sign-in/code", "second_step", second_step_page, Rule.SIGNED_IN),
    Route("POST", "/sign-in/code", "second_step_check", second_step, Rule.SIGNED_IN),
    Route("POST", "/sign-out", "sign_out", sign_out, Rule.SIGNED_IN),
    Route("GET", "/password", "password", password_page, Rule.SIGNED_IN),
    Route("POST", "/password", "password_change", change_password, Rule.SIGNED_IN),
)
