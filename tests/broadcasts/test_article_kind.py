"""An article broadcast: one call, Zalo spreads it; shown only after the approval, never repeated by program."""

from __future__ import annotations

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from tests.support.app import wait_until
from tests.support.broadcasts import HOUR, BroadcastFixture


def article(broadcast_ward: BroadcastFixture, **fields: object) -> BroadcastDraft:
    message = Message(title="Tiêm chủng tháng 12", text="Trạm y tế mở cửa các ngày 5, 12 và 19 tháng 12.")
    return BroadcastDraft("article", broadcast_ward.room.with_article(message, broadcast_ward.author), **fields)  # type: ignore[arg-type]


def work(broadcast_ward: BroadcastFixture, broadcast_id: int, state: str = "sent") -> None:
    """Let every clock job of broadcasts and articles run until the broadcast is in `state`."""

    def is_there() -> bool:
        broadcast_ward.runtime.publishing.advance()
        broadcast_ward.room.feeder.tick()
        broadcast_ward.runtime.sender.wake()
        broadcast_ward.forward(500)
        return broadcast_ward.state(broadcast_id) == state

    wait_until(is_there, 30)


def broadcasts_at_zalo(broadcast_ward: BroadcastFixture) -> int:
    return sum(call["path"] == "/v2.0/oa/message" for call in broadcast_ward.zalo.zalo.calls.calls_since(0)["calls"])


def test_it_is_shown_after_the_approval_and_reaches_everyone_with_one_call(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(article(broadcast_ward))
    work(broadcast_ward, broadcast_id)
    assert broadcast_ward.counts(broadcast_id) == {"sent": 1}
    assert set(broadcast_ward.got(broadcast_ward.followers).values()) == {1}


def test_nothing_of_it_is_on_zalo_for_people_before_the_approval(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.room.lifecycle.create(article(broadcast_ward), broadcast_ward.author)
    broadcast_ward.room.lifecycle.submit(broadcast_id, broadcast_ward.author)
    for _ in range(5):
        broadcast_ward.runtime.publishing.advance()
        broadcast_ward.room.feeder.tick()
        broadcast_ward.forward(10_000)
    assert not [item for item in broadcast_ward.runtime.zalo.list_articles() if item.status == "show"]


def test_it_waits_for_the_morning(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.forward(10 * HOUR)
    broadcast_id = broadcast_ward.approved(article(broadcast_ward))
    for _ in range(5):
        broadcast_ward.runtime.publishing.advance()
        broadcast_ward.room.feeder.tick()
    assert broadcast_ward.state(broadcast_id) == "scheduled"
    broadcast_ward.forward(9 * HOUR)
    work(broadcast_ward, broadcast_id)
    assert broadcast_ward.counts(broadcast_id) == {"sent": 1}


def test_one_that_was_cut_off_is_unknown_and_not_repeated(broadcast_ward: BroadcastFixture) -> None:
    broadcast_id = broadcast_ward.approved(article(broadcast_ward))
    work(broadcast_ward, broadcast_id, "sending")
    wait_until(lambda: _shown(broadcast_ward, broadcast_id))
    broadcast_ward.zalo.faults.drops = 1
    work(broadcast_ward, broadcast_id)
    assert broadcast_ward.counts(broadcast_id) == {"unknown": 1}
    for _ in range(5):
        broadcast_ward.forward(HOUR)
        broadcast_ward.room.feeder.tick()
    assert max(broadcast_ward.got(broadcast_ward.followers).values()) <= 1


def _shown(broadcast_ward: BroadcastFixture, broadcast_id: int) -> bool:
    broadcast_ward.runtime.publishing.advance()
    broadcast_ward.forward(500)
    message = broadcast_ward.room.sent_message(broadcast_id)
    assert message is not None and message.article_id is not None
    return broadcast_ward.runtime.publishing.zalo_id(message.article_id) is not None


def test_an_audience_of_zalos_codes_needs_codes_in_the_settings(broadcast_ward: BroadcastFixture) -> None:
    from dataclasses import replace

    draft = article(broadcast_ward)
    narrowed = replace(draft, message=replace(draft.message, target={"gender": "2"}))
    assert [problem for problem in broadcast_ward.room.lifecycle.problems(narrowed) if "gender=2" in problem]
    assert broadcast_ward.room.lifecycle.problems(draft) == []


def test_whoever_asked_for_no_notices_is_counted_before_the_approval(broadcast_ward: BroadcastFixture) -> None:
    broadcast_ward.zalo.person_says(broadcast_ward.followers[0], "dừng nhận tin")
    broadcast_ward.ward_app.settle()
    answer = broadcast_ward.zalo.talk(broadcast_ward.followers[0])[-1]["text"]
    assert "bài viết chung thì Zalo phát tới mọi người" in answer and "tắt thông báo" in answer
    forecast = broadcast_ward.room.forecasts.of("article", article(broadcast_ward).message)
    assert any("1 người đã xin ngừng nhận tin" in warning for warning in forecast.warnings)
