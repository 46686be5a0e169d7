"""Faults that histories found, each told as its shortest story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import HOUR
from bot.helpdesk.service import HelpdeskError
from tests.torture.ledger import PhoneScreens, check_tables
from tests.torture.machine import SEND_PATH
from tests.torture.officials import template
from tests.torture.system import APPROVER, AUTHOR, PEOPLE, TortureWard


@pytest.fixture
def world(tmp_path: Path) -> Iterator[TortureWard]:
    ward = TortureWard(tmp_path, template())
    yield ward
    ward.close()


def announce(world: TortureWard, latest_start: int | None = None) -> int:
    """A broadcast to everyone, approved and begun."""
    desk = world.runtime.broadcasts.lifecycle
    broadcast_id = desk.create(
        BroadcastDraft("consultation", Message("Lịch", "Tin 1: mai nghỉ."), latest_start=latest_start), AUTHOR
    )
    desk.submit(broadcast_id, AUTHOR)
    desk.approve(broadcast_id, APPROVER)
    world.runtime.broadcasts.feeder.tick()
    return broadcast_id


def shown(world: TortureWard) -> int:
    return PhoneScreens(world.zalo, world.people).shown().total()


def state(world: TortureWard, broadcast_id: int) -> str:
    return str(world.runtime.broadcasts.lifecycle.get(broadcast_id).state)


def counts(world: TortureWard, broadcast_id: int) -> dict[str, int]:
    return world.runtime.broadcasts.results.counts(broadcast_id).by_state


@pytest.mark.parametrize("act", ["pause", "stop"])
@pytest.mark.parametrize("trouble", ["-32", "-211", "token"])
def test_a_call_that_was_refused_for_now_does_not_outlive_an_interruption(
    world: TortureWard, act: str, trouble: str
) -> None:
    broadcast_id = announce(world)
    desk = world.runtime.broadcasts.lifecycle
    world.at_next_call("before", lambda: getattr(desk, act)(broadcast_id, APPROVER))
    if trouble == "token":
        world.zalo.zalo.tokens.revoke_permission()
    else:
        world.zalo.faults.add_error(int(trouble), 1, SEND_PATH)
    world.work(2)
    check_tables(world.runtime)
    before = shown(world)
    world.connect()
    world.clock.now_ms += HOUR
    world.work(10)
    assert shown(world) == before < PEOPLE


def test_messages_that_wait_when_the_quiet_hours_begin_do_not_leave(world: TortureWard) -> None:
    broadcast_id = announce(world)
    world.work(1)
    assert counts(world, broadcast_id) == {"queued": PEOPLE}
    world.clock.now_ms += 9 * HOUR + HOUR // 2
    world.work(10)
    assert shown(world) == 0
    world.clock.now_ms += 10 * HOUR
    world.work(20)
    assert (shown(world), state(world, broadcast_id)) == (PEOPLE, "sent")


def test_a_clock_set_back_does_not_hold_the_queue(world: TortureWard) -> None:
    broadcast_id = announce(world)
    world.clock.now_ms += 3 * HOUR
    world.work(2)
    assert 0 < shown(world) < PEOPLE
    world.clock.now_ms -= 2 * HOUR
    world.work(20)
    assert (shown(world), state(world, broadcast_id)) == (PEOPLE, "sent")


def test_a_pause_of_the_platform_ends_though_the_clock_is_set_back(world: TortureWard) -> None:
    announce(world)
    world.clock.now_ms += 3 * HOUR
    world.zalo.faults.add_error(-32, 1, SEND_PATH)
    world.work(3)
    world.clock.now_ms -= 2 * HOUR
    world.clock.now_ms += HOUR // 2
    world.work(20)
    assert shown(world) == PEOPLE


def test_a_copy_made_by_hand_knows_what_it_is_when_only_one_message_left_since(world: TortureWard) -> None:
    announce(world)
    world.work(1)
    copy = world.back_up()
    world.work(1)
    assert shown(world) > 0
    world.put_back(copy)
    assert world.runtime.restore_guard.is_restored()
    before = shown(world)
    world.work(10)
    assert shown(world) == before


def test_a_restart_is_not_taken_for_a_restored_copy(world: TortureWard) -> None:
    announce(world)
    for _ in range(5):
        world.work(1)
        world.claim()
        world.restart()
        assert not world.runtime.restore_guard.is_restored()


def test_an_old_refusal_is_not_resent_after_the_person_got_it(world: TortureWard) -> None:
    broadcast_id = announce(world)
    world.zalo.faults.add_error(-218, 1, SEND_PATH)
    world.work(10)
    [old] = world.runtime.store.rows("SELECT id FROM outbox WHERE state = 'failed'")
    assert world.runtime.broadcasts.lifecycle.retry_failed(broadcast_id, APPROVER) == 1
    world.work(5)
    assert shown(world) == PEOPLE
    with pytest.raises(HelpdeskError):
        world.runtime.helpdesk.resend(old["id"], APPROVER.id)
    world.work(5)
    assert shown(world) == PEOPLE


def test_nothing_of_a_broadcast_that_stands_still_is_resent(world: TortureWard) -> None:
    broadcast_id = announce(world)
    world.zalo.faults.add_error(-218, 1, SEND_PATH)
    world.work(3)
    world.runtime.broadcasts.lifecycle.pause(broadcast_id, AUTHOR)
    [old] = world.runtime.store.rows("SELECT id FROM outbox WHERE state = 'failed'")
    with pytest.raises(HelpdeskError):
        world.runtime.helpdesk.resend(old["id"], APPROVER.id)


def test_a_quota_that_is_not_renewed_before_the_latest_start_ends_it_then(world: TortureWard) -> None:
    world.zalo.faults.quota_used_up = True
    broadcast_id = announce(world, latest_start=world.clock() + 2 * HOUR)
    world.work(3)
    assert counts(world, broadcast_id) == {"waiting": PEOPLE}
    world.clock.now_ms += 3 * HOUR
    world.work(3)
    assert counts(world, broadcast_id) == {"expired": PEOPLE}
    assert state(world, broadcast_id) == "sent"


def test_who_had_no_row_yet_when_the_time_was_over_gets_one_that_says_so(
    world: TortureWard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcasts.feeder.ROWS_AT_ONCE", 5)
    world.zalo.faults.quota_used_up = True
    broadcast_id = announce(world, latest_start=world.clock() + 2 * HOUR)
    world.work(2)
    assert counts(world, broadcast_id) == {"waiting": 5}
    world.clock.now_ms += 3 * HOUR
    world.work(6)
    assert counts(world, broadcast_id) == {"expired": PEOPLE}
