"""Rotation: one refresh at a time, nothing lost, and a lost chain is reported."""

from __future__ import annotations

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.zalo.http import Http
from bot.zalo.oauth import OAuth, TokenPair
from bot.zalo.tokens import REST_MS, Level, StoredPair, TokenKeeper
from tests.zalo.conftest import CUT
from tests.zalo.token_fakes import DAY, HOUR, LOST, FakeOAuthServer, keep, pair_of


def test_it_hands_out_the_stored_token(keeper, server):
    assert keeper.access_token() == "access-0"
    assert keeper.state().level is Level.OK
    assert server.received == []


def test_without_a_pair_there_is_no_token(make_keeper):
    keeper = make_keeper()
    assert keeper.access_token() is None
    assert keeper.renew("x") is None
    assert keeper.renew_if_due() is False
    assert (keeper.state().level, keeper.state().reason) == (Level.NONE, "not_connected")


def test_a_refused_token_is_renewed_and_both_new_ones_are_kept(keeper, server, store, clock):
    server.say(FakeOAuthServer())
    assert keeper.renew("access-0") == "access-1"
    assert store.read() == StoredPair("access-1", "refresh-1", clock.now + 90_000_000, clock.now)


def test_the_new_pair_is_on_disk_before_it_is_handed_out(keeper, server, store, monkeypatch):
    server.say(FakeOAuthServer())
    monkeypatch.setattr(store, "save", lambda *a, **k: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        keeper.renew("access-0")
    assert store.take_lease("next", 1)


def test_a_token_that_was_already_replaced_costs_no_refresh(keeper, server):
    assert keeper.renew("an older one") == "access-0"
    assert server.received == []


def test_many_threads_of_two_processes_refresh_once(make_keeper, store, clock, server):
    keep(store, clock)
    server.say(FakeOAuthServer(pause_s=0.2))
    keepers = [make_keeper(), make_keeper()]
    with ThreadPoolExecutor(30) as pool:
        tokens = list(pool.map(lambda number: keepers[number % 2].renew("access-0"), range(30)))
    assert tokens == ["access-1"] * 30
    assert len(server.received) == 1


def test_it_waits_for_another_process_that_holds_the_lease(keeper, server, store, clock):
    assert store.take_lease("another", 30)

    def finish():
        time.sleep(0.15)
        keep(store, clock, "access-9", "refresh-9")
        store.release_lease("another")

    other = threading.Thread(target=finish)
    other.start()
    assert keeper.renew("access-0") == "access-9"
    other.join()
    assert server.received == []


def test_it_takes_over_a_lease_that_ran_out(keeper, server, store):
    store.take_lease("crashed", 0.1)
    server.say(FakeOAuthServer())
    assert keeper.renew("access-0") == "access-1"


def test_a_dead_refresh_token_means_a_lost_chain(keeper, server, store, clock):
    server.say(LOST)
    assert keeper.renew("access-0") is None
    assert keeper.state().level is Level.LOST
    assert keeper.state().reason == "refresh_token_dead"
    assert keeper.access_token() == "access-0"  # good until its end
    clock.now += 26 * HOUR
    assert keeper.access_token() is None
    assert keeper.renew_if_due() is False
    assert len(server.received) == 1


def test_a_lost_race_is_not_a_lost_chain(keeper, server, store, clock):
    def somebody_signs_in(request):
        keep(store, clock, "access-9", "refresh-9")
        return LOST

    server.say(somebody_signs_in)
    assert keeper.renew("access-0") == "access-9"
    assert keeper.state().level is Level.OK


def test_a_sign_in_during_a_refresh_is_not_overwritten(keeper, server, store, clock):
    def somebody_signs_in(request):
        keep(store, clock, "access-9", "refresh-9")
        return pair_of(1)

    server.say(somebody_signs_in)
    assert keeper.renew("access-0") == "access-9"
    assert store.read().refresh_token == "refresh-9"


def test_a_cut_off_refresh_is_tried_once_more(keeper, server):
    server.say(CUT, pair_of(1))
    assert keeper.renew("access-0") == "access-1"


def test_a_refresh_whose_answer_was_lost_loses_the_chain(keeper, server, store):
    server.say(CUT, LOST)
    assert keeper.renew("access-0") is None
    assert store.read().lost_reason == "refresh_token_dead"


@pytest.mark.parametrize(
    "answer", [CUT, (502, b""), {"error": -14002, "error_name": "Invalid appId"}, {"error_name": "x"}]
)
def test_any_other_failure_keeps_the_old_pair_and_rests_a_while(keeper, server, store, clock, answer):
    before = store.read()
    server.say(answer)
    assert keeper.renew("access-0") is None
    assert store.read() == before
    request = len(server.received)
    assert keeper.renew("access-0") is None
    assert len(server.received) == request
    clock.now += REST_MS
    server.answers[:] = [pair_of(1)]
    assert keeper.renew("access-0") == "access-1"


@pytest.mark.parametrize(("hours", "due"), [(25, False), (7, False), (6, True), (1, True), (-1, True)])
def test_it_renews_six_hours_ahead(keeper, server, store, clock, hours, due):
    keep(store, clock, hours=hours)
    server.say(FakeOAuthServer())
    assert keeper.renew_if_due() is due
    assert len(server.received) == due


def test_an_ended_token_is_renewed_when_it_is_needed(keeper, server, store, clock):
    keep(store, clock, hours=-1)
    server.say(FakeOAuthServer())
    assert keeper.access_token() == "access-1"


def test_a_new_sign_in_repairs_a_lost_chain(keeper, server, store):
    store.mark_lost("refresh_token_dead")
    keeper.accept(TokenPair("access-9", "refresh-9", 90_000))
    assert keeper.access_token() == "access-9"
    assert keeper.state().level is Level.OK


def test_the_first_pair_comes_from_outside_and_is_soon_renewed(make_keeper, server):
    keeper = make_keeper()
    keeper.start_with("", "refresh-0")
    keeper.start_with("", "refresh-from-old-settings")
    server.say(FakeOAuthServer())
    assert keeper.access_token() == "access-1"
    assert server.received[0].form["refresh_token"] == "refresh-0"


def test_a_new_pair_in_the_settings_replaces_a_dead_one_and_only_a_dead_one(make_keeper, server):
    keeper = make_keeper()
    keeper.start_with("", "refresh-0")
    server.say({"error": -14014, "error_name": "invalid refresh token"})
    assert keeper.access_token() is None
    assert keeper.state().level is Level.LOST
    keeper.start_with("", "refresh-0")
    assert keeper.state().level is Level.LOST
    keeper.start_with("", "refresh-from-new-settings")
    server.answers.clear()
    server.say({"access_token": "a1", "refresh_token": "r1", "expires_in": "90000"})
    assert keeper.access_token() == "a1"


def test_the_first_access_token_is_used_meanwhile(make_keeper, server):
    keeper = make_keeper()
    keeper.start_with("access-0", "refresh-0")
    assert keeper.access_token() == "access-0"
    server.say(FakeOAuthServer())
    assert keeper.renew_if_due()


@pytest.mark.parametrize(
    ("hours", "days_since_refresh", "level", "reason"),
    [
        (5, 0, Level.OK, "ok"),
        (3, 0, Level.EXPIRING, "refresh_overdue"),
        (0, 0, Level.EXPIRING, "access_expired"),
        (25, 84, Level.EXPIRING, "sign_in_soon"),
    ],
)
def test_it_says_how_things_stand(keeper, store, clock, hours, days_since_refresh, level, reason):
    pair = StoredPair("a", "r", clock.now + hours * HOUR, clock.now - days_since_refresh * DAY)
    store.save(pair, replaces_refresh_token=None)
    assert (keeper.state().level, keeper.state().reason) == (level, reason)


def test_timeouts_that_could_outlast_the_lease_are_refused(store, clock):
    oauth = OAuth(Http(connect_timeout_s=10, read_timeout_s=20), "https://oauth.zaloapp.com", "1", "s", "https://a.vn")
    with pytest.raises(ValueError, match="timeouts"):
        TokenKeeper(store, oauth, now_ms=clock)


def test_no_log_holds_a_token(keeper, server, store, caplog):
    caplog.set_level(logging.DEBUG)
    server.say(pair_of(1), (502, b""), (502, b""), LOST)
    keeper.renew("access-0")
    keeper.renew("access-1")
    assert caplog.records
    for secret in ("access-0", "access-1", "refresh-0", "refresh-1", "app-secret-key"):
        assert secret not in caplog.text
    assert "access-1" not in repr(store.read())
