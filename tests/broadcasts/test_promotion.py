"""Promotion: off until a setting turns it on, and off for good once Zalo says that the path is closed."""

from __future__ import annotations

import pytest

import handlers
from bot import settings
from bot.broadcasts.service import BroadcastError
from bot.broadcasts.words import explained
from bot.runtime import Runtime
from tests.broadcasts.hall import Hall
from tests.town import brain, live_environment

PATH = "/v3.0/oa/message/promotion"


@pytest.fixture
def environment() -> dict[str, str]:
    return {"ZALO_PROMOTION_MESSAGES": "yes"}


def started_again(hall: Hall, promotion: str) -> Runtime:
    """The same installation in another process, with the setting as given."""
    folder = hall.runtime.settings.database_path.parent
    found = live_environment(folder, 8000, "http://127.0.0.1:1") | {"ZALO_PROMOTION_MESSAGES": promotion}
    return Runtime(settings.load(found), handlers.TOPICS, brain=brain())


def is_open(hall: Hall, promotion: str) -> bool:
    runtime = started_again(hall, promotion)
    try:
        assert ("promotion" in runtime.broadcasting.kinds()) is runtime.broadcasting.promotion.is_open()
        return runtime.broadcasting.promotion.is_open()
    finally:
        runtime.close()


def closed_while_sending(hall: Hall, code: int) -> int:
    hall.zalo.faults.add_error(code, 1, PATH)
    broadcast_id = hall.approved(hall.draft(kind="promotion"))
    hall.runs(broadcast_id, "paused")
    hall.town.settle()
    return broadcast_id


def test_it_reaches_followers_who_wrote_long_ago(hall: Hall) -> None:
    hall.forward(9 * 86_400_000)
    broadcast_id = hall.approved(hall.draft(kind="promotion"))
    hall.runs(broadcast_id)
    assert set(hall.got(hall.followers).values()) == {1}


@pytest.mark.parametrize("code", [-233, -240])
def test_a_closed_path_pauses_it_and_stays_closed_for_later_processes(hall: Hall, code: int) -> None:
    broadcast_id = closed_while_sending(hall, code)
    assert hall.room.desk.get(broadcast_id)["reason"] == "path_closed"
    assert any("đang tắt" in problem for problem in hall.room.desk.problems(hall.draft(kind="promotion")))
    assert not is_open(hall, "yes")


@pytest.mark.parametrize("code", [-233, -240])
def test_a_closed_path_is_not_laid_on_the_person_nor_on_the_words(hall: Hall, code: int) -> None:
    broadcast_id = closed_while_sending(hall, code)
    refused = {outcome for state, outcome in hall.room.reports.counts(broadcast_id).by_reason if state == "failed"}
    assert refused == {"unsupported"}
    assert explained("unsupported").startswith("Zalo không nhận loại tin này")


def test_another_process_knows_at_once(hall: Hall) -> None:
    other = started_again(hall, "yes")
    try:
        assert other.broadcasting.promotion.is_open()
        closed_while_sending(hall, -240)
        assert not other.broadcasting.promotion.is_open()
    finally:
        other.close()


def test_the_setting_turned_off_and_on_opens_it_again(hall: Hall) -> None:
    closed_while_sending(hall, -240)
    assert not is_open(hall, "no")
    assert is_open(hall, "yes")


def test_one_that_stands_still_cannot_go_on_while_the_path_is_closed(hall: Hall) -> None:
    broadcast_id = closed_while_sending(hall, -240)
    for act in (hall.room.desk.resume, hall.room.desk.retry_failed):
        with pytest.raises(BroadcastError, match="đang tắt"):
            act(broadcast_id, hall.approver)
    hall.room.desk.stop(broadcast_id, hall.approver)
    assert sum(hall.counts(broadcast_id).values()) == len(hall.followers)
