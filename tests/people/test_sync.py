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
from bot.operations.jobs import PEOPLE_CALLS, sync_people
from bot.people.sync import REST_MS, STALE_MS, PeopleSync
from bot.reply import EraseData
from bot.runtime import Runtime
from bot.simulator import SimulatorConfig, create_app
from bot.store import followers, people, tags
from bot.zalo import limits
from bot.zalo.calls import CallFailed
from bot.zalo.errors import Outcome
from handlers import make_router
from tests.support.app import (
    APP_ID,
    APP_SECRET,
    CONTENT,
    OA_ID,
    OA_SECRET,
    AppFixture,
    free_port,
    live_content,
    live_environment,
    wait_until,
)
from tests.support.processes import ServedZalo, clean_environment

LIST, DETAIL = "/v3.0/oa/user/getlist", "/v3.0/oa/user/detail"


@pytest.fixture
def ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path)
    yield fixture
    fixture.close()


class Cut(Exception):
    """The process ended here."""


def syncing(ward_app: AppFixture, **changes: Any) -> PeopleSync:
    runtime, usual = ward_app.runtime, {"clock": ward_app.runtime.clock, "sleep": lambda seconds: None}
    return PeopleSync(runtime.store, runtime.zalo, **(usual | changes))


def following(ward_app: AppFixture) -> set[str]:
    return {row["id"] for row in ward_app.runtime.store.rows("SELECT id FROM people WHERE follows = 1")}


def at_zalo(ward_app: AppFixture) -> set[str]:
    return {person["id"] for person in ward_app.zalo.people() if person["follows"] and not person["anonymous"]}


def calls(ward_app: AppFixture, path: str) -> int:
    return sum(call["path"] == path for call in ward_app.zalo.calls)


def test_list_names_and_labels_are_taken_over(ward_app: AppFixture) -> None:
    ids = ward_app.zalo.add_people(120)
    ward_app.runtime.zalo.tag(ids[0], "tổ trưởng")
    sync = syncing(ward_app)
    sync.begin()
    assert sync.run()
    assert following(ward_app) == at_zalo(ward_app) and len(following(ward_app)) > 120
    person = people.get(ward_app.runtime.store, ids[0])
    assert person is not None and person.name == "Người dân 1"
    assert tags.of_person(ward_app.runtime.store, ids[0]) == ["tổ trưởng"]
    progress = sync.progress()
    assert (progress.listed, progress.expected, progress.waiting, progress.missing) == (
        progress.new,
        progress.new,
        0,
        0,
    )


def test_a_second_pass_asks_for_the_list_only(ward_app: AppFixture) -> None:
    ward_app.zalo.add_people(10)
    sync = syncing(ward_app)
    for _ in range(2):
        sync.begin()
        sync.run()
    assert (calls(ward_app, LIST), calls(ward_app, DETAIL)) == (2, len(at_zalo(ward_app)))
    assert sync.progress().new == 0


def test_a_pass_is_begun_once_a_day_and_only_when_the_last_one_ended(ward_app: AppFixture) -> None:
    sync = syncing(ward_app)
    for _ in range(3):
        sync.begin()
    assert sync.run() and calls(ward_app, LIST) == 1
    sync.begin(every_ms=60_000)
    assert sync.run() and calls(ward_app, LIST) == 1


@pytest.mark.parametrize("steps", [1, 2, 3, 40])
def test_whoever_cuts_it_off_it_goes_on_there(ward_app: AppFixture, steps: int) -> None:
    ward_app.zalo.add_people(120)
    syncing(ward_app).begin()
    rests = 0

    def cut(seconds: float) -> None:
        nonlocal rests
        rests += 1
        if rests % steps == 0:
            raise Cut

    for _ in range(400):
        try:
            if syncing(ward_app, sleep=cut).run():
                break
        except Cut:
            continue
    assert following(ward_app) == at_zalo(ward_app)
    assert (calls(ward_app, LIST), calls(ward_app, DETAIL)) == (3, len(at_zalo(ward_app)))


