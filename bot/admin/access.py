"""Access: the official of a session, a rule for every route, and the token that proves a form is ours."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from enum import StrEnum

from flask import abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import ImmutableMultiDict

from bot.accounts.officials import Officials
from bot.accounts.roles import Official, Right
from bot.admin.cookies import COOKIE_PATH, FORM_COOKIE, SESSION_COOKIE, read_cookie
from bot.admin.form_drafts import DraftKeeper, link_to
from bot.admin.once import SubmissionGuard
from bot.lib.characters import writable
from bot.settings import Settings

BY_ITSELF = "X-Asks-By-Itself"
"""The header of requests that a page's script sends while nobody touches the page (static/live.js)."""

CSRF_FIELD = "csrf"
LARGEST_OPEN_FORM = 64 * 1024
"""Of a form that needs no sign-in."""
LARGEST_FORM = 512 * 1024
"""A form may carry the drafts of the others on its page (bot.admin.form_drafts): an article in percent signs."""
LARGEST_UPLOAD = 6 * 1024 * 1024
LARGEST_CRAWL = 20 * 1024 * 1024
"""A crawl of the national portal, which is uploaded once in a few months."""

UPLOADS = frozenset(
    {
        "answer",
        "broadcast_picture",
        "article_picture",
        "article_create",
        "article_change",
        "label_file_preview",
        "picture_upload",
    }
)
"""Routes that take a file or the text of an article."""


class Rule(StrEnum):
    """Who may use a route."""

    ANYONE = "anyone"
    SIGNED_IN = "signed_in"
    ANSWERS = "answers"
    LISTS_PEOPLE = "lists_people"
    CONNECTS = "connects"
    WRITES = "writes"
    APPROVES = "approves"
    EDITS = "edits"
    READS_TWICE = "reads_twice"
    MANAGES = "manages"


RIGHTS = {
    Rule.ANSWERS: frozenset({Right.ANSWER}),
    Rule.LISTS_PEOPLE: frozenset({Right.ANSWER, Right.WRITE}),
    Rule.CONNECTS: frozenset({Right.MANAGE}),
    Rule.WRITES: frozenset({Right.WRITE}),
    Rule.APPROVES: frozenset({Right.APPROVE}),
    Rule.EDITS: frozenset({Right.EDIT}),
    Rule.READS_TWICE: frozenset({Right.EDIT, Right.APPROVE}),
    Rule.MANAGES: frozenset({Right.MANAGE}),
}
"""The rights of which each rule demands one; the other rules demand none."""

CODE_PAGES = frozenset({"second_step", "second_step_check", "sign_out"})
"""What an official may use whose password was right and whose code is still to come."""
NEW_PASSWORD_PAGES = frozenset({"password", "password_change", "sign_out"})
"""What an official with a first password may use."""
NEW_FACTOR_PAGES = frozenset({"factor", "factor_picture", "factor_confirm", "password", "password_change", "sign_out"})
"""What an official may use whose role needs a second factor, while there is none."""


class AccessGuard:
    """Checks every request to the officials' pages; a route without a rule is closed to all."""

    def __init__(
        self,
        officials: Officials,
        rules: Mapping[str, Rule],
        submissions: SubmissionGuard,
        drafts: DraftKeeper,
        settings: Settings,
    ) -> None:
        """`rules` holds the rule of each endpoint."""
        self._officials, self._rules, self._submissions = officials, rules, submissions
        self._drafts, self._settings = drafts, settings

    def check(self) -> ResponseReturnValue | None:
        """None lets the request through; everything else is the answer."""
        endpoint = (request.endpoint or "").removeprefix("admin.")
        rule = self._rules.get(endpoint)
        request.max_content_length = _largest_form(endpoint, rule)
        if endpoint == "static":
            return None
        _clean_form()
        self._drafts.read_form()
        cookie = read_cookie(SESSION_COOKIE, self._settings)
        g.official = official = self._officials.of_cookie(cookie, is_used=not _asks_by_itself())
        if rule is None:
            abort(403)
        if rule is Rule.ANYONE:
            _check_form(read_cookie(FORM_COOKIE, self._settings))
            return None
        if official is None:
            return self._turn_away(endpoint)
        if not _is_own_form(official.csrf):
            self._drafts.add_unsent()
            abort(403, "stale_form")
        self._drafts.save(official.id)
        detour = _page_to_see_first(official, endpoint)
        if detour:
            return redirect(url_for(f"admin.{detour}"), 303)
        if not allows(rule, official):
            abort(403)
        answer = self._submissions.begin(official.id)
        if answer is None:
            self._drafts.begin()
        return answer

    def _turn_away(self, endpoint: str) -> ResponseReturnValue:
        """Nobody is signed in: to the sign-in page. The words of a form of an ended session are kept, and wait there."""
        ended = self._officials.of_ended_cookie(read_cookie(SESSION_COOKIE, self._settings))
        if ended is not None and request.method == "POST" and _is_own_form(ended.csrf):
            self._drafts.add_unsent()
            self._drafts.save(ended.id)
        if ended is not None and g.drafts:
            return redirect(url_for("admin.sign_in", next=link_to(g.drafts[0]), done="words_kept"), 303)
        return redirect(url_for("admin.sign_in", next=_way_back(endpoint)), 303)


def _largest_form(endpoint: str, rule: Rule | None) -> int:
    """How many bytes a request may send to an endpoint."""
    if endpoint == "portal_upload":
        return LARGEST_CRAWL
    if endpoint in UPLOADS:
        return LARGEST_UPLOAD
    return LARGEST_OPEN_FORM if rule is Rule.ANYONE else LARGEST_FORM


def _check_form(expected: str | None) -> None:
    """A form must carry the token of its session, else another site could send it in the official's name."""
    if not _is_own_form(expected):
        abort(403, "stale_form")


def _is_own_form(expected: str | None) -> bool:
    """Whether this is no form, or one that carries the token of its session."""
    if request.method != "POST":
        return True
    sent_token = request.form.get(CSRF_FIELD, "")
    return bool(expected) and hmac.compare_digest(sent_token.encode(), (expected or "").encode())


def _asks_by_itself() -> bool:
    """Whether a page's script asks while nobody uses the page: that must not keep a session alive."""
    return request.headers.get(BY_ITSELF) is not None


def _clean_form() -> None:
    """Leave out of every field what no report could hold (bot.lib.characters): this is where officials' texts enter."""
    if request.method == "POST":
        request.form = ImmutableMultiDict(
            (writable(name), writable(value)) for name, value in request.form.items(multi=True)
        )


def _page_to_see_first(official: Official, endpoint: str) -> str | None:
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
    rights = RIGHTS.get(rule)
    return rights is None or bool(rights & official.rights)


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
    """Return the official who is signed in; only on routes that need a sign-in."""
    official: Official = g.official
    return official
