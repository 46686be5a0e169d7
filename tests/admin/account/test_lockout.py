"""Whoever knows no password, device or second factor of an official keeps no official out; and every refusal is logged."""

from __future__ import annotations

import logging

import pyotp
import pytest

from bot.accounts.sign_in import TRIES_PER_ACCOUNT
from bot.clock import DAY, HOUR, MINUTE
from tests.admin.installation import PASSWORD, csrf_in, new_official, sign_in

EMAIL = "manager@phuong.example.vn"


def attack(app, tries, email=EMAIL):
    """Wrong passwords from a browser nobody knows; returns the last answer."""
    stranger = app.test_client()
    return [sign_in(stranger, email, "sai hoàn toàn") for _ in range(tries)][-1]


def leave(official):
    """Sign out, so that the browser has nothing but its device cookie."""
    official.press("/admin/sign-out")
    return official.client


def turn_on_factor(runtime, official):
    """Set up the second factor; returns what the authenticator app shows."""
    official.page("/admin/account/factor")
    totp = pyotp.TOTP(runtime.store.row("SELECT unseal(secret) AS secret FROM factors")["secret"])
    assert official.press("/admin/account/factor", code=totp.at(runtime.clock() // 1000)).status_code == 200
    return lambda: totp.at(runtime.clock() // 1000)


def test_the_own_device_enters_while_a_stranger_keeps_the_account_locked(app, manager):
    attack(app, 6)
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 422, "another device has to wait"
    assert sign_in(leave(manager), EMAIL, PASSWORD).status_code == 303


def test_the_own_device_has_a_lock_of_its_own(app, clock, manager):
    client = leave(manager)
    for _ in range(5):
        assert sign_in(client, EMAIL, "sai").status_code == 422
    assert sign_in(client, EMAIL, PASSWORD).status_code == 422
    clock.forward(MINUTE)
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303


def test_a_device_of_one_official_is_nothing_to_the_account_of_another(app, runtime, manager):
    other = new_official(app, runtime, "viewer")
    attack(app, 6)
    assert sign_in(leave(other), EMAIL, PASSWORD).status_code == 422


def test_a_device_is_forgotten_after_half_a_year(app, clock, manager):
    client = leave(manager)
    clock.forward(181 * DAY)
    attack(app, 6)
    assert sign_in(client, EMAIL, PASSWORD).status_code == 422
    clock.forward(DAY)
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303


def test_a_new_first_password_is_good_for_no_device_of_before(app, runtime, manager):
    client = leave(manager)
    first = runtime.officials.reset_password(EMAIL)
    attack(app, 6)
    assert sign_in(client, EMAIL, first).status_code == 422


def test_the_code_beside_the_password_opens_a_locked_account_on_a_new_device(app, clock, runtime, manager):
    code = turn_on_factor(runtime, manager)
    clock.forward(MINUTE)
    refused = attack(app, 6)
    assert 'name="code"' in refused.text
    client = app.test_client()
    assert sign_in(client, EMAIL, PASSWORD, code="000000").status_code == 422
    answer = sign_in(client, EMAIL, PASSWORD, code=code())
    assert (answer.status_code, answer.location) == (303, "/admin/")
    again = sign_in(app.test_client(), EMAIL, PASSWORD, code=code())
    assert again.location.startswith("/admin/sign-in/code"), "a code counts once"


def test_wrong_passwords_of_strangers_do_not_stop_the_code_of_the_second_step(app, clock, runtime, manager):
    code = turn_on_factor(runtime, manager)
    clock.forward(MINUTE)
    client = app.test_client()
    sign_in(client, EMAIL, PASSWORD)
    attack(app, 6)
    token = csrf_in(client.get("/admin/sign-in/code").text)
    assert client.post("/admin/sign-in/code", data={"csrf": token, "code": code()}).status_code == 303


def test_wrong_tries_are_forgotten_one_an_hour(app, clock, manager):
    attack(app, 5)
    clock.forward(3 * HOUR)
    attack(app, 2)
    assert sign_in(app.test_client(), EMAIL, PASSWORD).status_code == 303, "four are left, and five are free"


def test_too_many_passwords_for_one_account_are_not_even_compared(app, manager):
    answer = attack(app, TRIES_PER_ACCOUNT.amount + 1)
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "60"
    assert "Hãy đợi một phút" in answer.text and 'name="code"' in answer.text
    unknown = attack(app, TRIES_PER_ACCOUNT.amount + 1, "ai@phuong.example.vn")
    token, other_token = csrf_in(answer.text), csrf_in(unknown.text)
    assert unknown.text.replace("ai@", "manager@").replace(other_token, token) == answer.text, "known or not"
    assert sign_in(leave(manager), EMAIL, PASSWORD).status_code == 303, "the own device is not counted"


def test_a_refusal_is_logged_with_its_address_and_without_what_was_typed(app, caplog, manager):
    caplog.set_level(logging.WARNING, "bot.accounts")
    sign_in(app.test_client(), EMAIL, "mật khẩu gõ sai")
    sign_in(app.test_client(), "mậtkhẩu@gõ.nhầm.ô", "gì đó")
    lines = [record.getMessage() for record in caplog.records]
    assert lines == ["sign-in refused: official 1, from 127.0.0.1", "sign-in refused: official unknown, from 127.0.0.1"]


@pytest.mark.parametrize("token", ["", "x", "a" * 500, "../../etc"])
def test_a_device_cookie_that_is_none_of_ours_is_replaced(app, manager, token):
    client = app.test_client()
    client.set_cookie("ward_device", token, path="/admin")
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303
    value = client.get_cookie("ward_device", path="/admin").value
    assert value != token and len(value) >= 32