def test_two_at_once_do_nothing_twice(ward_app: AppFixture) -> None:
    ward_app.zalo.add_people(120)
    first, second = syncing(ward_app), syncing(ward_app)
    first.begin()
    while not first.run(1) or not second.run(1):
        pass
    assert following(ward_app) == at_zalo(ward_app) and calls(ward_app, LIST) == 3


def test_who_left_is_marked_only_after_the_whole_list_and_their_details(ward_app: AppFixture) -> None:
    ids = ward_app.zalo.add_people(60)
    sync = syncing(ward_app)
    sync.begin()
    sync.run()
    leave_quietly(ward_app, ids[0], ids[55])
    sync.begin()
    sync.run(1)
    assert following(ward_app) == at_zalo(ward_app) | {ids[0], ids[55]}
    sync.run()
    assert following(ward_app) == at_zalo(ward_app) and sync.progress().missing == 2


def test_who_slipped_through_while_the_list_moved_is_kept(ward_app: AppFixture) -> None:
    ids = ward_app.zalo.add_people(60)
    sync = syncing(ward_app)
    sync.begin()
    sync.run()
    sync.begin()
    sync.run(1)
    leave_quietly(
        ward_app, ids[0]
    )  # everybody moves up one place: the first of the second page now stands on the first
    sync.run()
    assert following(ward_app) == at_zalo(ward_app) | {ids[0]}, (
        "who was read before leaving is found out by the next pass"
    )


def test_an_event_during_the_pass_knows_better_than_the_list(ward_app: AppFixture) -> None:
    ids = ward_app.zalo.add_people(60)
    sync = syncing(ward_app)
    sync.begin()
    sync.run(1)
    newcomer = ward_app.new_person().id
    with ward_app.runtime.store.write() as db:
        people.ensure_person(db, newcomer, ward_app.runtime.clock())
        people.set_follows(db, newcomer, True, ward_app.runtime.clock())
        people.set_follows(db, ids[0], False, ward_app.runtime.clock() + 60_000)
    sync.run()
    assert following(ward_app) == at_zalo(ward_app) - {ids[0]}


def test_too_fast_means_longer_and_longer_pauses(ward_app: AppFixture) -> None:
    sync = syncing(ward_app)
    sync.begin()
    for pause in limits.RATE_PAUSES_S[:2]:
        ward_app.zalo.faults.add_error(-32)
        with pytest.raises(CallFailed) as failure:
            sync.run()
        assert failure.value.result.outcome is Outcome.RATE_LIMITED
        assert sync.rests_until() > ward_app.runtime.clock() + (pause - 5) * 1000
        assert not sync.run(), "nothing is asked during the pause"
        with ward_app.runtime.store.write() as db:
            row = followers.state(ward_app.runtime.store)
            assert row is not None
            followers.rest(db, 0, row.slow_downs)
    assert sync.run() and following(ward_app) == at_zalo(ward_app)


def test_any_other_trouble_means_later(ward_app: AppFixture) -> None:
    sync = syncing(ward_app)
    sync.begin()
    ward_app.zalo.faults.server_errors = 1
    with pytest.raises(CallFailed):
        sync.run()
    assert sync.rests_until() > ward_app.runtime.clock() + REST_MS - 5000


