"""An article broadcast: one call, Zalo spreads it; shown only after the approval, never repeated by program."""

from __future__ import annotations

from bot.broadcasts.message import Message
from bot.broadcasts.service import Draft
from tests.broadcasts.hall import HOUR, Hall
from tests.town import wait_until


def article(hall: Hall, **fields: object) -> Draft:
    message = Message(title="Tiêm chủng tháng 12", text="Trạm y tế mở cửa các ngày 5, 12 và 19 tháng 12.")
    return Draft("article", hall.room.with_article(message, hall.author), **fields)  # type: ignore[arg-type]


def work(hall: Hall, broadcast_id: int, state: str = "sent") -> None:
    """Let every clock job of broadcasts and articles run until the broadcast is in `state`."""

    def is_there() -> bool:
        hall.runtime.publishing.advance()
        hall.room.courier.tick()
        hall.runtime.sender.wake()
        hall.forward(500)
        return hall.state(broadcast_id) == state

    wait_until(is_there, 30)


def broadcasts_at_zalo(hall: Hall) -> int:
    return sum(call["path"] == "/v2.0/oa/message" for call in hall.zalo.zalo.calls.since(0)["calls"])


def test_it_is_shown_after_the_approval_and_reaches_everyone_with_one_call(hall: Hall) -> None:
    broadcast_id = hall.approved(article(hall))
    work(hall, broadcast_id)
    assert hall.counts(broadcast_id) == {"sent": 1}
    assert set(hall.got(hall.followers).values()) == {1}


def test_nothing_of_it_is_on_zalo_for_people_before_the_approval(hall: Hall) -> None:
    broadcast_id = hall.room.desk.create(article(hall), hall.author)
    hall.room.desk.submit(broadcast_id, hall.author)
    for _ in range(5):
        hall.runtime.publishing.advance()
        hall.room.courier.tick()
        hall.forward(10_000)
    assert not [item for item in hall.runtime.zalo.list_articles() if item.status == "show"]


def test_it_waits_for_the_morning(hall: Hall) -> None:
    hall.forward(10 * HOUR)
    broadcast_id = hall.approved(article(hall))
    for _ in range(5):
        hall.runtime.publishing.advance()
        hall.room.courier.tick()
    assert hall.state(broadcast_id) == "scheduled"
    hall.forward(9 * HOUR)
    work(hall, broadcast_id)
    assert hall.counts(broadcast_id) == {"sent": 1}


def test_one_that_was_cut_off_is_unknown_and_not_repeated(hall: Hall) -> None:
    broadcast_id = hall.approved(article(hall))
    work(hall, broadcast_id, "sending")
    wait_until(lambda: _shown(hall, broadcast_id))
    hall.zalo.faults.drops = 1
    work(hall, broadcast_id)
    assert hall.counts(broadcast_id) == {"unknown": 1}
    for _ in range(5):
        hall.forward(HOUR)
        hall.room.courier.tick()
    assert max(hall.got(hall.followers).values()) <= 1


def _shown(hall: Hall, broadcast_id: int) -> bool:
    hall.runtime.publishing.advance()
    hall.forward(500)
    message = hall.room.sent_message(broadcast_id)
    assert message is not None and message.article_id is not None
    return hall.runtime.publishing.zalo_id(message.article_id) is not None


def test_an_audience_of_zalos_codes_needs_codes_in_the_settings(hall: Hall) -> None:
    from dataclasses import replace

    draft = article(hall)
    narrowed = replace(draft, message=replace(draft.message, target={"gender": "2"}))
    assert [problem for problem in hall.room.desk.problems(narrowed) if "gender=2" in problem]
    assert hall.room.desk.problems(draft) == []
