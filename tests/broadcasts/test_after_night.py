"""Zalo's night is over at 06:05, but not everything leaves in that minute: Zalo does not say by which clock it counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.zalo.limits import VIETNAM
from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PROMOTION_MESSAGES": "yes", "ZALO_NIGHT_SPREAD_MINUTES": "10"}


def at(broadcast_ward: BroadcastFixture, time: str) -> datetime:
    """The next moment the clock shows this time in Vietnam; the hall's clock is put there."""
    now = datetime.fromtimestamp(broadcast_ward.clock() / 1000, VIETNAM)
    hour, minute, second = (int(part) for part in time.split(":"))
    moment = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    moment += timedelta(days=1) if moment <= now else timedelta(0)
    broadcast_ward.forward(int((moment - now).total_seconds() * 1000))
    return moment


def begun_after_the_night(broadcast_ward: BroadcastFixture, kind: str) -> int:
    at(broadcast_ward, "23:00:00")
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(kind=kind))
    at(broadcast_ward, "06:05:30")
    broadcast_ward.room.feeder.tick()
    broadcast_ward.room.feeder.refill()
    return broadcast_id


def test_most_of_it_still_waits_when_the_night_has_just_ended(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = begun_after_the_night(broadcast_ward, "promotion")
    assert broadcast_ward.state(broadcast_id) == "sending"
    assert broadcast_ward.counts(broadcast_id)["waiting"] > len(broadcast_ward.followers) / 2


def test_all_of_it_has_left_when_the_minutes_are_over(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = begun_after_the_night(broadcast_ward, "promotion")
    at(broadcast_ward, "06:15:00")
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


def test_what_the_night_does_not_forbid_is_not_spread(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = begun_after_the_night(broadcast_ward, "consultation")
    broadcast_ward.runs(broadcast_id)


def test_the_forecast_says_so(broadcast_ward: BroadcastFixture) -> None:
    at(broadcast_ward, "23:00:00")
    forecast = broadcast_ward.room.forecasts.of("promotion", broadcast_ward.draft().message)
    assert (f"{forecast.starts:%H:%M}", f"{forecast.ends:%H:%M}") == ("06:05", "06:15")
    assert any("10 phút" in warning for warning in forecast.warnings)