def test_a_list_longer_than_its_ceiling_is_read_by_periods(
    ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.platform.people.FARTHEST_OFFSET", 100)
    for days in range(6):
        ward_app.zalo.add_people(80)
        ward_app.zalo.advance(24 if days < 5 else 0)
    sync = syncing(ward_app, ceiling=100, clock=lambda: ward_app.runtime.clock() + 5 * DAY)
    sync.begin()
    while sync.progress().is_listing:
        sync.run(1)
    active = {person["id"] for person in ward_app.zalo.people() if person["follows"] and person["last_interaction"]}
    assert active <= following(ward_app)
    assert sync.progress().missing is not None


def test_a_list_that_cannot_be_read_wholly_says_of_nobody_that_they_left(
    ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.simulator.platform.people.FARTHEST_OFFSET", 50)
    ward_app.zalo.add_people(200)  # all active on one day: no period is short enough
    with ward_app.runtime.store.write() as db:
        people.sync(db, [("7999999999999999999", None, True)], 1)
    sync = syncing(ward_app, ceiling=50)
    sync.begin()
    assert sync.run()
    progress = sync.progress()
    assert (progress.missing, progress.listed < progress.expected) == (None, True)
    assert "7999999999999999999" in following(ward_app)


def test_someone_zalo_does_not_know_any_more_has_left(ward_app: AppFixture) -> None:
    with ward_app.runtime.store.write() as db:
        people.sync(db, [("7999999999999999999", "Ai đó", True)], 1)
    sync = syncing(ward_app)
    sync.begin()
    assert sync.run()
    assert "7999999999999999999" not in following(ward_app)


def test_details_are_asked_again_when_they_are_old(ward_app: AppFixture) -> None:
    sync = syncing(ward_app)
    sync.begin()
    sync.run()
    before = calls(ward_app, DETAIL)
    later = syncing(ward_app, clock=lambda: ward_app.runtime.clock() + STALE_MS + 1)
    assert later.run() and calls(ward_app, DETAIL) == 2 * before


def test_a_new_follower_gets_a_name_without_a_new_pass(ward_app: AppFixture) -> None:
    syncing(ward_app).begin()
    syncing(ward_app).run()
    resident = ward_app.zalo.people()[2]["id"]
    ward_app.zalo.follow(resident)
    ward_app.settle()
    assert syncing(ward_app).run()
    person = people.get(ward_app.runtime.store, resident)
    assert person is not None and person.name == "Chị Lê Ngọc Hân" and calls(ward_app, LIST) == 1


def test_who_asked_to_be_forgotten_gets_no_name_again(ward_app: AppFixture) -> None:
    [person_id] = ward_app.zalo.add_people(1)
    ward_app.runtime.zalo.tag(person_id, "hộ nghèo")
    sync = syncing(ward_app)
    sync.begin()
    sync.run()
    with ward_app.runtime.store.write() as db:
        ward_app.runtime.conversation._apply(db, EraseData(), person_id, ward_app.runtime.clock())
    ward_app.runtime.labels.push(5)
    sync.begin()
    sync.run()
    person = people.get(ward_app.runtime.store, person_id)
    assert person is not None and (person.name, person.follows) == (None, 1)
    assert tags.of_person(ward_app.runtime.store, person_id) == []
    assert ward_app.runtime.zalo.person_detail(person_id).tags == ()


def test_the_clock_does_a_little_at_a_time(ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ward_app.runtime.people_sync, "_pause", 0)
    ward_app.zalo.add_people(60)
    sync_people(ward_app.runtime)
    assert len(ward_app.zalo.calls) == PEOPLE_CALLS
    while ward_app.runtime.people_sync.progress().waiting:
        sync_people(ward_app.runtime)
    assert following(ward_app) == at_zalo(ward_app)
    before = len(ward_app.zalo.calls)
    sync_people(ward_app.runtime)
    assert len(ward_app.zalo.calls) == before, "once a day is enough"


def test_the_clock_asks_nothing_without_a_token(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, ZALO_ACCESS_TOKEN="", ZALO_REFRESH_TOKEN="")
    try:
        sync_people(ward_app.runtime)
        assert len(ward_app.zalo.calls) == 0 and followers.state(ward_app.runtime.store) is None
    finally:
        ward_app.close()


def test_names_stand_in_no_log(ward_app: AppFixture, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    ward_app.zalo.add_people(3)
    ward_app.zalo.faults.add_error(-32, path=DETAIL)
    sync = syncing(ward_app)
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
    runtime = Runtime(settings.load(environment), make_router(), live_content=live_content())
    sync = PeopleSync(runtime.store, runtime.zalo, runtime.clock, sleep=lambda seconds: None)
    sync.begin()
    while sync.progress().is_listing:
        sync.run(1)
    progress = sync.progress().listed
    runtime.close()
    served.close()
    zalo.close()
    assert sum(call["path"] == LIST for call in zalo.calls) <= 10, "403 people are nine pages, and the one cut off"
    assert cut_at < 9 and progress == 403


def leave_quietly(ward_app: AppFixture, *person_ids: str) -> None:
    """They stop following, and the event is lost."""
    for person_id in person_ids:
        person = ward_app.zalo.zalo.people.get(person_id)
        assert person is not None
        person.follows = False
