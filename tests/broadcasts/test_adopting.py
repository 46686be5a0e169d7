"""An official adopts a month of the propaganda calendar: drafts, and nothing else."""

from __future__ import annotations

from tests.broadcasts.hall import Hall


def test_a_month_becomes_drafts_once(hall: Hall) -> None:
    made = hall.room.calendar.adopt(2027, 3, hall.author)
    assert 3 <= len(made) <= 5
    assert {hall.state(broadcast_id) for broadcast_id in made} == {"draft"}
    assert hall.room.calendar.adopt(2027, 3, hall.author) == []
    assert [taken for _, _, taken in hall.room.calendar.month(2027, 3)] == made
    hall.room.courier.tick()
    assert sum(hall.got(hall.followers).values()) == 0


def test_every_draft_of_the_year_can_be_submitted_as_it_is(hall: Hall) -> None:
    for month in range(1, 13):
        for broadcast_id in hall.room.calendar.adopt(2027, month, hall.author):
            draft = hall.room.desk.draft_of(hall.room.desk.get(broadcast_id))
            assert hall.room.desk.problems(draft) == [], draft.message.title


def test_a_day_that_has_passed_leaves_the_time_open(hall: Hall) -> None:
    made = hall.room.calendar.adopt(2025, 3, hall.author)
    assert {hall.room.desk.get(broadcast_id)["send_at"] for broadcast_id in made} == {None}
