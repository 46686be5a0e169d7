"""Promotion: off until a setting turns it on, and off for good once Zalo says that the path is closed."""

from __future__ import annotations

import pytest

import handlers
from bot import settings
from bot.broadcasts.lifecycle import BroadcastError
from bot.broadcasts.texts import explain_outcome
from bot.runtime import Runtime
from tests.support.app import live_content, live_environment
from tests.support.broadcasts import BroadcastFixture

PATH = "/v3.0/oa/message/promotion"


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PROMOTION_MESSAGES": "yes"}


def started_again(broadcast_ward: BroadcastFixture, promotion: str) -> Runtime:
    """The same installation in another process, with the setting as given."""
    folder = broadcast_ward.runtime.settings.database_path.parent
    found = live_environment(folder, 8000, "http://127.0.0.1:1") | {"ZALO_PROMOTION_MESSAGES": promotion}
    return Runtime(settings.load(found), handlers.make_router(), live_content=live_content())


def is_open(broadcast_ward: BroadcastFixture, promotion: str) -> bool:
    runtime = started_again(broadcast_ward, promotion)
    try:
        assert ("promotion" in runtime.broadcasts.kinds()) is runtime.broadcasts.paths.is_open("promotion")
        return runtime.broadcasts.paths.is_open("promotion")
    finally:
        runtime.close()


def closed_while_sending(broadcast_ward: BroadcastFixture, code: int) -> int:
    broadcast_ward.zalo.faults.add_error(code, 1, PATH)
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(kind="promotion"))
    broadcast_ward.runs(broadcast_id, "paused")
    broadcast_ward.ward_app.settle()
    return broadcast_id


def test_it_reaches_followers_who_wrote_long_ago(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.forward(9 * 86_400_000)
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(kind="promotion"))
    broadcast_ward.runs(broadcast_id)
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


@pytest.mark.parametrize("code", [-233, -240])
def test_a_closed_path_pauses_it_and_stays_closed_for_later_processes(
    broadcast_ward: BroadcastFixture, code: int
) -> None:
    broadcast_id = closed_while_sending(broadcast_ward, code)
    assert broadcast_ward.room.lifecycle.get(broadcast_id).reason == "path_closed"
    assert any(
        "đang tắt" in problem
        for problem in broadcast_ward.room.lifecycle.problems(broadcast_ward.draft(kind="promotion"))
    )
    assert not is_open(broadcast_ward, "yes")


@pytest.mark.parametrize("code", [-233, -240])
def test_a_closed_path_is_not_laid_on_the_person_nor_on_the_words(broadcast_ward: BroadcastFixture, code: int) -> None:
    broadcast_id = closed_while_sending(broadcast_ward, code)
    refused = {
        outcome for state, outcome in broadcast_ward.room.results.counts(broadcast_id).by_reason if state == "failed"
    }
    assert refused == {"unsupported"}
    assert explain_outcome("unsupported").startswith("Zalo không nhận loại tin này")


def test_another_process_knows_at_once(broadcast_ward: BroadcastFixture) -> None:
    other = started_again(broadcast_ward, "yes")
    try:
        assert other.broadcasts.paths.is_open("promotion")
        closed_while_sending(broadcast_ward, -240)
        assert not other.broadcasts.paths.is_open("promotion")
    finally:
        other.close()


def test_the_setting_turned_off_and_on_opens_it_again(broadcast_ward: BroadcastFixture) -> None:
    closed_while_sending(broadcast_ward, -240)
    assert not is_open(broadcast_ward, "no")
    assert is_open(broadcast_ward, "yes")


def test_one_that_stands_still_cannot_go_on_while_the_path_is_closed(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = closed_while_sending(broadcast_ward, -240)
    for act in (broadcast_ward.room.lifecycle.resume, broadcast_ward.room.lifecycle.retry_failed):
        with pytest.raises(BroadcastError, match="đang tắt"):
            act(broadcast_id, broadcast_ward.approver)
    broadcast_ward.room.lifecycle.stop(broadcast_id, broadcast_ward.approver)
    assert sum(broadcast_ward.counts(broadcast_id).values()) == len(broadcast_ward.followers)
