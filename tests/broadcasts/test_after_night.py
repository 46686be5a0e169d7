"""Zalo's night is over at 06:05, but not everything leaves in that minute: Zalo does not say by which clock it counts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.zalo.limits import VIETNAM
from tests.broadcasts.hall import Hall


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PROMOTION_MESSAGES": "yes", "ZALO_NIGHT_SPREAD_MINUTES": "10"}


def at(hall: Hall, time: str) -> datetime:
    """The next moment the clock shows this time in Vietnam; the hall's clock is put there."""
    now = datetime.fromtimestamp(hall.clock() / 1000, VIETNAM)
    hour, minute, second = (int(part) for part in time.split(":"))
    moment = now.replace(hour=hour, minute=minute, second=second, microsecond=0)
    moment += timedelta(days=1) if moment <= now else timedelta(0)
    hall.forward(int((moment - now).total_seconds() * 1000))
    return moment


def begun_after_the_night(hall: Hall, kind: str) -> int:
    at(hall, "23:00:00")
    broadcast_id = hall.approved(hall.draft(kind=kind))
    at(hall, "06:05:30")
    hall.room.courier.tick()
    hall.room.courier.refill()
    return broadcast_id


def test_most_of_it_still_waits_when_the_night_has_just_ended(hall: Hall) -> None:
    broadcast_id = begun_after_the_night(hall, "promotion")
    assert hall.state(broadcast_id) == "sending"
    assert hall.counts(broadcast_id)["waiting"] > len(hall.followers) / 2


def test_all_of_it_has_left_when_the_minutes_are_over(hall: Hall) -> None:
    broadcast_id = begun_after_the_night(hall, "promotion")
    at(hall, "06:15:00")
    hall.runs(broadcast_id)
    hall.town.settle()
    assert set(hall.got(hall.followers).values()) == {1}


def test_what_the_night_does_not_forbid_is_not_spread(hall: Hall) -> None:
    broadcast_id = begun_after_the_night(hall, "consultation")
    hall.runs(broadcast_id)


def test_the_forecast_says_so(hall: Hall) -> None:
    at(hall, "23:00:00")
    found = hall.room.forecasts.of("promotion", hall.draft().message)
    assert (f"{found.starts:%H:%M}", f"{found.ends:%H:%M}") == ("06:05", "06:15")
    assert any("10 phút" in warning for warning in found.warnings)
