"""When broadcasts leave: on time, late by rule, again and again, and never in the night."""

from __future__ import annotations

import pytest

from bot.broadcasts.repeat import Repeat
from bot.clock import DAY
from bot.store import broadcasts
from tests.support.app import wait_until
from tests.support.broadcasts import HOUR, BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    return {"QUIET_HOURS": "21:00-07:00"}


def test_it_waits_for_its_hour(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=broadcast_ward.runtime.clock() + 2 * HOUR))
    broadcast_ward.room.feeder.tick()
    assert broadcast_ward.state(broadcast_id) == "scheduled"
    broadcast_ward.forward(2 * HOUR)
    broadcast_ward.runs(broadcast_id)
    assert broadcast_ward.room.results.counts(broadcast_id).reached == len(broadcast_ward.followers)


def test_a_machine_asleep_past_the_latest_start_sends_nothing_and_says_so(broadcast_ward: BroadcastFixture) -> None:
    now = broadcast_ward.runtime.clock()
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=now + HOUR, latest_start=now + 3 * HOUR))
    broadcast_ward.forward(4 * HOUR)
    broadcast_ward.runs(broadcast_id, "expired")
    assert broadcast_ward.room.lifecycle.get(broadcast_id).reason == "late"
    broadcast_ward.forward(-2 * HOUR)
    broadcast_ward.room.feeder.tick()
    assert broadcast_ward.state(broadcast_id) == "expired"


def test_nothing_leaves_in_quiet_hours(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=broadcast_ward.runtime.clock() + 10 * HOUR))
    broadcast_ward.forward(10 * HOUR)
    broadcast_ward.room.feeder.tick()
    assert broadcast_ward.state(broadcast_id) == "scheduled"
    broadcast_ward.forward(10 * HOUR)
    for person in broadcast_ward.followers:
        broadcast_ward.zalo.zalo.get_person(person).last_interaction = broadcast_ward.zalo.zalo.clock.now_ms()
    broadcast_ward.runs(broadcast_id)
    assert sum(broadcast_ward.got(broadcast_ward.followers).values()) == len(broadcast_ward.followers)


