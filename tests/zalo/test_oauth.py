"""Signing in and refreshing: the requests, and what counts as success."""

from __future__ import annotations

import logging
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.zalo.oauth import OAuth, OAuthRefused, OAuthUnclear, challenge_of
from tests.zalo.conftest import CUT, SILENT, soon
from tests.zalo.test_http import free_port

VERIFIER = "k7Rz2QmX9pLw4TgYb8NcJ6sVh3DfA1uEeKoWiB5tZx0"
CHALLENGE = "cdcHYePkx0_Rvl42JtW5BQl7jByMfpDfDz_pmpamWPY"
CALLBACK = "https://chat.example/zalo/callback"
PAIR = {"access_token": "made-up-access-1", "refresh_token": "made-up-refresh-1", "expires_in": "90000"}


@pytest.fixture
def oauth(server, http):
    return OAuth(http, server.url, "283764", "app-secret-key", CALLBACK)


def test_the_example_of_a_challenge():
    assert challenge_of(VERIFIER) == CHALLENGE


def test_each_pair_is_new_and_of_plain_letters_and_digits(oauth):
    one, other = oauth.new_pkce(), oauth.new_pkce()
    assert one.verifier != other.verifier
    assert len(one.verifier) == 43
    assert one.verifier.isalnum()
    assert one.verifier.isascii()
    assert one.challenge == challenge_of(one.verifier)


def test_the_fixed_verifier_is_used_when_set(server, http):
    pair = OAuth(http, server.url, "283764", "app-secret-key", CALLBACK, fixed_verifier=VERIFIER).new_pkce()
    assert (pair.verifier, pair.challenge) == (VERIFIER, CHALLENGE)


def test_the_permission_page(http):
    url = OAuth(http, "https://oauth.zaloapp.com", "283764", "app-secret-key", CALLBACK).permission_url(
        "f3Q", CHALLENGE
    )
    assert url.startswith("https://oauth.zaloapp.com/v4/oa/permission?")
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert query == {"app_id": "283764", "redirect_uri": CALLBACK, "code_challenge": CHALLENGE, "state": "f3Q"}
    assert "redirect_uri=https%3A%2F%2Fchat.example%2Fzalo%2Fcallback" in url


def test_it_exchanges_a_code(oauth, server):
    server.say(PAIR)
    pair = oauth.exchange("the-code", VERIFIER)
    assert (pair.access_token, pair.refresh_token, pair.expires_in_s) == (
        "made-up-access-1",
        "made-up-refresh-1",
        90000,
    )
    request = server.received[0]
    assert (request.method, request.path) == ("POST", "/v4/oa/access_token")
    assert request.headers["secret_key"] == "app-secret-key"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.form == {
        "code": "the-code",
        "app_id": "283764",
        "grant_type": "authorization_code",
        "code_verifier": VERIFIER,
    }


def test_it_refreshes(oauth, server):
    server.say(PAIR)
    assert oauth.refresh("made-up-refresh-0").access_token == "made-up-access-1"
    assert server.received[0].form == {
        "refresh_token": "made-up-refresh-0",
        "app_id": "283764",
        "grant_type": "refresh_token",
    }


@pytest.mark.parametrize("life", [None, "", "soon", "-5", 0, "9" * 12, [], True])
def test_an_odd_life_counts_as_an_hour(oauth, server, life):
    server.say({**PAIR, "expires_in": life})
    assert oauth.refresh("r").expires_in_s == 3600


@pytest.mark.parametrize(
    "answer", [{**PAIR, "expires_in": 90000}, {**PAIR, "error": 0}, {**PAIR, "error": "0"}, (400, PAIR)]
)
def test_both_tokens_and_no_error_are_success(oauth, server, answer):
    server.say(answer)
    assert oauth.refresh("r").refresh_token == "made-up-refresh-1"


@pytest.mark.parametrize(
    ("answer", "code", "name"),
    [
        ({"error": -14014, "error_name": "Invalid refresh token."}, "-14014", "Invalid refresh token."),
        ((400, {"error": "-14003", "error_name": "Invalid redirect uri"}), "-14003", "Invalid redirect uri"),
        ({"error_name": "Something"}, "", "Something"),
        ({**PAIR, "error": -14002}, "-14002", ""),
        ({**PAIR, "error_name": "Odd"}, "", "Odd"),
    ],
)
def test_any_sign_of_an_error_is_a_refusal(oauth, server, answer, code, name):
    server.say(answer)
    with pytest.raises(OAuthRefused) as caught:
        oauth.refresh("r")
    assert (caught.value.code, caught.value.name) == (code, name)


@pytest.mark.parametrize(
    "answer",
    [
        CUT,
        SILENT,
        (200, b"<html>"),
        (502, b""),
        {},
        {"error": 0},
        {**PAIR, "refresh_token": ""},
        {**PAIR, "access_token": None},
        {**PAIR, "refresh_token": 5},
        {"access_token": "a"},
    ],
)
def test_anything_else_is_unclear(oauth, http, server, answer):
    soon(http, answer)
    server.say(answer)
    with pytest.raises(OAuthUnclear):
        oauth.refresh("r")


def test_an_unreachable_server_is_unclear(http):
    with pytest.raises(OAuthUnclear):
        OAuth(http, f"http://127.0.0.1:{free_port()}", "1", "s", CALLBACK).refresh("r")


def test_secrets_go_over_https_only(http):
    with pytest.raises(ValueError, match="https"):
        OAuth(http, "http://oauth.zaloapp.com", "1", "s", CALLBACK)


def test_no_log_and_no_error_holds_a_secret(oauth, server, caplog):
    caplog.set_level(logging.DEBUG)
    server.say(
        {**PAIR, "error": -14014, "error_name": "made-up-refresh-0 made-up-refresh-1", "error_reason": "app-secret-key"}
    )
    with pytest.raises(OAuthRefused) as caught:
        oauth.refresh("made-up-refresh-0")
    server.say(PAIR)
    server.answers.pop(0)
    pair = oauth.exchange("the-secret-code", VERIFIER)
    answer = caplog.text + str(caught.value) + repr(pair) + repr(oauth.new_pkce())
    assert "-14014" in caplog.text
    for secret in ("made-up", "app-secret-key", "the-secret-code", VERIFIER):
        assert secret not in answer
