"""What Zalo refuses, what officials interrupt, and what people decide while a broadcast is being sent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.broadcasts.lifecycle import BroadcastError
from bot.clock import MINUTE
from bot.operations.unknown_messages import settle_unknown
from bot.store import people
from tests.support.app import wait_until
from tests.support.broadcasts import HOUR, BroadcastFixture, CallGate
from tests.support.line import cut_line


@pytest.fixture
def environment() -> dict[str, str]:
    return {"SEND_CONCURRENCY": "2"}


WAITING_REPLIES = "SELECT 1 FROM outbox WHERE person_id = ? AND state = 'queued' AND delivery_id IS NULL"


@contextmanager
def half_sent(broadcast_ward: BroadcastFixture, followers: int = 60) -> Iterator[tuple[int, CallGate]]:
    """A broadcast of which five messages are out, two are on their way, and the others wait until the end of this."""
    broadcast_ward.followers += broadcast_ward.add_followers(followers)
    broadcast_id = broadcast_ward.approved()
    with broadcast_ward.held_after(5) as gate:
        broadcast_ward.send_some(broadcast_id, 5)
        yield broadcast_id, gate


def test_a_pause_takes_hold_and_a_resume_goes_on(broadcast_ward: BroadcastFixture) -> None:
    with half_sent(broadcast_ward) as (broadcast_id, _):
        broadcast_ward.room.lifecycle.pause(broadcast_id, broadcast_ward.author)
    broadcast_ward.ward_app.settle()
    assert 5 <= broadcast_ward.room.results.counts(broadcast_id).reached <= 5 + 2
    assert broadcast_ward.counts(broadcast_id).get("queued", 0) == 0
    broadcast_ward.room.lifecycle.resume(broadcast_id, broadcast_ward.approver)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


def test_a_stop_leaves_out_who_has_not_got_it(broadcast_ward: BroadcastFixture) -> None:
    with half_sent(broadcast_ward) as (broadcast_id, _):
        broadcast_ward.room.lifecycle.stop(broadcast_id, broadcast_ward.author)
    broadcast_ward.ward_app.settle()
    counts = broadcast_ward.counts(broadcast_id)
    assert counts["cancelled"] >= len(broadcast_ward.followers) - 5 - 2
    assert sum(counts.values()) == len(broadcast_ward.followers)
    assert (
        sum(broadcast_ward.got(broadcast_ward.followers).values())
        == broadcast_ward.room.results.counts(broadcast_id).reached
    )


def test_who_says_stop_while_it_is_sent_is_left_out_from_that_moment(broadcast_ward: BroadcastFixture) -> None:
    with half_sent(broadcast_ward) as (broadcast_id, _):
        last = max(broadcast_ward.followers)
        broadcast_ward.zalo.person_says(last, "ngừng nhận tin")
        wait_until(lambda: people.get(broadcast_ward.runtime.store, last).opted_out_at is not None)  # type: ignore[union-attr]
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    texts = [message["text"] for message in broadcast_ward.zalo.talk(last) if message["who"] == "oa"]
    assert texts and not any(text.startswith("Chào Người") for text in texts)
    assert broadcast_ward.room.results.counts(broadcast_id).by_reason["left_out", "opted_out"] == 1


def test_a_reply_overtakes_the_broadcast(broadcast_ward: BroadcastFixture) -> None:
    with half_sent(broadcast_ward) as (broadcast_id, gate):
        asker, begun = min(broadcast_ward.followers), len(gate.people)
        broadcast_ward.zalo.person_says(asker, "làm khai sinh cần giấy tờ gì")
        wait_until(lambda: bool(broadcast_ward.runtime.store.rows(WAITING_REPLIES, [asker])))
        gate.open()
        broadcast_ward.runs(broadcast_id)
    assert asker in gate.people[begun : begun + 3]


def test_ten_failures_in_a_hundred_make_it_stand_still(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.add_error(-201, 12, "/v3.0/oa/message/cs")
    broadcast_ward.followers += broadcast_ward.add_followers(60)
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id, "paused")
    row = broadcast_ward.room.lifecycle.get(broadcast_id)
    assert row.reason == "failures"
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.counts(broadcast_id)["failed"] < 20
    assert broadcast_ward.counts(broadcast_id)["waiting"] > 0


def test_a_used_up_quota_waits_until_it_is_renewed(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.quota_used_up = True
    broadcast_id = broadcast_ward.approved(
        broadcast_ward.draft(latest_start=broadcast_ward.runtime.clock() + 72 * HOUR)
    )
    broadcast_ward.room.feeder.tick()
    wait_until(
        lambda: (
            broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "quota"
            and broadcast_ward.counts(broadcast_id) == {"waiting": len(broadcast_ward.followers)}
        )
    )
    assert broadcast_ward.state(broadcast_id) == "sending"
    broadcast_ward.zalo.faults.quota_used_up = False
    broadcast_ward.forward(22 * HOUR)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


def test_a_quota_that_is_not_renewed_in_time_ends_it_by_name(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.quota_used_up = True
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(latest_start=broadcast_ward.runtime.clock() + 2 * HOUR))
    broadcast_ward.room.feeder.tick()
    wait_until(lambda: broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "quota")
    broadcast_ward.forward(24 * HOUR)
    broadcast_ward.runs(broadcast_id)
    assert broadcast_ward.room.results.counts(broadcast_id).by_reason == {
        ("expired", "too_late"): len(broadcast_ward.followers)
    }


def test_a_lost_token_makes_it_stand_still_and_names_it(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.zalo.tokens.revoke_permission()
    broadcast_ward.zalo.expire_access_tokens()
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id, "paused")
    assert broadcast_ward.room.lifecycle.get(broadcast_id).reason == "token"


def test_only_what_failed_retryably_is_sent_again(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.add_error(-218, 2, "/v3.0/oa/message/cs")
    broadcast_ward.zalo.faults.add_error(-217, 1, "/v3.0/oa/message/cs")
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id)
    assert broadcast_ward.counts(broadcast_id)["failed"] == 3
    assert broadcast_ward.room.lifecycle.retry_failed(broadcast_id, broadcast_ward.approver) == 2
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.counts(broadcast_id)["failed"] == 1
    assert max(broadcast_ward.got(broadcast_ward.followers).values()) == 1
    with pytest.raises(BroadcastError, match="Không có tin hỏng"):
        broadcast_ward.room.lifecycle.retry_failed(broadcast_id, broadcast_ward.approver)


def test_what_is_unknown_is_named_and_never_sent_again_by_itself(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.faults.receipts = False
    broadcast_ward.zalo.faults.drops = 1
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    counts = broadcast_ward.counts(broadcast_id)
    assert counts.get("unknown", 0) + broadcast_ward.room.results.counts(broadcast_id).reached == len(
        broadcast_ward.followers
    )
    assert max(broadcast_ward.got(broadcast_ward.followers).values()) == 1


def test_nothing_that_was_changed_after_the_approval_is_sent(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(broadcast_ward.draft(send_at=broadcast_ward.runtime.clock() + HOUR))
    with broadcast_ward.runtime.store.write() as db:
        db.conn.execute("UPDATE broadcasts SET frozen = replace(frozen, 'phường', 'tôi') WHERE id = ?", [broadcast_id])
    broadcast_ward.forward(HOUR)
    broadcast_ward.runs(broadcast_id, "paused")
    assert broadcast_ward.room.lifecycle.get(broadcast_id).reason == "tampered"
    assert sum(broadcast_ward.got(broadcast_ward.followers).values()) == 0


def test_a_handful_of_unknown_messages_makes_it_stand_still_and_one_act_sends_what_zalo_does_not_have(
    broadcast_ward: BroadcastFixture,
) -> None:
    broadcast_ward.followers += broadcast_ward.add_followers(40)
    broadcast_ward.zalo.faults.server_errors = 40
    broadcast_id = broadcast_ward.approved()
    broadcast_ward.runs(broadcast_id, "paused")
    assert broadcast_ward.room.lifecycle.get(broadcast_id).reason == "unknown"
    broadcast_ward.ward_app.settle()
    unknown = broadcast_ward.counts(broadcast_id)["unknown"]
    assert 5 <= unknown <= 8
    with pytest.raises(BroadcastError, match="Không có tin hỏng"):  # nobody has looked into Zalo's record yet
        broadcast_ward.room.lifecycle.retry_failed(broadcast_id, broadcast_ward.approver)
    broadcast_ward.zalo.faults.server_errors = 0
    broadcast_ward.forward(6 * MINUTE)
    broadcast_ward.ward_app.settle()
    for follower in broadcast_ward.followers:
        broadcast_ward.zalo.person_says(follower, "#xem")
    broadcast_ward.ward_app.settle()
    settle_unknown(broadcast_ward.runtime)
    assert broadcast_ward.room.results.missing(broadcast_id) == unknown
    assert broadcast_ward.room.lifecycle.retry_failed(broadcast_id, broadcast_ward.approver) == unknown
    broadcast_ward.room.lifecycle.resume(broadcast_id, broadcast_ward.approver)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    words = [
        [m for m in broadcast_ward.zalo.talk(follower) if m["who"] == "oa" and m["text"].startswith("Chào Người")]
        for follower in broadcast_ward.followers
    ]
    assert {len(value) for value in words} == {1}


def test_a_line_away_holds_it_and_nobody_is_lost(broadcast_ward: BroadcastFixture) -> None:
    with cut_line():
        broadcast_id = broadcast_ward.approved()
        broadcast_ward.room.feeder.tick()
        wait_until(lambda: broadcast_ward.room.lifecycle.get(broadcast_id).held_reason == "no_line")
        wait_until(lambda: broadcast_ward.counts(broadcast_id) == {"waiting": len(broadcast_ward.followers)})
    broadcast_ward.forward(2 * MINUTE)
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}
