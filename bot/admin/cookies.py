"""Cookies of the officials' pages: out of reach of scripts and of other sites."""

from __future__ import annotations

import re
import secrets

from flask import Response, request

from bot.clock import DAY, SECOND
from bot.settings import Settings

COOKIE_PATH = "/admin"
SESSION_COOKIE = "ward_session"
FORM_COOKIE = "ward_form"
"""Proves that the sign-in form is ours, while there is no session yet."""
DEVICE_COOKIE = "ward_device"
"""Names this browser to the lock-out (bot.accounts.lockout); nobody gets in with it."""
DEVICE_LIFE_S = 180 * DAY // SECOND

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,64}")


def read_cookie(name: str, settings: Settings) -> str | None:
    """Return the value of one of our cookies in the request at hand."""
    return request.cookies.get(_full_name(name, settings))


def keep_cookie(response: Response, name: str, value: str, settings: Settings, max_age: int | None = None) -> None:
    """Set a cookie for `max_age` seconds, or until the browser is closed.

    Over https it has the prefix __Host-, so that no other host of the domain can set it (RFC 6265bis 4.1.3.2); that
    prefix demands the path "/".
    """
    response.set_cookie(
        _full_name(name, settings),
        value,
        max_age=max_age,
        path="/" if settings.is_https else COOKIE_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.is_https,
    )


def form_token(settings: Settings) -> str:
    """Return the token of the sign-in form: the one this browser has, or a new one."""
    return read_cookie(FORM_COOKIE, settings) or secrets.token_urlsafe(24)


def device_token(settings: Settings) -> str:
    """Return the secret of this browser: the one it has, or a new one."""
    token = read_cookie(DEVICE_COOKIE, settings) or ""
    return token if TOKEN.fullmatch(token) else secrets.token_urlsafe(32)


def _full_name(name: str, settings: Settings) -> str:
    return f"__Host-{name}" if settings.is_https else name
