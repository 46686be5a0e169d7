"""Taking over followers: page by page at the platform's pace, going on wherever it was cut off, nobody lost by mistake."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.clock import DAY
from bot.people import REST_MS, STALE_MS, PeopleSync
from bot.reply import EraseData
from bot.runtime import Runtime
from bot.simulator import SimulatorConfig, create_app
from bot.store import followers, people, tags
from bot.upkeep import PEOPLE_CALLS, sync_people
from bot.zalo import limits
from bot.zalo.calls import CallFailed
from bot.zalo.errors import Outcome
from handlers import TOPICS
from tests.processes import ServedZalo, clean_environment
from tests.town import (
    APP_ID,
    APP_SECRET,
    CONTENT,
    OA_ID,
    OA_SECRET,
    Town,
    brain,
    free_port,
    live_environment,
    wait_until,
)

LIST, DETAIL = "/v3.0/oa/user/getlist", "/v3.0/oa/user/detail"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    found = Town(tmp_path)
    yield found
    found.close()


class Cut(Exception):
    """The process ended here."""


def syncing(town: Town, **changes: Any) -> PeopleSync:
    runtime, usual = town.runtime, {"clock": town.runtime.clock, "sleep": lambda seconds: None}
    return PeopleSync(runtime.store, runtime.zalo, **(usual | changes))


def following(town: Town) -> set[str]:
    return {row["id"] for row in town.runtime.store.rows("SELECT id FROM people WHERE follows = 1")}


def at_zalo(town: Town) -> set[str]:
    return {person["id"] for person in town.zalo.people() if person["follows"] and not person["anonymous"]}


def calls(town: Town, path: str) -> int:
    return sum(call["path"] == path for call in town.zalo.calls)


def test_list_names_and_labels_are_taken_over(town: Town) -> None:
    ids = town.zalo.add_people(120)
    town.runtime.zalo.tag(ids[0], "tổ trưởng")
    sync = syncing(town)
    sync.begin()
    assert sync.run()
    assert following(town) == at_zalo(town) and len(following(town)) > 120
    person = people.get(town.runtime.store, ids[0])
    assert person is not None and person["name"] == "Người dân 1"
    assert tags.of_person(town.runtime.store, ids[0]) == ["tổ trưởng"]
    found = sync.progress()
    assert (found.seen, found.expected, found.waiting, found.missing) == (found.new, found.new, 0, 0)


def test_a_second_pass_asks_for_the_list_only(town: Town) -> None:
    town.zalo.add_people(10)
    sync = syncing(town)
    for _ in range(2):
        sync.begin()
        sync.run()
    assert (calls(town, LIST), calls(town, DETAIL)) == (2, len(at_zalo(town)))
    assert sync.progress().new == 0


def test_a_pass_is_begun_once_a_day_and_only_when_the_last_one_ended(town: Town) -> None:
    sync = syncing(town)
    for _ in range(3):
        sync.begin()
    assert sync.run() and calls(town, LIST) == 1
    sync.begin(every_ms=60_000)
    assert sync.run() and calls(town, LIST) == 1


@pytest.mark.parametrize("steps", [1, 2, 3, 40])
def test_whoever_cuts_it_off_it_goes_on_there(town: Town, steps: int) -> None:
    town.zalo.add_people(120)
    syncing(town).begin()
    rests = 0

    def cut(seconds: float) -> None:
        nonlocal rests
        rests += 1
        if rests % steps == 0:
            raise Cut

    for _ in range(400):
        try:
            if syncing(town, sleep=cut).run():
                break
        except Cut:
            continue
    assert following(town) == at_zalo(town)
    assert (calls(town, LIST), calls(town, DETAIL)) == (3, len(at_zalo(town)))


def test_two_at_once_do_nothing_twice(town: Town) -> None:
    town.zalo.add_people(120)
    first, second = syncing(town), syncing(town)
    first.begin()
    while not first.run(1) or not second.run(1):
        pass
    assert following(town) == at_zalo(town) and calls(town, LIST) == 3


def test_who_left_is_marked_only_after_the_whole_list_and_their_details(town: Town) -> None:
    ids = town.zalo.add_people(60)
    sync = syncing(town)
    sync.begin()
    sync.run()
    leave_quietly(town, ids[0], ids[55])
    sync.begin()
    sync.run(1)
    assert following(town) == at_zalo(town) | {ids[0], ids[55]}
    sync.run()
    assert following(town) == at_zalo(town) and sync.progress().missing == 2


def test_who_slipped_through_while_the_list_moved_is_kept(town: Town) -> None:
    ids = town.zalo.add_people(60)
    sync = syncing(town)
    sync.begin()
    sync.run()
    sync.begin()
    sync.run(1)
    leave_quietly(town, ids[0])  # everybody moves up one place: the first of the second page now stands on the first
    sync.run()
    assert following(town) == at_zalo(town) | {ids[0]}, "who was read before leaving is found out by the next pass"


def test_an_event_during_the_pass_knows_better_than_the_list(town: Town) -> None:
    ids = town.zalo.add_people(60)
    sync = syncing(town)
    sync.begin()
    sync.run(1)
    newcomer = town.new_person().id
    with town.runtime.store.write() as db:
        people.meet(db, newcomer, town.runtime.clock())
        people.set_follows(db, newcomer, True, town.runtime.clock())
        people.set_follows(db, ids[0], False, town.runtime.clock() + 60_000)
    sync.run()
    assert following(town) == at_zalo(town) - {ids[0]}


def test_too_fast_means_longer_and_longer_pauses(town: Town) -> None:
    sync = syncing(town)
    sync.begin()
    for pause in limits.RATE_PAUSES_S[:2]:
        town.zalo.faults.add_error(-32)
        with pytest.raises(CallFailed) as failure:
            sync.run()
        assert failure.value.result.outcome is Outcome.RATE_LIMITED
        assert sync.rests_until() > town.runtime.clock() + (pause - 5) * 1000
        assert not sync.run(), "nothing is asked during the pause"
        with town.runtime.store.write() as db:
            row = followers.state(town.runtime.store)
            assert row is not None
            followers.rest(db, 0, row["slow_downs"])
    assert sync.run() and following(town) == at_zalo(town)


def test_any_other_trouble_means_later(town: Town) -> None:
    sync = syncing(town)
    sync.begin()
    town.zalo.faults.server_errors = 1
    with pytest.raises(CallFailed):
        sync.run()
    assert sync.rests_until() > town.runtime.clock() + REST_MS - 5000


def test_a_list_longer_than_its_ceiling_is_read_by_periods(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.simulator.platform.people.FARTHEST_OFFSET", 100)
    for days in range(6):
        town.zalo.add_people(80)
        town.zalo.advance(24 if days < 5 else 0)
    sync = syncing(town, ceiling=100, clock=lambda: town.runtime.clock() + 5 * DAY)
    sync.begin()
    while sync.progress().is_listing:
        sync.run(1)
    active = {person["id"] for person in town.zalo.people() if person["follows"] and person["last_interaction"]}
    assert active <= following(town)
    assert sync.progress().missing is not None


def test_a_list_that_cannot_be_read_wholly_says_of_nobody_that_they_left(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.platform.people.FARTHEST_OFFSET", 50)
    town.zalo.add_people(200)  # all active on one day: no period is short enough
    with town.runtime.store.write() as db:
        people.sync(db, [("7999999999999999999", None, True)], 1)
    sync = syncing(town, ceiling=50)
    sync.begin()
    assert sync.run()
    found = sync.progress()
    assert (found.missing, found.seen < found.expected) == (None, True)
    assert "7999999999999999999" in following(town)


def test_someone_zalo_does_not_know_any_more_has_left(town: Town) -> None:
    with town.runtime.store.write() as db:
        people.sync(db, [("7999999999999999999", "Ai đó", True)], 1)
    sync = syncing(town)
    sync.begin()
    assert sync.run()
    assert "7999999999999999999" not in following(town)


def test_details_are_asked_again_when_they_are_old(town: Town) -> None:
    sync = syncing(town)
    sync.begin()
    sync.run()
    before = calls(town, DETAIL)
    later = syncing(town, clock=lambda: town.runtime.clock() + STALE_MS + 1)
    assert later.run() and calls(town, DETAIL) == 2 * before


def test_a_new_follower_gets_a_name_without_a_new_pass(town: Town) -> None:
    syncing(town).begin()
    syncing(town).run()
    resident = town.zalo.people()[2]["id"]
    town.zalo.follow(resident)
    town.settle()
    assert syncing(town).run()
    person = people.get(town.runtime.store, resident)
    assert person is not None and person["name"] == "Chị Lê Ngọc Hân" and calls(town, LIST) == 1


def test_who_asked_to_be_forgotten_gets_no_name_again(town: Town) -> None:
    [person_id] = town.zalo.add_people(1)
    town.runtime.zalo.tag(person_id, "hộ nghèo")
    sync = syncing(town)
    sync.begin()
    sync.run()
    with town.runtime.store.write() as db:
        town.runtime.conversation._apply(db, EraseData(), person_id, town.runtime.clock())
    town.runtime.tagging.push(5)
    sync.begin()
    sync.run()
    person = people.get(town.runtime.store, person_id)
    assert person is not None and (person["name"], person["follows"]) == (None, 1)
    assert tags.of_person(town.runtime.store, person_id) == []
    assert town.runtime.zalo.person_detail(person_id).tags == ()


def test_the_clock_does_a_little_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(town.runtime.followers, "_pause", 0)
    town.zalo.add_people(60)
    sync_people(town.runtime)
    assert len(town.zalo.calls) == PEOPLE_CALLS
    while town.runtime.followers.progress().waiting:
        sync_people(town.runtime)
    assert following(town) == at_zalo(town)
    before = len(town.zalo.calls)
    sync_people(town.runtime)
    assert len(town.zalo.calls) == before, "once a day is enough"


def test_the_clock_asks_nothing_without_a_token(tmp_path: Path) -> None:
    town = Town(tmp_path, ZALO_ACCESS_TOKEN="", ZALO_REFRESH_TOKEN="")
    try:
        sync_people(town.runtime)
        assert len(town.zalo.calls) == 0 and followers.state(town.runtime.store) is None
    finally:
        town.close()


def test_names_stand_in_no_log(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    town.zalo.add_people(3)
    town.zalo.faults.add_error(-32, path=DETAIL)
    sync = syncing(town)
    sync.begin()
    with pytest.raises(CallFailed):
        sync.run()
    assert "zalo" in caplog.text and "Người dân" not in caplog.text


@pytest.mark.timeout(60)
def test_a_killed_command_goes_on_where_it_was(tmp_path: Path) -> None:
    simulator = create_app(SimulatorConfig(app_id=APP_ID, app_secret=APP_SECRET, oa_id=OA_ID, oa_secret=OA_SECRET))
    zalo, served = simulator.extensions["simulator"], ServedZalo(simulator)
    zalo.add_people(400)
    access, refresh = zalo.issue_tokens()
    environment = live_environment(tmp_path, free_port(), served.url)
    environment |= {"ZALO_ACCESS_TOKEN": access, "ZALO_REFRESH_TOKEN": refresh}
    command = [sys.executable, "-m", "flask", "--app", "app", "followers", "sync", "--json"]
    process = subprocess.Popen(command, env=clean_environment() | environment, cwd=CONTENT.parent)
    wait_until(lambda: len(zalo.calls) >= 2, timeout=30)
    process.kill()
    process.wait()
    cut_at = len(zalo.calls)
    runtime = Runtime(settings.load(environment), TOPICS, brain=brain())
    sync = PeopleSync(runtime.store, runtime.zalo, runtime.clock, sleep=lambda seconds: None)
    sync.begin()
    while sync.progress().is_listing:
        sync.run(1)
    seen = sync.progress().seen
    runtime.close()
    served.close()
    zalo.close()
    assert sum(call["path"] == LIST for call in zalo.calls) <= 10, "403 people are nine pages, and the one cut off"
    assert cut_at < 9 and seen == 403


def leave_quietly(town: Town, *person_ids: str) -> None:
    """They stop following, and the event is lost."""
    for person_id in person_ids:
        person = town.zalo.zalo.people.get(person_id)
        assert person is not None
        person.follows = False
