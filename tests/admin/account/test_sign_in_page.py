"""Signing in, the first password, signing out."""

from __future__ import annotations

import pytest

from bot.clock import HOUR, MINUTE
from bot.server.https_headers import set_transport_headers
from tests.admin.installation import PASSWORD, csrf_in, make_app, make_runtime, new_official, sign_in

EMAIL = "ha@phuong.example.vn"


@pytest.fixture
def first(runtime):
    """The first password of an official who has not signed in yet."""
    return runtime.officials.add(EMAIL, "Phạm Thu Hà", "manager")


def change(client, old, new, again=None):
    token = csrf_in(client.get("/admin/password").text)
    return client.post("/admin/password", data={"csrf": token, "old": old, "new": new, "again": again or new})


def test_the_answer_does_not_tell_whether_the_account_exists(app, first):
    client = app.test_client()
    wrong, unknown = sign_in(client, EMAIL, "sai"), sign_in(client, "ai@phuong.example.vn", "sai")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace(EMAIL, "") == unknown.text.replace("ai@phuong.example.vn", "")
    assert EMAIL in wrong.text, "what was typed stays"
    assert "sai" not in wrong.text.replace("đã nhập sai", ""), "a password is never shown again"


def test_wrong_tries_slow_down_even_the_right_password(app, clock, first):
    client = app.test_client()
    answers = {sign_in(client, EMAIL, "sai").text for _ in range(6)}
    locked = sign_in(client, EMAIL, first)
    assert locked.status_code == 422 and answers == {locked.text}, "a lock looks like a wrong password"
    clock.forward(5 * MINUTE)
    assert sign_in(client, EMAIL, first).status_code == 303


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(app, first):
    cookie = sign_in(app.test_client(), EMAIL, first).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/admin" in cookie
    assert "Secure" not in cookie, "http on this machine would never send it back"


def test_the_cookie_is_secure_where_the_public_address_is_https(words, tmp_path, clock):
    runtime = make_runtime(words, tmp_path, clock, PUBLIC_URL="https://bot.phuong.example.vn", DEMO_ON_NETWORK="yes")
    first = runtime.officials.add(EMAIL, "Hà", "viewer")
    client = make_app(runtime).test_client()
    client.get("/admin/sign-in", base_url="https://bot.phuong.example.vn")
    token = csrf_in(client.get("/admin/sign-in", base_url="https://bot.phuong.example.vn").text)
    response = client.post(
        "/admin/sign-in",
        data={"csrf": token, "email": EMAIL, "password": first},
        base_url="https://bot.phuong.example.vn",
    )
    runtime.close()
    cookies = response.headers.getlist("Set-Cookie")
    assert response.status_code == 303 and len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-ward_") and "Secure" in cookie and "Path=/;" in cookie
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Domain" not in cookie


def test_browsers_come_back_over_https_only_where_the_address_is_https(words, tmp_path, clock):
    for address, expected in (("https://bot.phuong.example.vn", "max-age=31536000"), ("http://127.0.0.1:8000", None)):
        runtime = make_runtime(words, tmp_path, clock, PUBLIC_URL=address, DEMO_ON_NETWORK="yes")
        app = make_app(runtime)
        set_transport_headers(app, is_https=runtime.settings.is_https)
        for path in ("/", "/admin/sign-in", "/khong-co"):
            headers = app.test_client().get(path).headers
            assert headers.get("Strict-Transport-Security") == expected, path
            assert headers["X-Content-Type-Options"] == "nosniff"
        runtime.close()


def test_the_first_password_must_be_replaced(app, first):
    client = app.test_client()
    sign_in(client, EMAIL, first)
    assert client.get("/admin/").location == "/admin/password"
    assert change(client, first, PASSWORD).location.startswith("/admin/?")
    assert client.get("/admin/").status_code == 200
    assert sign_in(app.test_client(), EMAIL, first).status_code == 422
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "reason"),
    [
        ("sai", PASSWORD, PASSWORD, "chưa đúng"),
        (None, "ngắn", "ngắn", "từ 10 ký tự"),
        (None, PASSWORD, "khác hẳn mật khẩu", "chưa giống nhau"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_its_reason(app, first, old, new, again, reason):
    client = app.test_client()
    sign_in(client, EMAIL, first)
    response = change(client, old or first, new, again)
    assert response.status_code == 422 and reason in response.text
    assert client.get("/admin/").location == "/admin/password"


def test_signing_out_ends_the_session_on_the_server(manager):
    cookie = manager.client.get_cookie("ward_session", path="/admin")
    assert manager.press("/admin/sign-out").location.startswith("/admin/sign-in")
    manager.client.set_cookie("ward_session", cookie.value, path="/admin")
    assert manager.client.get("/admin/").location.startswith("/admin/sign-in")


def test_a_session_nobody_used_for_hours_ends(clock, manager):
    clock.forward(9 * HOUR)
    assert manager.client.get("/admin/").location.startswith("/admin/sign-in")


def test_the_sign_in_leads_back_to_where_one_wanted_to_go(app, runtime):
    official = new_official(app, runtime, "viewer")
    client = app.test_client()
    wanted = client.get("/admin/inbox/123?done=x").location
    assert wanted == "/admin/sign-in?next=/admin/inbox/123?done%3Dx"
    assert sign_in(client, official.email, PASSWORD, next="/admin/inbox").location == "/admin/inbox"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/admin/\\evil", "/\\evil", "javascript:x", "/admin", "/admin/\n"],
)
def test_the_sign_in_leads_to_no_other_site(app, runtime, target):
    official = new_official(app, runtime, "viewer")
    assert sign_in(app.test_client(), official.email, PASSWORD, next=target).location == "/admin/"


def test_a_form_too_large_is_refused(app):
    response = app.test_client().post("/admin/sign-in", data={"email": "x" * 70_000})
    assert response.status_code == 413 and "dài quá" in response.text
