"""Refused refreshes: which of them mean a lost chain, and when the refresh is tried again."""

from __future__ import annotations

import pytest

from bot.zalo.tokens import REST_MS, Level
from tests.zalo.conftest import CUT
from tests.zalo.token_fakes import HOUR, keep, pair_of


@pytest.mark.parametrize("code", [-14020, -14002, -201])
def test_any_refusal_that_repeats_while_the_access_token_is_refused_is_a_lost_chain(keeper, server, clock, code):
    server.say({"error": code, "error_name": "no"})
    keeper.renew("access-0")
    assert keeper.state().level is Level.OK
    clock.now += REST_MS
    keeper.renew("access-0")
    assert (keeper.state().level, keeper.state().reason) == (Level.LOST, "refresh_refused")


def test_any_refusal_that_repeats_after_the_access_token_ended_is_a_lost_chain(keeper, server, store, clock):
    keep(store, clock, hours=-1)
    server.say({"error_name": "no"})
    keeper.access_token()
    clock.now += REST_MS
    keeper.access_token()
    assert keeper.state().level is Level.LOST


def test_a_refused_refresh_ahead_of_time_is_no_loss_while_the_access_token_works(keeper, server, store, clock):
    keep(store, clock, hours=5)
    server.say({"error": -14020})
    for _ in range(4):
        keeper.renew_if_due()
        clock.now += HOUR
    assert len(server.received) == 4
    assert (keeper.state().level, keeper.access_token()) == (Level.EXPIRING, "access-0")


@pytest.mark.parametrize(
    "answer", [CUT, (502, b""), (503, {"error": -14020}), {"error": -32, "error_name": "busy"}, (429, {"error": -1})]
)
def test_a_failure_for_now_is_never_a_lost_chain_however_often_it_repeats(keeper, server, clock, answer):
    server.say(answer)
    for _ in range(5):
        assert keeper.renew("access-0") is None
        clock.now += REST_MS
    assert keeper.state().level is not Level.LOST


def test_a_refused_chain_is_tried_again_ever_more_seldom_and_is_well_when_zalo_takes_it(keeper, server, clock):
    server.say({"error": -14002})
    for _ in range(24 * 60):
        keeper.renew("access-0")
        clock.now += HOUR // 60
    assert keeper.state().level is Level.LOST and len(server.received) < 60
    server.answers[:] = [pair_of(1)]
    clock.now += HOUR
    assert keeper.renew_if_due()
    assert keeper.state().level is Level.OK
