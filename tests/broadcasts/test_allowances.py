"""What Zalo lets through in a month: entered by an administrator or unknown, told before, and never tried again once refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.broadcasts.message import Message
from bot.broadcasts.service import Draft
from bot.clock import DAY, HOUR
from bot.zalo.limits import VIETNAM
from tests.broadcasts.hall import Hall
from tests.broadcasts.test_article_kind import work
from tests.town import wait_until

PROMOTION, SPREAD = "/v3.0/oa/message/promotion", "/v2.0/oa/message"


@pytest.fixture
def environment() -> dict[str, str]:
    return {
        "ZALO_PROMOTION_MESSAGES": "yes", "ZALO_PROMOTIONS_PER_PERSON_PER_MONTH": "2", "ZALO_ARTICLES_PER_MONTH": "1",
    }  # fmt: skip


@pytest.fixture(autouse=True)
def early_in_a_month(hall: Hall) -> None:
    """The third day of the next month, at noon: some days on it is still the same month."""
    while datetime.fromtimestamp(hall.clock() / 1000, VIETNAM).day != 3:
        hall.forward(DAY)


def article(hall: Hall, latest_days: int = 0) -> int:
    message = Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5.")
    now = hall.clock()
    latest = now + latest_days * DAY if latest_days else None
    return hall.approved(Draft("article", hall.room.with_article(message, hall.author), now, latest))


def held(hall: Hall, broadcast_id: int) -> datetime:
    row = hall.room.desk.get(broadcast_id)
    assert row["held_reason"] == "quota"
    return datetime.fromtimestamp(row["held_until"] / 1000, VIETNAM)


def refused_article(hall: Hall) -> int:
    """An article for which Zalo said that the month's number is used up."""
    hall.zalo.faults.add_error(-211, 1, SPREAD)
    broadcast_id = article(hall, latest_days=60)

    def is_held() -> bool:
        hall.room.courier.tick()
        hall.runtime.publishing.advance()
        hall.runtime.sender.wake()
        return bool(hall.room.desk.get(broadcast_id)["held_reason"] == "quota")

    wait_until(is_held, 20)
    return broadcast_id


def test_the_forecast_of_an_article_says_how_many_of_the_month_are_gone(hall: Hall) -> None:
    before = hall.room.forecasts.of("article", Message("T", "Hai"))
    assert "đã gửi 0 trên 1 lần" in before.allowance and not before.warnings
    work(hall, article(hall))
    after = hall.room.forecasts.of("article", Message("T", "Hai"))
    assert "đã gửi 1 trên 1 lần" in after.allowance
    assert any("đủ số lần gửi bài viết" in warning for warning in after.warnings)


def test_an_article_refused_for_the_month_waits_for_the_next_one_and_so_do_the_others(hall: Hall) -> None:
    first = refused_article(hall)
    assert held(hall, first).day == 1
    second = article(hall, latest_days=60)
    hall.room.courier.tick()
    hall.room.courier.refill()
    assert held(hall, second) == held(hall, first)
    found = hall.room.forecasts.of("article", Message("T", "Hai"))
    assert found.starts.day == 1 and any("Zalo đã báo hết" in warning for warning in found.warnings)


def test_an_official_who_knows_better_may_let_it_go_on(hall: Hall) -> None:
    broadcast_id = refused_article(hall)
    hall.room.desk.pause(broadcast_id, hall.author)
    hall.room.desk.resume(broadcast_id, hall.approver)
    work(hall, broadcast_id)


def test_a_person_gets_no_more_promotions_in_a_month_than_was_entered(hall: Hall) -> None:
    for _ in range(2):
        hall.runs(hall.approved(hall.draft(kind="promotion")))
        hall.forward(DAY)
    hall.town.settle()
    assert hall.room.forecasts.of("promotion", hall.draft().message).out == {"monthly_cap": len(hall.followers)}
    broadcast_id = hall.approved(hall.draft(kind="promotion"))
    hall.runs(broadcast_id)
    assert hall.room.reports.counts(broadcast_id).by_reason == {("left_out", "monthly_cap"): len(hall.followers)}


def test_whom_zalo_has_had_enough_for_is_left_out_until_the_next_month(hall: Hall) -> None:
    hall.zalo.faults.add_error(-218, 1, PROMOTION)
    hall.runs(hall.approved(hall.draft(kind="promotion")))
    hall.town.settle()
    hall.forward(DAY)
    assert hall.room.forecasts.of("promotion", hall.draft().message).out == {"monthly_cap": 1}
    hall.forward(31 * DAY)
    assert "monthly_cap" not in hall.room.forecasts.of("promotion", hall.draft().message).out


def test_promotions_refused_for_the_day_wait_for_the_morning(hall: Hall) -> None:
    hall.zalo.faults.add_error(-211, 1, PROMOTION)
    draft = hall.draft(kind="promotion", send_at=hall.clock(), latest_start=hall.clock() + 48 * HOUR)
    broadcast_id = hall.approved(draft)

    def is_held() -> bool:
        hall.room.courier.tick()
        return bool(hall.room.desk.get(broadcast_id)["held_reason"] == "quota")

    wait_until(is_held, 20)
    assert held(hall, broadcast_id).day == 4
