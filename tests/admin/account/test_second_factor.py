"""The second factor: setting it up, signing in with it, recovery codes, what slows down, who needs it."""

from __future__ import annotations

import re

import pyotp
import pytest

from bot.clock import HOUR, MINUTE, SECOND
from bot.store import key_values
from tests.admin.installation import PASSWORD, csrf_in, new_official, sign_in


@pytest.fixture
def app_of_phone(runtime):
    """What an authenticator app shows: the code of an official at this moment."""

    def code(email, later_ms=0):
        return pyotp.TOTP(_secret(runtime, email)).at((runtime.clock() + later_ms) // 1000)

    return code


def _secret(runtime, email):
    row = runtime.store.row(
        "SELECT unseal(secret) AS secret FROM factors JOIN officials ON officials.id = official_id WHERE email = ?",
        [email],
    )
    return row["secret"]


def turn_on(official, app_of_phone):
    """Turn it on; returns the recovery codes."""
    official.page("/admin/account/factor")
    page = official.press("/admin/account/factor", code=app_of_phone(official.email))
    assert page.status_code == 200
    return re.findall(r"<li><code>([^<]+)</code>", page.text)


def with_password(app, official):
    """A fresh browser in which the password was typed."""
    client = app.test_client()
    assert sign_in(client, official.email, PASSWORD).location.startswith("/admin/sign-in/code")
    return client


def type_code(client, code, **fields):
    token = csrf_in(client.get("/admin/sign-in/code").text)
    return client.post("/admin/sign-in/code", data={"csrf": token, "code": code, **fields})


def acts(runtime):
    return [row["action"] for row in runtime.store.rows("SELECT action FROM audit ORDER BY id")]


def test_it_is_on_once_a_code_was_typed_and_the_codes_are_shown_once(runtime, manager, app_of_phone):
    codes = turn_on(manager, app_of_phone)
    assert len(set(codes)) == 10 and "factor_on" in acts(runtime)
    assert "đang bật" in manager.page("/admin/account")
    rows = str([tuple(row) for row in runtime.store.rows("SELECT code_hash FROM recovery_codes")])
    assert not any(code in rows or code.replace("-", "") in rows for code in codes), "kept as hashes"
    assert manager.client.get("/admin/account/factor").status_code == 303
    assert manager.client.get("/admin/account/factor/qr.svg").status_code == 404, "a secret in use is not shown again"


def test_the_picture_is_a_route_of_its_own_and_nobody_keeps_it(manager):
    assert 'src="/admin/account/factor/qr.svg"' in manager.page("/admin/account/factor")
    picture = manager.client.get("/admin/account/factor/qr.svg")
    assert picture.mimetype == "image/svg+xml" and picture.headers["Cache-Control"] == "no-store"


def test_a_wrong_first_code_turns_nothing_on(runtime, manager):
    manager.page("/admin/account/factor")
    answer = manager.press("/admin/account/factor", code="000000")
    assert answer.status_code == 422 and "Mã chưa đúng" in answer.text
    assert "chưa bật" in manager.page("/admin/account")


def test_the_password_alone_opens_nothing_but_the_form_for_the_code(app, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    client = with_password(app, manager)
    for path in ("/admin/", "/admin/inbox", "/admin/account", "/admin/account/factor", "/admin/password"):
        assert client.get(path).location == "/admin/sign-in/code"
    clock.forward(MINUTE)
    before = client.get_cookie("ward_session", path="/admin").value
    assert type_code(client, app_of_phone(manager.email), next="/admin/inbox").location == "/admin/inbox"
    assert client.get("/admin/").status_code == 200
    assert client.get_cookie("ward_session", path="/admin").value != before, "a whole session is a new one"


def test_a_code_works_once_and_an_older_one_not_after_it(app, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    clock.forward(MINUTE)
    code, older = app_of_phone(manager.email), app_of_phone(manager.email, -30 * SECOND)
    assert type_code(with_password(app, manager), code).status_code == 303
    second = with_password(app, manager)
    assert type_code(second, code).status_code == 422
    assert type_code(second, older).status_code == 422
    clock.forward(MINUTE)
    assert type_code(second, app_of_phone(manager.email)).status_code == 303


def test_a_phone_half_a_minute_off_still_gets_in(app, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    clock.forward(10 * MINUTE)
    assert type_code(with_password(app, manager), app_of_phone(manager.email, 30 * SECOND)).status_code == 303


def test_a_recovery_code_works_once_however_it_is_written(app, runtime, clock, manager, app_of_phone):
    code = turn_on(manager, app_of_phone)[3]
    assert type_code(with_password(app, manager), f" {code.upper().replace('-', ' ')} ").status_code == 303
    assert type_code(with_password(app, manager), code).status_code == 422
    assert "factor_recovery" in acts(runtime)


def test_wrong_codes_slow_down_and_a_right_password_forgets_none_of_them(app, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    clock.forward(MINUTE)
    for _ in range(5):
        assert type_code(with_password(app, manager), "123456").status_code == 422
    right = app_of_phone(manager.email)
    assert type_code(with_password(app, manager), right).status_code == 422, "locked, and looks like a wrong code"
    clock.forward(5 * MINUTE)
    assert type_code(with_password(app, manager), app_of_phone(manager.email)).status_code == 303


def test_a_half_session_ends_after_ten_minutes(app, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    client = with_password(app, manager)
    clock.forward(11 * MINUTE)
    assert client.get("/admin/sign-in/code").location.startswith("/admin/sign-in?")


def test_turning_it_off_needs_a_code_and_a_role_that_may(runtime, clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    clock.forward(MINUTE)
    assert manager.press("/admin/account/factor/off", code="000000").status_code == 422
    runtime.officials.factor.require(["manager"], None)
    assert manager.press("/admin/account/factor/off", code=app_of_phone(manager.email)).status_code == 422
    runtime.officials.factor.require([], None)
    assert manager.press("/admin/account/factor/off", code=app_of_phone(manager.email)).status_code == 303
    assert "chưa bật" in manager.page("/admin/account") and "factor_off" in acts(runtime)


def test_guessing_at_the_own_account_slows_down_too(clock, manager, app_of_phone):
    turn_on(manager, app_of_phone)
    clock.forward(MINUTE)
    for _ in range(5):
        manager.press("/admin/account/factor/off", code="000000")
    assert manager.press("/admin/account/factor/off", code=app_of_phone(manager.email)).status_code == 422


def test_new_recovery_codes_replace_the_old_ones(app, clock, manager, app_of_phone):
    old = turn_on(manager, app_of_phone)[0]
    clock.forward(MINUTE)
    page = manager.press("/admin/account/factor/codes", code=app_of_phone(manager.email)).text
    assert "Mã dự phòng mới" in page and old not in page
    assert type_code(with_password(app, manager), old).status_code == 422


def test_a_role_that_needs_it_sees_nothing_before_it_is_on(app, runtime, manager, app_of_phone):
    answer = manager.press("/admin/settings/officials/second-factor", role="answerer")
    assert answer.status_code == 303 and key_values.get(runtime.store, "second_factor_roles") == "answerer"
    answerer = new_official(app, runtime, "answerer")
    assert answerer.client.get("/admin/inbox").location == "/admin/account/factor"
    assert turn_on(answerer, app_of_phone)
    assert answerer.client.get("/admin/inbox").status_code == 200


def test_a_manager_takes_the_factor_of_a_lost_phone_away(app, runtime, manager, app_of_phone):
    viewer = new_official(app, runtime, "viewer")
    turn_on(viewer, app_of_phone)
    row = runtime.officials.find(viewer.email)
    assert manager.press(f"/admin/settings/officials/{row.id}/factor").status_code == 303
    assert viewer.client.get("/admin/").location.startswith("/admin/sign-in"), "signed out everywhere"
    assert sign_in(app.test_client(), viewer.email, PASSWORD).location == "/admin/"
    assert acts(runtime)[-2:] == ["factor_reset", "sign_in"]
    assert manager.press(f"/admin/settings/officials/{row.id}/factor").status_code == 409


def test_old_sessions_end_by_themselves(clock, manager):
    clock.forward(9 * HOUR)
    assert manager.client.get("/admin/").location.startswith("/admin/sign-in")
