"""What Zalo lets through in a month: entered by an administrator or unknown, told before, and never tried again once refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import DAY, HOUR
from bot.zalo.limits import VIETNAM
from tests.broadcasts.test_article_kind import work
from tests.support.app import wait_until
from tests.support.broadcasts import BroadcastFixture

PROMOTION, SPREAD = "/v3.0/oa/message/promotion", "/v2.0/oa/message"


@pytest.fixture
def environment() -> dict[str, str]:
    return {
        "ZALO_PROMOTION_MESSAGES": "yes",
        "ZALO_PROMOTIONS_PER_PERSON_PER_MONTH": "2",
        "ZALO_ARTICLES_PER_MONTH": "1",
    }


@pytest.fixture(autouse=True)
def early_in_a_month(broadcast_ward: BroadcastFixture) -> None:
    """The third day of the next month, at noon: some days on it is still the same month."""
    while datetime.fromtimestamp(broadcast_ward.clock() / 1000, VIETNAM).day != 3:
        broadcast_ward.forward(DAY)


def article(broadcast_ward: BroadcastFixture, latest_days: int = 0) -> int:
    message = Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5.")
    now = broadcast_ward.clock()
    latest = now + latest_days * DAY if latest_days else None
    return broadcast_ward.approved(
        BroadcastDraft("article", broadcast_ward.room.with_article(message, broadcast_ward.author), now, latest)
    )


def held(broadcast_ward: BroadcastFixture, broadcast_id: int) -> datetime:
    row = broadcast_ward.room.lifecycle.get(broadcast_id)
    assert row.held_reason == "quota"
    return datetime.fromtimestamp(row.held_until / 1000, VIETNAM)


def refused_article(broadcast_ward: BroadcastFixture) -> int:
    """An article for which Zalo said that the month's number is used up."""
    broadcast_ward.zalo.faults.add_error(-211, 1, SPREAD)
    broadcast_id = article(broadcast_ward, latest_days=60)

    def is_held() -> bool:
        broadcast_ward.room.feeder.tick()
        broadcast_ward.runtime.publishing.advance()
        broadcast_ward.runtime.sender.wake()
        return bool(broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "quota")

    wait_until(is_held, 20)
    return broadcast_id


def test_the_forecast_of_an_article_says_how_many_of_the_month_are_gone(broadcast_ward: BroadcastFixture) -> None:
    before = broadcast_ward.room.forecasts.of("article", Message("T", "Hai"))
    assert "đã gửi 0 trên 1 lần" in before.allowance and not before.warnings
    work(broadcast_ward, article(broadcast_ward))
    after = broadcast_ward.room.forecasts.of("article", Message("T", "Hai"))
    assert "đã gửi 1 trên 1 lần" in after.allowance
    assert any("đủ số lần gửi bài viết" in warning for warning in after.warnings)


def test_an_article_refused_for_the_month_waits_for_the_next_one_and_so_do_the_others(
    broadcast_ward: BroadcastFixture,
) -> None:
    first = refused_article(broadcast_ward)
    assert held(broadcast_ward, first).day == 1
    second = article(broadcast_ward, latest_days=60)
    broadcast_ward.room.feeder.tick()
    broadcast_ward.room.feeder.refill()
    assert held(broadcast_ward, second) == held(broadcast_ward, first)
    forecast = broadcast_ward.room.forecasts.of("article", Message("T", "Hai"))
    assert forecast.starts.day == 1 and any("Zalo đã báo hết" in warning for warning in forecast.warnings)


def test_an_official_who_knows_better_may_let_it_go_on(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = refused_article(broadcast_ward)
    broadcast_ward.room.lifecycle.pause(broadcast_id, broadcast_ward.author)
    broadcast_ward.room.lifecycle.resume(broadcast_id, broadcast_ward.approver)
    work(broadcast_ward, broadcast_id)


def test_a_person_gets_no_more_promotions_in_a_month_than_was_entered(broadcast_ward: BroadcastFixture) -> None:
    for _ in range(2):
        broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft(kind="promotion")))
        broadcast_ward.forward(DAY)
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.room.forecasts.of("promotion", broadcast_ward.draft().message).out == {
        "monthly_cap": len(broadcast_ward.followers)
    }
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(kind="promotion"))
    broadcast_ward.runs(broadcast_id)
    assert broadcast_ward.room.results.counts(broadcast_id).by_reason == {
        ("left_out", "monthly_cap"): len(broadcast_ward.followers)
    }


def test_whom_zalo_has_had_enough_for_is_left_out_until_the_next_month(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.add_error(-218, 1, PROMOTION)
    broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft(kind="promotion")))
    broadcast_ward.ward_app.settle()
    broadcast_ward.forward(DAY)
    assert broadcast_ward.room.forecasts.of("promotion", broadcast_ward.draft().message).out == {"monthly_cap": 1}
    broadcast_ward.forward(31 * DAY)
    assert "monthly_cap" not in broadcast_ward.room.forecasts.of("promotion", broadcast_ward.draft().message).out


def test_promotions_refused_for_the_day_wait_for_the_morning(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.add_error(-211, 1, PROMOTION)
    draft = broadcast_ward.draft(
        kind="promotion", send_at=broadcast_ward.clock(), latest_start=broadcast_ward.clock() + 48 * HOUR
    )
    broadcast_id = broadcast_ward.approved(draft)

    def is_held() -> bool:
        broadcast_ward.room.feeder.tick()
        return bool(broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "quota")

    wait_until(is_held, 20)
    assert held(broadcast_ward, broadcast_id).day == 4
