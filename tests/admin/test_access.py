"""Nobody, each role and a wrong token at every route. A new route fails here until its rule is written down."""

from __future__ import annotations

import pytest

from bot.officials import ROLES
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

EVERYONE = {"nobody", *ROLES}
SIGNED_IN = set(ROLES)
ANSWERING = {"answerer", "manager"}
CONNECTING = {"manager"}

WHO_MAY = {
    ("GET", "/admin/"): SIGNED_IN,
    ("POST", "/admin/events/<int:event_id>/retry"): ANSWERING,
    ("POST", "/admin/messages/<int:message_id>/resend"): ANSWERING,
    ("GET", "/admin/inbox"): SIGNED_IN,
    ("GET", "/admin/inbox/<person_id>"): SIGNED_IN,
    ("POST", "/admin/inbox/<person_id>/answer"): ANSWERING,
    ("POST", "/admin/inbox/<person_id>/give-back"): ANSWERING,
    ("POST", "/admin/tickets/<code>/close"): ANSWERING,
    ("GET", "/admin/zalo/connect"): SIGNED_IN,
    ("POST", "/admin/zalo/connect"): CONNECTING,
    ("GET", "/admin/zalo/callback"): CONNECTING,
    ("GET", "/admin/sign-in"): EVERYONE,
    ("POST", "/admin/sign-in"): EVERYONE,
    ("GET", "/admin/password"): SIGNED_IN,
    ("POST", "/admin/password"): SIGNED_IN,
    ("GET", "/admin/<path:path>"): EVERYONE,
    ("GET", "/admin/static/<path:filename>"): EVERYONE,
    ("POST", "/admin/sign-out"): SIGNED_IN,  # last: it ends the walk
}


@pytest.fixture
def places(runtime):
    """A real address for every route with a blank."""
    wants_an_official(runtime)
    complains(runtime)
    filled = {
        "<person_id>": PERSON,
        "<code>": "PA-7K3F9",
        "<path:path>": "nowhere",
        "<path:filename>": "admin.css",
        "<int:event_id>": str(dies(runtime)),
        "<int:message_id>": str(is_stuck(runtime, "failed", "night")),
    }

    def place(rule: str) -> str:
        for blank, value in filled.items():
            rule = rule.replace(blank, value)
        return rule

    return place


def walk(client, places, token, routes=WHO_MAY):
    """What each route answers: in, refused, or sent to the sign-in."""
    found = {}
    for method, rule in routes:
        data = {"csrf": token} if method == "POST" else None
        if (method, rule) == ("POST", "/admin/sign-in"):
            client.get("/admin/sign-in")
            data = {"csrf": client.get_cookie("ward_form", path="/admin").value}
        response = client.open(places(rule), method=method, data=data, buffered=True)
        to_sign_in = response.status_code == 303 and response.location.startswith("/admin/sign-in")
        if to_sign_in and not rule.endswith("/sign-out"):
            found[method, rule] = "sign-in"
        else:
            found[method, rule] = "refused" if response.status_code == 403 else "in"
    return found


def test_every_route_is_in_the_table(app):
    routes = {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes == set(WHO_MAY)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_gets_what_it_may_and_nothing_else(app, runtime, places, role):
    official = new_official(app, runtime, role)
    token = csrf_in(official.page("/admin/password"))
    expected = {route: "in" if role in who else "refused" for route, who in WHO_MAY.items()}
    assert walk(official.client, places, token) == expected


def test_nobody_gets_no_further_than_the_sign_in(app, places):
    routes = {route: who for route, who in WHO_MAY.items() if not route[1].endswith("/sign-out")}
    expected = {route: "in" if "nobody" in who else "sign-in" for route, who in routes.items()}
    assert walk(app.test_client(), places, "guess", routes) == expected
    assert app.test_client().post("/admin/sign-out").location.startswith("/admin/sign-in")


@pytest.mark.parametrize("token", [None, "", "guess", "dấu", "another session's"])
def test_a_form_without_the_token_of_its_session_changes_nothing(app, runtime, manager, places, token):
    if token == "another session's":
        token = csrf_in(new_official(app, runtime, "answerer").page("/admin/password"))
    before = runtime.desk.talk(PERSON)
    for method, rule in WHO_MAY:
        if method == "POST":
            data = {"text": "chào", "email": manager.email} | ({} if token is None else {"csrf": token})
            assert manager.client.post(places(rule), data=data).status_code == 403, rule
    assert runtime.desk.talk(PERSON) == before
    assert manager.page("/admin/"), "still signed in"


def test_a_first_password_opens_nothing_but_its_own_change(app, runtime, places):
    first = runtime.officials.add("moi@phuong.example.vn", "Mới", "manager")
    client = app.test_client()
    sign_in(client, "moi@phuong.example.vn", first)
    token = csrf_in(client.get("/admin/password").text)
    for method, rule in WHO_MAY:
        if "nobody" in WHO_MAY[method, rule] or rule in ("/admin/password", "/admin/sign-out"):
            continue
        response = client.open(places(rule), method=method, data={"csrf": token} if method == "POST" else None)
        assert (response.status_code, response.location) == (303, "/admin/password"), rule


def test_a_disabled_official_is_out_at_once(runtime, manager):
    runtime.officials.disable(manager.email)
    assert manager.client.get("/admin/").location.startswith("/admin/sign-in")


def test_a_view_beside_the_table_is_closed_to_all(app, runtime):
    app.add_url_rule("/admin/forgotten", "admin.forgotten", lambda: "secret")
    manager = new_official(app, runtime, "manager")
    assert manager.client.get("/admin/forgotten").status_code == 403


def test_every_answer_carries_the_headers(app, manager, places):
    for method, rule in WHO_MAY:
        response = manager.client.open(places(rule), method=method, buffered=True)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "same-origin"
        if "static" not in rule:
            assert response.headers["Cache-Control"] == "no-store"


def test_the_pages_hold_nothing_inline_and_nothing_from_elsewhere(manager, places):
    for method, rule in WHO_MAY:
        if method == "GET" and "static" not in rule:
            page = manager.client.get(places(rule)).text
            assert "<script" not in page and "<style" not in page and " style=" not in page and " onclick=" not in page
            assert 'src="http' not in page and '<link rel="stylesheet" href="http' not in page


def test_the_style_sheet_stays_small(app):
    assert len(app.test_client().get("/admin/static/admin.css", buffered=True).data) <= 15_000
