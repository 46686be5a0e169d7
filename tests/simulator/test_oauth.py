"""Permission, codes, tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.simulator.tokens import challenge_of
from tests.simulator.conftest import LAI, SimulatorFixture

VERIFIER = "k7Rz2QmX9pLw4TgYb8NcJ6sVh3DfA1uEeKoWiB5tZx0"
EXCHANGE = "/v4/oa/access_token"


def ask(world: SimulatorFixture, **changes: str) -> Any:
    query = {
        "app_id": world.config.app_id,
        "redirect_uri": world.config.redirect_uri,
        "state": "s1",
        "code_challenge": challenge_of(VERIFIER),
    }
    return world.http.get("/v4/oa/permission", query_string=query | changes)


def new_code(world: SimulatorFixture) -> str:
    answer = ask(world, allow="yes")
    back = parse_qs(urlsplit(answer.location).query)
    assert answer.location.startswith(world.config.redirect_uri)
    assert (back["state"], back["oa_id"]) == (["s1"], [world.config.oa_id])
    return back["code"][0]


def exchange(world: SimulatorFixture, secret: str | None = None, **form: str) -> dict[str, Any]:
    headers = {"secret_key": secret or world.config.app_secret}
    return world.http.post(EXCHANGE, data={"app_id": world.config.app_id, **form}, headers=headers).get_json()


def trade(world: SimulatorFixture, code: str, verifier: str = VERIFIER, secret: str | None = None) -> dict[str, Any]:
    return exchange(world, secret, code=code, grant_type="authorization_code", code_verifier=verifier)


def refresh(world: SimulatorFixture, token: str) -> dict[str, Any]:
    return exchange(world, refresh_token=token, grant_type="refresh_token")


def test_the_challenge_is_the_one_of_zalos_example() -> None:
    assert challenge_of(VERIFIER) == "cdcHYePkx0_Rvl42JtW5BQl7jByMfpDfDz_pmpamWPY"


def test_an_administrator_allows_and_the_code_becomes_a_pair(world: SimulatorFixture) -> None:
    page = ask(world)
    assert page.status_code == 200 and "Đồng ý cấp quyền" in page.text
    pair = trade(world, new_code(world))
    assert pair["expires_in"] == "90000"
    world.token = pair["access_token"]
    assert world.consult(LAI, {"text": "a"})["error"] == 0


def test_a_code_works_once(world: SimulatorFixture) -> None:
    code = new_code(world)
    assert "access_token" in trade(world, code)
    assert "error_name" in trade(world, code)


def test_a_code_dies_after_ten_minutes(world: SimulatorFixture) -> None:
    code = new_code(world)
    world.now += 600
    assert "error_name" in trade(world, code)


@pytest.mark.parametrize(("verifier", "secret"), [("x" * 43, None), (VERIFIER, "wrong")])
def test_a_wrong_verifier_or_secret_gets_nothing(world: SimulatorFixture, verifier: str, secret: str | None) -> None:
    assert "access_token" not in trade(world, new_code(world), verifier, secret)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"app_id": "1"}, "-14002"),
        ({"redirect_uri": "https://elsewhere.example"}, "-14003"),
        ({"code_challenge": "short"}, "challenge"),
    ],
)
def test_a_wrong_link_is_refused_and_leads_nowhere(
    world: SimulatorFixture, changes: dict[str, str], words: str
) -> None:
    answer = ask(world, allow="yes", **changes)
    assert answer.location is None and words in answer.text


def test_a_refresh_token_works_once(world: SimulatorFixture) -> None:
    first = refresh(world, world.refresh_token)
    assert first["refresh_token"] != world.refresh_token
    assert refresh(world, world.refresh_token)["error"] == -14014
    assert "access_token" in refresh(world, first["refresh_token"])


def test_tokens_end(world: SimulatorFixture) -> None:
    world.sim.advance(25)
    assert world.consult(LAI, {"text": "a"})["error"] == -220
    world.sim.advance(24 * 90)
    assert refresh(world, world.refresh_token)["error"] == -14014


def test_a_call_without_a_good_token_is_refused(world: SimulatorFixture) -> None:
    world.token = "never-issued"
    assert world.consult(LAI, {"text": "a"})["error"] == -216
    assert world.get("/message/quota")["error"] == -124


def test_an_expired_token_can_be_refreshed_but_a_revoked_one_not(world: SimulatorFixture) -> None:
    world.break_it(expire_tokens=True)
    assert world.consult(LAI, {"text": "a"})["error"] == -220
    pair = refresh(world, world.refresh_token)
    world.token = pair["access_token"]
    assert world.consult(LAI, {"text": "a"})["error"] == 0
    world.break_it(revoke_tokens=True)
    assert world.consult(LAI, {"text": "a"})["error"] == -220
    assert refresh(world, pair["refresh_token"])["error"] == -14014


def test_no_token_or_secret_stands_in_the_list_of_calls(world: SimulatorFixture) -> None:
    pair = trade(world, new_code(world))
    refresh(world, pair["refresh_token"])
    world.token = pair["access_token"]
    world.consult(LAI, {"text": "a"})
    page_text = world.http.get("/api/calls").text
    for secret in (*pair.values(), world.refresh_token, world.config.app_secret, VERIFIER):
        assert secret == "90000" or secret not in page_text


def test_the_old_access_token_is_dead_as_soon_as_a_new_one_is_issued(world: SimulatorFixture) -> None:
    pair = refresh(world, world.refresh_token)
    assert world.consult(LAI, {"text": "a"})["error"] == -216
    world.token = pair["access_token"]
    assert world.consult(LAI, {"text": "a"})["error"] == 0


def test_it_can_be_told_to_refuse_a_refresh_with_the_other_number(world: SimulatorFixture) -> None:
    world.break_it(error={"code": -14020})
    assert refresh(world, world.refresh_token)["error"] == -14020
    assert "access_token" in refresh(world, world.refresh_token)