def test_quiet_hours_that_begin_while_it_is_sent_hold_the_rest(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.followers += broadcast_ward.add_followers(100)
    broadcast_ward.forward(9 * HOUR - 60_000)
    broadcast_id = broadcast_ward.approved()
    with broadcast_ward.held_after(3):
        broadcast_ward.send_some(broadcast_id, 3)
        broadcast_ward.forward(HOUR)
    wait_until(lambda: broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "quiet_hours")
    broadcast_ward.ward_app.settle()
    assert 0 < broadcast_ward.counts(broadcast_id)["waiting"] < len(broadcast_ward.followers)
    broadcast_ward.forward(10 * HOUR)
    broadcast_ward.runs(broadcast_id)
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


def series(broadcast_ward: BroadcastFixture, text: str = "daily at=15:00 count=3", **fields: object) -> int:
    return broadcast_ward.approved(broadcast_ward.draft(repeat=Repeat.parse(text), **fields))


def runs_of(broadcast_ward: BroadcastFixture, series_id: int) -> list[tuple[int, str]]:
    broadcast_ward.room.feeder.tick()
    rows = broadcasts.series_runs(broadcast_ward.runtime.store, series_id)
    return sorted((row.position, row.state) for row in rows)


def test_what_is_over_by_then_is_not_sent_after_the_night(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.followers += broadcast_ward.add_followers(60)
    broadcast_ward.forward(9 * HOUR - 60_000)
    now = broadcast_ward.runtime.clock()
    broadcast_id = broadcast_ward.approved(
        broadcast_ward.draft("Tối nay 21 giờ 30 cúp nước.", send_at=now + 1000, latest_start=now + HOUR)
    )
    broadcast_ward.forward(2000)
    with broadcast_ward.held_after(3):
        broadcast_ward.send_some(broadcast_id, 3)
        broadcast_ward.forward(HOUR)
    broadcast_ward.runs(broadcast_id)
    counts = broadcast_ward.counts(broadcast_id)
    assert counts["expired"] >= len(broadcast_ward.followers) - 3 - 8  # three are out, eight calls were under way
    assert sum(counts.values()) == len(broadcast_ward.followers)
    broadcast_ward.forward(10 * HOUR)
    broadcast_ward.room.feeder.tick()
    broadcast_ward.ward_app.settle()
    assert sum(broadcast_ward.got(broadcast_ward.followers).values()) < len(broadcast_ward.followers)


def test_the_forecast_is_that_of_the_hour_of_sending(broadcast_ward: BroadcastFixture) -> None:
    message = broadcast_ward.draft().message
    today = broadcast_ward.room.forecasts.of("consultation", message)
    in_a_month = broadcast_ward.room.forecasts.of(
        "consultation", message, send_at=broadcast_ward.runtime.clock() + 30 * DAY
    )
    assert today.reach == len(broadcast_ward.followers) and in_a_month.reach == 0
    assert not today.warnings and any("tính cho lúc" in warning for warning in in_a_month.warnings)


def test_a_series_sends_each_time_once_and_ends(broadcast_ward: BroadcastFixture) -> None:
    series_id = series(broadcast_ward)
    assert runs_of(broadcast_ward, series_id) == []
    for day in range(3):
        broadcast_ward.forward(3 * HOUR if day == 0 else DAY)
        for _ in range(3):
            broadcast_ward.room.feeder.tick()
        newest = broadcasts.series_runs(broadcast_ward.runtime.store, series_id)[0]
        broadcast_ward.runs(newest.id)
    assert runs_of(broadcast_ward, series_id) == [(1, "sent"), (2, "sent"), (3, "sent")]
    assert broadcast_ward.state(series_id) == "sent"
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {3}


def test_after_a_long_sleep_missed_runs_are_named_and_only_the_last_is_sent(broadcast_ward: BroadcastFixture) -> None:
    series_id = series(broadcast_ward, "daily at=15:00")
    broadcast_ward.forward(3 * DAY + 4 * HOUR)
    assert [state for _, state in runs_of(broadcast_ward, series_id)] == ["expired", "expired", "expired", "sending"]


def test_two_clocks_on_one_file_make_one_occurrence(broadcast_ward: BroadcastFixture) -> None:
    from concurrent.futures import ThreadPoolExecutor

    series_id = series(broadcast_ward, "daily at=15:00")
    broadcast_ward.forward(3 * HOUR + 1000)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(24):
            pool.submit(broadcast_ward.room.feeder.tick)
    assert len(runs_of(broadcast_ward, series_id)) == 1


def test_rotating_items_take_turns_and_need_an_approval_each(broadcast_ward: BroadcastFixture) -> None:
    draft = broadcast_ward.draft("", repeat=Repeat.parse("daily at=15:00"), mode="rotate")
    series_id = broadcast_ward.room.lifecycle.create(draft, broadcast_ward.author)
    broadcast_ward.room.lifecycle.submit(series_id, broadcast_ward.author)
    for text in ("Mẹo một", "Mẹo hai"):
        item = broadcast_ward.room.lifecycle.create(
            broadcast_ward.draft(text), broadcast_ward.author, series_id=series_id
        )
        broadcast_ward.room.lifecycle.submit(item, broadcast_ward.author)
        broadcast_ward.room.lifecycle.approve(item, broadcast_ward.approver)
    broadcast_ward.room.lifecycle.create(broadcast_ward.draft("Chưa duyệt"), broadcast_ward.author, series_id=series_id)
    broadcast_ward.room.lifecycle.approve(series_id, broadcast_ward.approver)
    broadcast_ward.forward(3 * HOUR + 1000)
    for _ in range(3):
        broadcast_ward.room.feeder.tick()
        broadcast_ward.runs(broadcasts.series_runs(broadcast_ward.runtime.store, series_id)[0].id)
        broadcast_ward.forward(DAY)
    texts = [message["text"] for message in broadcast_ward.zalo.talk(broadcast_ward.followers[0])]
    assert texts == ["Mẹo một", "Mẹo hai", "Mẹo một"]


def test_a_clock_set_back_repeats_nothing(broadcast_ward: BroadcastFixture) -> None:
    series_id = series(broadcast_ward, "daily at=15:00")
    broadcast_ward.forward(3 * HOUR + 1000)
    broadcast_ward.room.feeder.tick()
    broadcast_ward.runs(broadcasts.series_runs(broadcast_ward.runtime.store, series_id)[0].id)
    broadcast_ward.forward(-2 * HOUR)
    assert len(runs_of(broadcast_ward, series_id)) == 1
    broadcast_ward.forward(2 * HOUR)
    assert len(runs_of(broadcast_ward, series_id)) == 1
