"""Nobody gets more than the ward allows itself, over all broadcasts, however many go out at the same time."""

from __future__ import annotations

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import DAY
from tests.broadcasts.test_article_kind import work
from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    return {"BROADCASTS_PER_PERSON_PER_WEEK": "1", "ZALO_PROMOTION_MESSAGES": "yes"}


def at_once(broadcast_ward: BroadcastFixture, *drafts: BroadcastDraft) -> list[int]:
    """Broadcasts that begin in the same moment, sent to the end."""
    with broadcast_ward.runtime.store.write():  # nothing leaves before all are approved
        made = [broadcast_ward.approved(draft) for draft in drafts]
    for broadcast_id in made:
        broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    return made


def test_two_broadcasts_at_the_same_time_share_the_cap(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ids = at_once(broadcast_ward, broadcast_ward.draft("Một"), broadcast_ward.draft("Hai"))
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}
    named = sum(
        broadcast_ward.room.results.counts(number).by_reason.get(("left_out", "weekly_cap"), 0)
        for number in broadcast_ids
    )
    assert named == len(broadcast_ward.followers)


def test_two_promotions_at_the_same_time_are_one_a_day(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ids = at_once(
        broadcast_ward, broadcast_ward.draft("Một", "promotion"), broadcast_ward.draft("Hai", "promotion")
    )
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}
    assert sum(broadcast_ward.room.results.counts(number).by_state.get("failed", 0) for number in broadcast_ids) == 0


def test_after_a_week_the_next_one_may_come(broadcast_ward: BroadcastFixture) -> None:
    at_once(broadcast_ward, broadcast_ward.draft("Một"))
    broadcast_ward.forward(6 * DAY)
    assert broadcast_ward.room.forecasts.of("consultation", Message("T", "Hai")).out == {
        "weekly_cap": len(broadcast_ward.followers)
    }


def test_an_article_counts_for_everybody_who_follows(broadcast_ward: BroadcastFixture) -> None:
    message = Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5.")
    work(
        broadcast_ward,
        broadcast_ward.approved(
            BroadcastDraft("article", broadcast_ward.room.with_article(message, broadcast_ward.author))
        ),
    )
    forecast = broadcast_ward.room.forecasts.of("consultation", Message("T", "Hai"))
    assert forecast.out == {"weekly_cap": len(broadcast_ward.followers)}
