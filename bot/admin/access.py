"""Who may do what: a session's official, a rule for every route, and the token that proves a form is ours."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from enum import StrEnum

from flask import Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from bot.officials import Official, Officials
from bot.settings import Settings

COOKIE_PATH = "/admin"
SESSION_COOKIE = "ward_session"
FORM_COOKIE = "ward_form"
"""Proves that the sign-in form is ours, while there is no session yet."""

CSRF_FIELD = "csrf"
LARGEST_FORM = 64 * 1024
LARGEST_UPLOAD = 6 * 1024 * 1024
UPLOADS = frozenset({"broadcast_picture", "article_picture", "article_create", "article_change"})
"""Routes that take a file or the text of an article."""


class Rule(StrEnum):
    """Who may use a route."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    ANSWERS = "answers"
    CONNECTS = "connects"
    WRITES = "writes"
    APPROVES = "approves"
    EDITS = "edits"
    MANAGES = "manages"


CODE_PAGES = frozenset({"second_step", "second_step_check", "sign_out"})
"""What an official may use whose password was right and whose code is still to come."""
NEW_PASSWORD_PAGES = frozenset({"password", "password_change", "sign_out"})
"""What an official with a first password may use."""
NEW_FACTOR_PAGES = frozenset({"factor", "factor_picture", "factor_confirm", "password", "password_change", "sign_out"})
"""What an official may use whose role needs a second factor, while there is none."""


class Gate:
    """Stands before every route of the officials' pages; a route without a rule is closed to all."""

    def __init__(self, officials: Officials, rules: Mapping[str, Rule]) -> None:
        """`rules` holds the rule of each endpoint."""
        self._officials, self._rules = officials, rules

    def check(self) -> ResponseReturnValue | None:
        """None lets the request through; everything else is the answer."""
        endpoint = (request.endpoint or "").removeprefix("admin.")
        request.max_content_length = LARGEST_UPLOAD if endpoint in UPLOADS else LARGEST_FORM
        if endpoint == "static":
            return None
        g.official = official = self._officials.of_cookie(request.cookies.get(SESSION_COOKIE))
        rule = self._rules.get(endpoint)
        if rule is None:
            abort(403)
        if rule is Rule.ANYONE:
            self._check_form(request.cookies.get(FORM_COOKIE))
            return None
        if official is None:
            return redirect(url_for("admin.sign_in", next=_way_back(endpoint)), 303)
        self._check_form(official.csrf)
        detour = _detour(official, endpoint)
        if detour:
            return redirect(url_for(f"admin.{detour}"), 303)
        if not allows(rule, official):
            abort(403)
        return None

    def _check_form(self, expected: str | None) -> None:
        """A form must carry the token of its session, else another site could send it in the official's name."""
        if request.method != "POST":
            return
        given = request.form.get(CSRF_FIELD, "")
        if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
            abort(403, "stale_form")


def _detour(official: Official, endpoint: str) -> str | None:
    """The page an official must see first, when there is one and this is not it."""
    if official.needs_code:
        return None if endpoint in CODE_PAGES else "second_step"
    if official.must_change:
        return None if endpoint in NEW_PASSWORD_PAGES else "password"
    if official.needs_factor:
        return None if endpoint in NEW_FACTOR_PAGES else "factor"
    return None


def allows(rule: Rule, official: Official) -> bool:
    """Whether an official who is signed in may use a route of this rule."""
    match rule:
        case Rule.ANSWERS:
            return official.may_answer
        case Rule.CONNECTS | Rule.MANAGES:
            return official.may_manage
        case Rule.WRITES:
            return official.may_write
        case Rule.APPROVES:
            return official.may_approve
        case Rule.EDITS:
            return official.may_edit
        case _:
            return True


def _way_back(endpoint: str) -> str | None:
    """Where to go after the sign-in. Zalo's code must not travel through another address, so there it is the page."""
    if endpoint == "connect_callback":
        return url_for("admin.connect")
    return request.full_path.rstrip("?") if request.method == "GET" and endpoint != "today" else None


def safe_way_back(target: str) -> str:
    """`target` when it is one of our own pages, else the first page: a link must not lead a fresh sign-in elsewhere."""
    own = target.startswith(f"{COOKIE_PATH}/") and "\\" not in target and target.isprintable()
    return target if own else url_for("admin.today")


def me() -> Official:
    """Who signed in; only on routes that need a sign-in."""
    official: Official = g.official
    return official


def form_token() -> str:
    """The token of the sign-in form: the one this browser has, or a new one."""
    return request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)


def keep_cookie(response: Response, name: str, value: str, settings: Settings) -> None:
    """A cookie no script can read and no other site can send along with a form; it ends with the browser."""
    response.set_cookie(
        name, value, path=COOKIE_PATH, httponly=True, samesite="Lax", secure=settings.public_url.startswith("https://")
    )  # fmt: skip
