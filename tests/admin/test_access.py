"""Nobody, each role and a wrong token at every route. Who may is written down for each rule; a route without a rule is closed."""

from __future__ import annotations

import re

import pytest

from bot.accounts.roles import ROLES
from bot.admin.access import Rule
from bot.admin.cookies import COOKIE_PATH
from bot.admin.routes import ROUTES
from tests.admin.installation import (
    PERSON,
    complains,
    csrf_in,
    dies,
    is_stuck,
    new_official,
    sign_in,
    wants_an_official,
)

NOBODY = "nobody"
WHO_MAY = {
    Rule.ANYONE: {NOBODY, *ROLES},
    Rule.SIGNED_IN: set(ROLES),
    Rule.ANSWERS: {"answerer", "manager"},
    Rule.LISTS_PEOPLE: {"author", "approver", "answerer", "manager"},
    Rule.CONNECTS: {"manager"},
    Rule.WRITES: {"author", "approver", "manager"},
    Rule.APPROVES: {"approver", "manager"},
    Rule.EDITS: {"editor", "manager"},
    Rule.READS_TWICE: {"approver", "editor", "manager"},
    Rule.MANAGES: {"manager"},
}
"""Read and agreed: what each rule means. A new rule, or a new role, fails until it is written here."""

OPEN_TO_ANYONE = {"sign_in", "sign_in_check", "missing", "manifest", "offline", "worker"}
"""Routes without a sign-in; one more is a decision, not a slip."""
OWN_FORMS = {
    "sign_out",
    "password_change",
    "second_step_check",
    "session_end",
    "session_end_others",
    "factor_confirm",
    "factor_codes",
    "factor_off",
    "own_zalo_code",
    "own_zalo_untie",
    "drafts_save",
    "draft_drop",
    "notice_choices_save",
    "notice_try",
    "push_add",
    "push_remove",
}
"""Forms that every role may send: they touch nothing but the own account."""
ENDS_THE_WALK = {"sign_out", "password_change"}
PLACES = {"person_id": PERSON, "code": "PA-7K3F9", "path": "nowhere", "filename": "admin.css"}


@pytest.fixture
def places(runtime):
    """A real address for every route with a blank."""
    wants_an_official(runtime)
    complains(runtime)
    filled = {**PLACES, "event_id": str(dies(runtime)), "message_id": str(is_stuck(runtime, "failed", "night"))}

    def place(path: str) -> str:
        return COOKIE_PATH + re.sub(r"<(?:\w+:)?(\w+)>", lambda blank: filled.get(blank[1], "999999"), path)

    return place


def routes():
    """Every route but those that would end the walk; the sign-in form has a test of its own."""
    return [route for route in ROUTES if route.endpoint not in {*ENDS_THE_WALK, "sign_in_check"}]


def ask(client, places, route, token, **fields):
    data = {"csrf": token, **fields} if route.method == "POST" else None
    return client.open(places(route.path), method=route.method, data=data, buffered=True)


def verdict(response):
    """In, refused, or sent to the sign-in."""
    if response.status_code == 303 and response.location.startswith("/admin/sign-in"):
        return "sign-in"
    return "refused" if response.status_code == 403 else "in"


def token_of(official):
    return csrf_in(official.page("/admin/password"))


def test_the_app_has_the_routes_of_the_table_and_no_other(app):
    found = {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(COOKIE_PATH)
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert found == {(route.method, f"admin.{route.endpoint}") for route in ROUTES} | {("GET", "admin.static")}
    assert len({route.endpoint for route in ROUTES}) == len(ROUTES), "two routes of one name share a rule"


def test_every_rule_is_agreed_on_and_few_routes_are_open():
    assert set(WHO_MAY) == set(Rule) and set().union(*WHO_MAY.values()) == {NOBODY, *ROLES}
    assert {route.endpoint for route in ROUTES if route.rule is Rule.ANYONE} == OPEN_TO_ANYONE


def test_a_viewer_changes_nothing_but_the_own_account():
    forms = {route.endpoint for route in ROUTES if route.method == "POST" and "viewer" in WHO_MAY[route.rule]}
    assert forms - OPEN_TO_ANYONE <= OWN_FORMS


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_it_may_and_nothing_else(app, runtime, places, role):
    official = new_official(app, runtime, role)
    token = token_of(official)
    for route in routes():
        found = verdict(ask(official.client, places, route, token))
        expected = "in" if role in WHO_MAY[route.rule] else "refused"
        assert found == expected, (route.method, route.path, role)


def test_nobody_gets_no_further_than_the_sign_in(app, places):
    client = app.test_client()
    for route in ROUTES:
        if route.rule is not Rule.ANYONE:
            assert verdict(ask(client, places, route, "guess")) == "sign-in", route.path
    assert client.get("/admin/sign-in").status_code == 200
    assert client.get("/admin/nowhere").status_code == 404
    assert client.get("/admin/static/admin.css", buffered=True).status_code == 200


@pytest.mark.parametrize("token", [None, "", "guess", "dấu", "another session's"])
def test_a_form_without_the_token_of_its_session_changes_nothing(app, runtime, manager, places, token):
    if token == "another session's":
        token = token_of(new_official(app, runtime, "answerer"))
    paths = [(route.path, places(route.path)) for route in ROUTES if route.method == "POST"]
    before = everything(runtime)
    for path, place in paths:
        data = {"text": "chào", "email": manager.email} | ({} if token is None else {"csrf": token})
        assert manager.client.post(place, data=data).status_code == 403, path
    assert everything(runtime) == before
    assert manager.page("/admin/"), "still signed in"


def everything(runtime):
    """The whole database as text, but for when sessions were used last."""
    lines = runtime.store.db.conn.iterdump()
    return [line for line in lines if 'INTO "sessions"' not in line]


def test_a_first_password_opens_nothing_but_its_own_change(app, runtime, places):
    first = runtime.officials.add("moi@phuong.example.vn", "Mới", "manager")
    client = app.test_client()
    sign_in(client, "moi@phuong.example.vn", first)
    token = csrf_in(client.get("/admin/password").text)
    for route in ROUTES:
        if route.rule is Rule.ANYONE or route.endpoint in ("password", "password_change", "sign_out"):
            continue
        response = ask(client, places, route, token)
        assert (response.status_code, response.location) == (303, "/admin/password"), route.path


def test_a_disabled_official_is_out_at_once(app, runtime, manager):
    viewer = new_official(app, runtime, "viewer")
    runtime.officials.disable(viewer.email)
    assert viewer.client.get("/admin/").location.startswith("/admin/sign-in")


def test_a_view_beside_the_table_is_closed_to_all(app, runtime):
    app.add_url_rule("/admin/forgotten", "admin.forgotten", lambda: "secret")
    manager = new_official(app, runtime, "manager")
    assert manager.client.get("/admin/forgotten").status_code == 403


def test_every_answer_carries_the_headers(manager, places):
    for route in ROUTES:
        response = manager.client.open(places(route.path), method=route.method, buffered=True)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "no-store", route.path


def test_the_pages_hold_nothing_inline_and_nothing_from_elsewhere(manager, places):
    for route in ROUTES:
        if route.method != "GET":
            continue
        response = manager.client.get(places(route.path))
        if response.mimetype != "text/html":
            continue
        scripts = re.findall(r"<script[^>]*>", response.text)
        assert all('src="/admin/static/' in script for script in scripts), route.path
        assert "<style" not in response.text and not re.search(r"<[^>]+ (style|on\w+)=", response.text), route.path
        assert not re.search(r'(src|<link[^>]+href)="(https?:)?//', response.text), route.path
