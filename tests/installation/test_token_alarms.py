"""A connection to Zalo that is gone raises the alarm, whatever number Zalo gives, and tokens are not used up meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from bot.clock import HOUR, MINUTE, system_clock
from tests.support.app import AppFixture, wait_until

OFTEN = 1_000_000
REFRESH = "/v4/oa/access_token"


class AheadClock:
    """The time of this machine, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead


@pytest.fixture
def clock() -> AheadClock:
    return AheadClock()


@pytest.fixture
def ward(tmp_path: Path, clock: AheadClock) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path, clock=clock)
    yield fixture
    fixture.close()


def health(ward_app: AppFixture) -> tuple[int, str]:
    ward_app.runtime.health.beat()
    answer = requests.get(f"{ward_app.url}/healthz", timeout=5)
    return answer.status_code, answer.json()["token"]["status"]


def minutes_pass(ward_app: AppFixture, clock: AheadClock, minutes: int) -> None:
    """Somebody looks whether there is a token and calls with it, once a minute."""
    for _ in range(minutes):
        ward_app.runtime.zalo.call("GET", "/v2.0/oa/getoa")
        clock.ahead += MINUTE


def rotations(ward_app: AppFixture) -> int:
    return sum(call["path"].startswith(REFRESH) for call in ward_app.zalo.calls)


def test_a_refresh_token_refused_with_another_number_is_a_lost_connection(ward: AppFixture, clock: AheadClock) -> None:
    ward.zalo.expire_access_tokens()
    ward.zalo.faults.add_error(-14020, OFTEN)
    minutes_pass(ward, clock, 1)
    assert health(ward)[0] == 200
    minutes_pass(ward, clock, 2)
    assert health(ward) == (503, "lost")
    person = ward.new_person()
    ward.zalo.person_says(person.id, "xin chào")
    wait_until(lambda: ward.runtime.health.report()[1]["queues"]["outbox"]["queued"] > 0)
    ward.zalo.faults.clear()
    clock.ahead += HOUR
    assert ward.runtime.tokens.renew_if_due()
    assert health(ward)[1] == "ok"
    ward.runtime.wake()
    assert person.hears()


def test_a_busy_zalo_is_no_lost_connection(ward: AppFixture, clock: AheadClock) -> None:
    ward.zalo.expire_access_tokens()
    ward.zalo.faults.add_error(-32, OFTEN, REFRESH)
    minutes_pass(ward, clock, 10)
    assert health(ward)[0] == 200


def test_a_token_refused_right_after_it_was_issued_is_an_alarm_and_no_endless_rotation(
    ward: AppFixture, clock: AheadClock
) -> None:
    ward.zalo.faults.add_error(-216, OFTEN, "/v2.0/oa/getoa")
    minutes_pass(ward, clock, 3)
    assert health(ward) == (503, "lost")
    minutes_pass(ward, clock, 57)
    assert rotations(ward) < 8
    ward.zalo.faults.clear()
    minutes_pass(ward, clock, 1)
    assert health(ward) == (200, "ok")


def test_a_process_started_meanwhile_does_not_rotate_either(
    ward: AppFixture, clock: AheadClock, tmp_path: Path
) -> None:
    ward.zalo.faults.add_error(-216, OFTEN, "/v2.0/oa/getoa")
    minutes_pass(ward, clock, 3)
    before = rotations(ward)
    other = type(ward.runtime.tokens)(ward.runtime.tokens._store, ward.runtime.tokens._oauth, now_ms=clock)
    pair = ward.runtime.tokens._store.read()
    assert pair is not None and other.renew(pair.access_token) is None
    assert rotations(ward) == before
