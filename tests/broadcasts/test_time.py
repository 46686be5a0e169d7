"""When broadcasts leave: on time, late by rule, again and again, and never in the night."""

from __future__ import annotations

import pytest

from bot.broadcasts.repeat import Repeat
from bot.clock import DAY
from bot.store import broadcasts
from tests.broadcasts.hall import HOUR, Hall
from tests.town import wait_until


@pytest.fixture
def environment() -> dict[str, str]:
    return {"QUIET_HOURS": "21:00-07:00"}


def test_it_waits_for_its_hour(hall: Hall) -> None:
    broadcast_id = hall.approved(hall.draft(send_at=hall.runtime.clock() + 2 * HOUR))
    hall.room.courier.tick()
    assert hall.state(broadcast_id) == "scheduled"
    hall.forward(2 * HOUR)
    hall.runs(broadcast_id)
    assert hall.room.reports.counts(broadcast_id).reached == len(hall.followers)


def test_a_machine_asleep_past_the_latest_start_sends_nothing_and_says_so(hall: Hall) -> None:
    now = hall.runtime.clock()
    broadcast_id = hall.approved(hall.draft(send_at=now + HOUR, latest_start=now + 3 * HOUR))
    hall.forward(4 * HOUR)
    hall.runs(broadcast_id, "expired")
    assert hall.room.desk.get(broadcast_id)["reason"] == "late"
    hall.forward(-2 * HOUR)
    hall.room.courier.tick()
    assert hall.state(broadcast_id) == "expired"


def test_nothing_leaves_in_quiet_hours(hall: Hall) -> None:
    broadcast_id = hall.approved(hall.draft(send_at=hall.runtime.clock() + 10 * HOUR))
    hall.forward(10 * HOUR)
    hall.room.courier.tick()
    assert hall.state(broadcast_id) == "scheduled"
    hall.forward(10 * HOUR)
    for person in hall.followers:
        hall.zalo.zalo.person(person).last_interaction = hall.zalo.zalo.clock.now_ms()
    hall.runs(broadcast_id)
    assert sum(hall.got(hall.followers).values()) == len(hall.followers)


def test_quiet_hours_that_begin_while_it_is_sent_hold_the_rest(hall: Hall) -> None:
    hall.runtime.sender._limit._gap_ms = 50
    hall.followers += hall.add_followers(100)
    hall.forward(9 * HOUR - 60_000)
    broadcast_id = hall.approved()
    hall.room.courier.tick()
    wait_until(lambda: hall.room.reports.counts(broadcast_id).reached >= 3)
    hall.forward(HOUR)
    wait_until(lambda: hall.room.desk.get(broadcast_id)["held_reason"] == "quiet_hours")
    hall.town.settle()
    assert 0 < hall.counts(broadcast_id)["waiting"] < len(hall.followers)
    hall.runtime.sender._limit._gap_ms = 1
    hall.forward(10 * HOUR)
    hall.runs(broadcast_id)
    assert set(hall.got(hall.followers).values()) == {1}


def series(hall: Hall, text: str = "daily at=15:00 count=3", **fields: object) -> int:
    return hall.approved(hall.draft(repeat=Repeat.parse(text), **fields))


def runs_of(hall: Hall, series_id: int) -> list[tuple[int, str]]:
    hall.room.courier.tick()
    found = broadcasts.occurrences(hall.runtime.store, series_id)
    return sorted((row["position"], row["state"]) for row in found)


def test_a_series_sends_each_time_once_and_ends(hall: Hall) -> None:
    series_id = series(hall)
    assert runs_of(hall, series_id) == []
    for day in range(3):
        hall.forward(3 * HOUR if day == 0 else DAY)
        for _ in range(3):
            hall.room.courier.tick()
        newest = broadcasts.occurrences(hall.runtime.store, series_id)[0]
        hall.runs(newest["id"])
    assert runs_of(hall, series_id) == [(1, "sent"), (2, "sent"), (3, "sent")]
    assert hall.state(series_id) == "sent"
    assert set(hall.got(hall.followers).values()) == {3}


def test_after_a_long_sleep_missed_runs_are_named_and_only_the_last_is_sent(hall: Hall) -> None:
    series_id = series(hall, "daily at=15:00")
    hall.forward(3 * DAY + 4 * HOUR)
    assert [state for _, state in runs_of(hall, series_id)] == ["expired", "expired", "expired", "sending"]


def test_two_clocks_on_one_file_make_one_occurrence(hall: Hall) -> None:
    from concurrent.futures import ThreadPoolExecutor

    series_id = series(hall, "daily at=15:00")
    hall.forward(3 * HOUR + 1000)
    with ThreadPoolExecutor(8) as pool:
        for _ in range(24):
            pool.submit(hall.room.courier.tick)
    assert len(runs_of(hall, series_id)) == 1


def test_rotating_items_take_turns_and_need_an_approval_each(hall: Hall) -> None:
    draft = hall.draft("", repeat=Repeat.parse("daily at=15:00"), mode="rotate")
    series_id = hall.room.desk.create(draft, hall.author)
    hall.room.desk.submit(series_id, hall.author)
    for text in ("Mẹo một", "Mẹo hai"):
        item = hall.room.desk.create(hall.draft(text), hall.author, series_id=series_id)
        hall.room.desk.submit(item, hall.author)
        hall.room.desk.approve(item, hall.approver)
    hall.room.desk.create(hall.draft("Chưa duyệt"), hall.author, series_id=series_id)
    hall.room.desk.approve(series_id, hall.approver)
    hall.forward(3 * HOUR + 1000)
    for _ in range(3):
        hall.room.courier.tick()
        hall.runs(broadcasts.occurrences(hall.runtime.store, series_id)[0]["id"])
        hall.forward(DAY)
    texts = [message["text"] for message in hall.zalo.talk(hall.followers[0])]
    assert texts == ["Mẹo một", "Mẹo hai", "Mẹo một"]


def test_a_clock_set_back_repeats_nothing(hall: Hall) -> None:
    series_id = series(hall, "daily at=15:00")
    hall.forward(3 * HOUR + 1000)
    hall.room.courier.tick()
    hall.runs(broadcasts.occurrences(hall.runtime.store, series_id)[0]["id"])
    hall.forward(-2 * HOUR)
    assert len(runs_of(hall, series_id)) == 1
    hall.forward(2 * HOUR)
    assert len(runs_of(hall, series_id)) == 1
