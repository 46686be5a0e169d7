"""What Zalo refuses, what officials interrupt, and what people decide while a broadcast is being sent."""

from __future__ import annotations

import pytest

from bot.broadcasts.service import BroadcastError
from bot.store import people
from tests.broadcasts.hall import HOUR, Hall
from tests.town import wait_until


@pytest.fixture
def environment() -> dict[str, str]:
    return {"SEND_RATE_PER_SECOND": "40", "SEND_CONCURRENCY": "2"}


def begin(hall: Hall, followers: int = 60) -> int:
    """A broadcast of which some messages are out and most are not."""
    hall.followers += hall.add_followers(followers)
    broadcast_id = hall.approved()
    hall.room.courier.tick()
    wait_until(lambda: hall.room.reports.counts(broadcast_id).reached >= 5)
    return broadcast_id


def test_a_pause_takes_hold_and_a_resume_goes_on(hall: Hall) -> None:
    broadcast_id = begin(hall)
    hall.room.desk.pause(broadcast_id, hall.author)
    hall.town.settle()
    reached = hall.room.reports.counts(broadcast_id).reached
    assert reached < len(hall.followers)
    assert hall.counts(broadcast_id).get("queued", 0) == 0
    hall.room.desk.resume(broadcast_id, hall.approver)
    hall.runs(broadcast_id)
    hall.town.settle()
    assert set(hall.got(hall.followers).values()) == {1}


def test_a_stop_leaves_out_who_has_not_got_it(hall: Hall) -> None:
    broadcast_id = begin(hall)
    hall.room.desk.stop(broadcast_id, hall.author)
    hall.town.settle()
    counts = hall.counts(broadcast_id)
    assert counts["cancelled"] > 0
    assert sum(counts.values()) == len(hall.followers)
    assert sum(hall.got(hall.followers).values()) == hall.room.reports.counts(broadcast_id).reached


def test_who_says_stop_while_it_is_sent_is_left_out_from_that_moment(hall: Hall) -> None:
    broadcast_id = begin(hall)
    last = max(hall.followers)
    hall.zalo.person_says(last, "ngừng nhận tin")
    hall.runs(broadcast_id)
    hall.town.settle()
    assert people.get(hall.runtime.store, last)["opted_out_at"] is not None  # type: ignore[index]
    texts = [message["text"] for message in hall.zalo.talk(last) if message["who"] == "oa"]
    assert not any(text.startswith("Chào Người") for text in texts)
    assert hall.room.reports.counts(broadcast_id).by_reason["left_out", "opted_out"] == 1


def test_a_reply_overtakes_the_broadcast(hall: Hall) -> None:
    broadcast_id = begin(hall, followers=200)
    asker = min(hall.followers)
    hall.zalo.person_says(asker, "làm khai sinh cần giấy tờ gì")
    wait_until(
        lambda: any("khai sinh" in message["text"] for message in hall.zalo.talk(asker) if message["who"] == "oa")
    )
    assert hall.state(broadcast_id) == "sending"


def test_ten_failures_in_a_hundred_make_it_stand_still(hall: Hall) -> None:
    hall.zalo.faults.add_error(-201, 12, "/v3.0/oa/message/cs")
    hall.followers += hall.add_followers(60)
    broadcast_id = hall.approved()
    hall.runs(broadcast_id, "paused")
    row = hall.room.desk.get(broadcast_id)
    assert row["reason"] == "failures"
    hall.town.settle()
    assert hall.counts(broadcast_id)["failed"] < 20
    assert hall.counts(broadcast_id)["waiting"] > 0


def test_a_used_up_quota_waits_until_it_is_renewed(hall: Hall) -> None:
    hall.zalo.faults.quota_used_up = True
    broadcast_id = hall.approved(hall.draft(latest_start=hall.runtime.clock() + 72 * HOUR))
    hall.room.courier.tick()
    wait_until(
        lambda: (
            hall.room.desk.get(broadcast_id)["held_reason"] == "quota"
            and hall.counts(broadcast_id) == {"waiting": len(hall.followers)}
        )
    )
    assert hall.state(broadcast_id) == "sending"
    hall.zalo.faults.quota_used_up = False
    hall.forward(22 * HOUR)
    hall.runs(broadcast_id)
    hall.town.settle()
    assert set(hall.got(hall.followers).values()) == {1}


def test_a_quota_that_is_not_renewed_in_time_ends_it_by_name(hall: Hall) -> None:
    hall.zalo.faults.quota_used_up = True
    broadcast_id = hall.approved(hall.draft(latest_start=hall.runtime.clock() + 2 * HOUR))
    hall.room.courier.tick()
    wait_until(lambda: hall.room.desk.get(broadcast_id)["held_reason"] == "quota")
    hall.forward(24 * HOUR)
    hall.runs(broadcast_id)
    assert hall.room.reports.counts(broadcast_id).by_reason == {("expired", "too_late"): len(hall.followers)}


def test_a_lost_token_makes_it_stand_still_and_names_it(hall: Hall) -> None:
    hall.zalo.zalo.tokens.revoke()
    hall.zalo.expire_access_tokens()
    broadcast_id = hall.approved()
    hall.runs(broadcast_id, "paused")
    assert hall.room.desk.get(broadcast_id)["reason"] == "token"


def test_only_what_failed_retryably_is_sent_again(hall: Hall) -> None:
    hall.zalo.faults.add_error(-218, 2, "/v3.0/oa/message/cs")
    hall.zalo.faults.add_error(-217, 1, "/v3.0/oa/message/cs")
    broadcast_id = hall.approved()
    hall.runs(broadcast_id)
    assert hall.counts(broadcast_id)["failed"] == 3
    assert hall.room.desk.retry_failed(broadcast_id, hall.approver) == 2
    hall.runs(broadcast_id)
    hall.town.settle()
    assert hall.counts(broadcast_id)["failed"] == 1
    assert max(hall.got(hall.followers).values()) == 1
    with pytest.raises(BroadcastError, match="Không có tin hỏng"):
        hall.room.desk.retry_failed(broadcast_id, hall.approver)


def test_what_is_unknown_is_named_and_never_sent_again_by_itself(hall: Hall) -> None:
    hall.zalo.faults.receipts = False
    hall.zalo.faults.drops = 1
    broadcast_id = hall.approved()
    hall.runs(broadcast_id)
    hall.town.settle()
    counts = hall.counts(broadcast_id)
    assert counts.get("unknown", 0) + hall.room.reports.counts(broadcast_id).reached == len(hall.followers)
    assert max(hall.got(hall.followers).values()) == 1


def test_nothing_that_was_changed_after_the_approval_is_sent(hall: Hall) -> None:
    broadcast_id = hall.approved(hall.draft(send_at=hall.runtime.clock() + HOUR))
    with hall.runtime.store.write() as db:
        db.conn.execute("UPDATE broadcasts SET frozen = replace(frozen, 'phường', 'tôi') WHERE id = ?", [broadcast_id])
    hall.forward(HOUR)
    hall.runs(broadcast_id, "paused")
    assert hall.room.desk.get(broadcast_id)["reason"] == "tampered"
    assert sum(hall.got(hall.followers).values()) == 0
