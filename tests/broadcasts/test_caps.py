"""Nobody gets more than the ward allows itself, over all broadcasts, however many go out at the same time."""

from __future__ import annotations

import pytest

from bot.broadcasts.message import Message
from bot.broadcasts.service import Draft
from bot.clock import DAY
from tests.broadcasts.hall import Hall
from tests.broadcasts.test_article_kind import work


@pytest.fixture
def environment() -> dict[str, str]:
    return {"BROADCASTS_PER_PERSON_PER_WEEK": "1", "ZALO_PROMOTION_MESSAGES": "yes"}


def at_once(hall: Hall, *drafts: Draft) -> list[int]:
    """Broadcasts that begin in the same moment, sent to the end."""
    with hall.runtime.store.write():  # nothing leaves before all are approved
        made = [hall.approved(draft) for draft in drafts]
    for broadcast_id in made:
        hall.runs(broadcast_id)
    hall.town.settle()
    return made


def test_two_broadcasts_at_the_same_time_share_the_cap(hall: Hall) -> None:
    made = at_once(hall, hall.draft("Một"), hall.draft("Hai"))
    assert set(hall.got(hall.followers).values()) == {1}
    named = sum(hall.room.reports.counts(number).by_reason.get(("left_out", "weekly_cap"), 0) for number in made)
    assert named == len(hall.followers)


def test_two_promotions_at_the_same_time_are_one_a_day(hall: Hall) -> None:
    made = at_once(hall, hall.draft("Một", "promotion"), hall.draft("Hai", "promotion"))
    assert set(hall.got(hall.followers).values()) == {1}
    assert sum(hall.room.reports.counts(number).by_state.get("failed", 0) for number in made) == 0


def test_after_a_week_the_next_one_may_come(hall: Hall) -> None:
    at_once(hall, hall.draft("Một"))
    hall.forward(6 * DAY)
    assert hall.room.forecasts.of("consultation", Message("T", "Hai")).out == {"weekly_cap": len(hall.followers)}


def test_an_article_counts_for_everybody_who_follows(hall: Hall) -> None:
    message = Message("Tiêm chủng", "Trạm y tế mở cửa ngày 5.")
    work(hall, hall.approved(Draft("article", hall.room.with_article(message, hall.author))))
    found = hall.room.forecasts.of("consultation", Message("T", "Hai"))
    assert found.out == {"weekly_cap": len(hall.followers)}
