"""An official adopts a month of the propaganda calendar: drafts, and nothing else."""

from __future__ import annotations

from tests.support.broadcasts import BroadcastFixture


def test_a_month_becomes_drafts_once(broadcast_ward: BroadcastFixture) -> None:
    draft_ids = broadcast_ward.room.calendar.adopt(2027, 3, broadcast_ward.author)
    assert 3 <= len(draft_ids) <= 12
    assert {broadcast_ward.state(broadcast_id) for broadcast_id in draft_ids} == {"draft"}
    assert broadcast_ward.room.calendar.adopt(2027, 3, broadcast_ward.author) == []
    assert [taken for _, _, taken in broadcast_ward.room.calendar.month(2027, 3)] == draft_ids
    broadcast_ward.room.feeder.tick()
    assert sum(broadcast_ward.got(broadcast_ward.followers).values()) == 0


def test_every_draft_of_the_year_can_be_submitted_as_it_is(broadcast_ward: BroadcastFixture) -> None:
    for month in range(1, 13):
        for broadcast_id in broadcast_ward.room.calendar.adopt(2027, month, broadcast_ward.author):
            draft = broadcast_ward.room.lifecycle.draft_of(broadcast_ward.room.lifecycle.get(broadcast_id))
            assert broadcast_ward.room.lifecycle.problems(draft) == [], draft.message.title


def test_a_day_that_has_passed_leaves_the_time_open(broadcast_ward: BroadcastFixture) -> None:
    draft_ids = broadcast_ward.room.calendar.adopt(2025, 3, broadcast_ward.author)
    assert {broadcast_ward.room.lifecycle.get(broadcast_id).send_at for broadcast_id in draft_ids} == {None}
