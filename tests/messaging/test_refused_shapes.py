"""A shape of message that Zalo refuses never means silence: replies and broadcasts arrive in another shape, at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.broadcasts.lifecycle import BroadcastDraft
from bot.broadcasts.message import Message
from bot.clock import DAY, MINUTE
from bot.messaging.shape_memory import NotedShapes
from bot.operations.unknown_messages import settle_unknown
from bot.reply import Button
from bot.store import Store, people
from bot.zalo.shapes import Family, MessageShape
from tests.support.app import OA_ID, AppFixture, Resident, wait_until
from tests.support.broadcasts import BroadcastFixture

CS = "/v3.0/oa/message/cs"
REFUSALS = (-201, -210, -233, -240)
ASKED = "Làm giấy khai sinh cần gì?"


def calls(ward_app: AppFixture) -> list[str]:
    """The shapes of the messages with buttons Zalo was sent, oldest first; plain text is "text"."""
    listed_calls = [call for call in ward_app.zalo.calls if call["path"] == CS]
    return [_shape(call["body"]["message"]) for call in listed_calls]


def _shape(message: dict[str, Any]) -> str:
    if "attachment" not in message:
        return "text"
    payload = message["attachment"]["payload"]
    return payload.get("template_type", "message" if "text" in message else "?")


def refuse(ward_app: AppFixture, code: int, *shapes: str) -> None:
    for shape in shapes:
        ward_app.zalo.faults.refuse_shape(shape, code)


def remember_plain(ward_app: AppFixture) -> None:
    """As if three different messages had been accepted as plain text only."""
    memory = NotedShapes(ward_app.runtime.store, ward_app.runtime.clock, MessageShape.MESSAGE)
    memory.remember(Family.BUTTONS, MessageShape.PLAIN)


@pytest.fixture
def broadcast_ward(tmp_path: Path) -> Iterator[BroadcastFixture]:
    fixture = BroadcastFixture(tmp_path, followers=6)
    yield fixture
    fixture.close()


def test_buttons_go_with_the_words_beside_them(own_ward_app: AppFixture) -> None:
    answer = own_ward_app.new_person().says(ASKED)[-1]
    assert answer["buttons"] and answer["text"]
    sent = [call["body"]["message"] for call in own_ward_app.zalo.calls if call["path"] == CS][-1]
    assert sent["text"] == answer["text"]
    assert set(sent["attachment"]["payload"]) == {"buttons"}


def test_the_other_shape_can_be_the_first_choice(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, ZALO_BUTTON_TEXT_IN="payload")
    try:
        ward_app.new_person().says(ASKED)
        assert "button" in calls(ward_app) and "message" not in calls(ward_app)
    finally:
        ward_app.close()


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("shape", ["message", "payload"])
def test_a_refused_shape_of_buttons_is_followed_by_the_other(own_ward_app: AppFixture, code: int, shape: str) -> None:
    refuse(own_ward_app, code, shape)
    resident = own_ward_app.new_person()
    answer = resident.says(ASKED)[-1]
    assert [button["title"] for button in answer["buttons"]]
    assert resident.presses(answer["buttons"][0]["title"])[-1]["text"]
    assert own_ward_app.runtime.failed_items.newest(50) == ([], [])


def test_both_refused_everything_arrives_as_numbered_text_and_the_number_answers(own_ward_app: AppFixture) -> None:
    refuse(own_ward_app, -201, "message", "payload")
    resident = own_ward_app.new_person()
    messages = resident.says(ASKED)
    assert not any(message["buttons"] for message in messages)
    assert "\n1. " in messages[-1]["text"] and "\n2. " in messages[-1]["text"]
    assert "Trợ lý chưa hiểu" not in resident.says("1")[-1]["text"]
    assert resident.says("gặp cán bộ")
    assert own_ward_app.runtime.failed_items.newest(50) == ([], [])


def test_a_refused_list_of_cards_arrives_as_text(own_ward_app: AppFixture) -> None:
    refuse(own_ward_app, -233, "list")
    messages = own_ward_app.new_person().says("tin mới của phường")
    assert any(message["text"] for message in messages)
    assert own_ward_app.runtime.failed_items.newest(50) == ([], [])


def test_the_shape_that_was_taken_is_remembered(own_ward_app: AppFixture) -> None:
    refuse(own_ward_app, -201, "message")
    resident = own_ward_app.new_person()
    resident.says(ASKED)
    before = len(calls(own_ward_app))
    resident.says("lệ phí bao nhiêu")
    assert "message" in calls(own_ward_app)[:before]
    assert "message" not in calls(own_ward_app)[before:]


def test_what_was_remembered_is_forgotten_after_a_week_and_tried_again(broadcast_ward: BroadcastFixture) -> None:
    ward_app = broadcast_ward.ward_app
    refuse(ward_app, -201, "message", "payload")
    resident = ward_app.new_person()
    for text in (ASKED, "giờ làm việc", "lệ phí bao nhiêu"):
        assert not resident.says(text)[-1]["buttons"]
    ward_app.zalo.faults.clear()
    assert not resident.says("lệ phí bao nhiêu")[-1]["buttons"]
    broadcast_ward.forward(7 * DAY + 1)
    assert resident.says(ASKED)[-1]["buttons"]


def test_both_processes_of_an_installation_share_what_was_learned(tmp_path: Path) -> None:
    now = [1_795_410_000_000]
    web, clock = Store(tmp_path / "ward.db"), Store(tmp_path / "ward.db")
    NotedShapes(web, lambda: now[0], MessageShape.MESSAGE).remember(Family.BUTTONS, MessageShape.PAYLOAD)
    other = NotedShapes(clock, lambda: now[0], MessageShape.MESSAGE)
    assert other.taken(Family.BUTTONS) is MessageShape.PAYLOAD
    assert other.taken(Family.CARDS) is None
    assert NotedShapes(clock, lambda: now[0], MessageShape.PAYLOAD).taken(Family.BUTTONS) is None
    now[0] += 7 * DAY
    assert other.taken(Family.BUTTONS) is None
    web.close()
    clock.close()


def test_a_refusal_about_the_person_is_not_tried_in_another_shape(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("chào")
    before = len(calls(own_ward_app))
    own_ward_app.zalo.faults.add_error(-230, 1, CS)
    resident.says(ASKED)
    assert own_ward_app.runtime.store.row("SELECT count(*) AS n FROM outbox WHERE code = '-230'")["n"] == 1
    assert "button" not in calls(own_ward_app)[before:]


def test_nothing_follows_an_answer_that_was_lost(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("chào")
    before = len(calls(own_ward_app))
    own_ward_app.zalo.faults.drops = 1
    messages = resident.says("giờ làm việc")
    assert len(messages) == len(calls(own_ward_app)[before:])


def test_a_lost_answer_to_plain_text_is_settled_by_its_echo(own_ward_app: AppFixture) -> None:
    refuse(own_ward_app, -201, "message", "payload")
    resident = own_ward_app.new_person()
    resident.says("chào")
    remember_plain(own_ward_app)
    own_ward_app.zalo.faults.drops = 1
    messages = resident.says("giờ làm việc")
    assert "\n1. " in messages[-1]["text"]

    def states() -> set[str]:
        return {row["state"] for row in own_ward_app.runtime.store.rows("SELECT DISTINCT state FROM outbox")}

    wait_until(lambda: states() <= {"sent", "delivered", "seen"})


def test_plain_text_of_unknown_fate_is_found_in_zalos_own_record(own_ward_app: AppFixture) -> None:
    refuse(own_ward_app, -201, "message", "payload")
    resident = own_ward_app.new_person()
    resident.says("giờ làm việc")
    remember_plain(own_ward_app)
    own_ward_app.zalo.faults.receipts = False
    own_ward_app.zalo.faults.drops = 1
    resident.says("giờ làm việc")
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET attempted_at = attempted_at - ? WHERE state = 'unknown'", [4 * MINUTE])
    assert settle_unknown(own_ward_app.runtime) == 1


def test_the_echo_of_a_message_that_was_said_to_be_refused_proves_that_it_arrived(own_ward_app: AppFixture) -> None:
    resident = own_ward_app.new_person()
    resident.says("chào")
    own_ward_app.zalo.faults.add_error(-201, 3, CS)
    resident.says("giờ làm việc")
    store = own_ward_app.runtime.store
    [failed] = store.rows("SELECT id, reply FROM outbox WHERE state = 'failed'")
    echo = {
        "event_name": "oa_send_text",
        "sender": {"id": OA_ID},
        "recipient": {"id": resident.id},
        "timestamp": str(own_ward_app.runtime.clock()),
        "message": {"msg_id": "e5c0b6a8d1", "text": json.loads(failed["reply"])["text"]},
    }
    assert own_ward_app.post(echo).status_code == 200
    own_ward_app.settle()
    assert dict(store.row("SELECT state, note, message_id FROM outbox WHERE id = ?", [failed["id"]])) == {
        "state": "sent",
        "note": "by_receipt",
        "message_id": "e5c0b6a8d1",
    }


@pytest.mark.parametrize(("shapes", "has_buttons"), [(("message",), True), (("message", "payload"), False)])
def test_a_broadcast_with_buttons_reaches_everybody(
    broadcast_ward: BroadcastFixture, shapes: tuple[str, ...], has_buttons: bool
) -> None:
    refuse(broadcast_ward.ward_app, -201, *shapes)
    broadcast_id = broadcast_ward.approved(
        broadcast_ward.draft(buttons=(Button("Giấy khai sinh", say="đăng ký khai sinh"),))
    )
    broadcast_ward.runs(broadcast_id)
    broadcast_ward.ward_app.settle()
    assert broadcast_ward.room.results.counts(broadcast_id).reached == len(broadcast_ward.followers)
    for person in broadcast_ward.followers:
        [message] = [message for message in broadcast_ward.zalo.talk(person) if message["who"] == "oa"]
        assert bool(message["buttons"]) is has_buttons
        assert "Giấy khai sinh" in message["text"] or has_buttons


def test_a_number_answers_a_broadcast_that_arrived_as_numbered_text(broadcast_ward: BroadcastFixture) -> None:
    refuse(broadcast_ward.ward_app, -201, "message", "payload")
    person = Resident(broadcast_ward.ward_app, broadcast_ward.followers[0])
    person.says("giờ làm việc")
    buttons = (
        Button("Cổng", url="https://dichvucong.gov.vn"),
        Button("Giấy khai sinh", say="đăng ký khai sinh cần gì"),
    )
    broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft(buttons=buttons)))
    assert "\n1. Giấy khai sinh" in person.hears()[-1]["text"]
    assert "khai sinh" in person.says("1")[-1]["text"].casefold()
    assert broadcast_ward.runtime.store.row("SELECT sum(times) AS n FROM clicks WHERE kind = 'press'")["n"] == 1


@pytest.mark.parametrize("code", [-201, -210])
def test_one_refused_message_leaves_the_buttons_of_the_next_one(own_ward_app: AppFixture, code: int) -> None:
    refuse(own_ward_app, code, "message", "payload", "list")
    resident = own_ward_app.new_person()
    assert "\n1. " in resident.says(ASKED)[-1]["text"]
    resident.says("tin mới của phường")
    own_ward_app.zalo.faults.clear()
    assert resident.says("giờ làm việc")[-1]["buttons"]
    resident.says("tin mới của phường")
    assert "list" in calls(own_ward_app)[-2:]


def test_a_broadcast_with_a_bad_link_and_a_name_in_its_title_is_one_message(broadcast_ward: BroadcastFixture) -> None:
    refuse(broadcast_ward.ward_app, -201, "message", "payload")
    draft = BroadcastDraft(
        "consultation", Message(title="Mời {tên}", text="Chào {tên}.", buttons=(Button("Hỏi", say="giờ làm việc"),))
    )
    broadcast_ward.runs(broadcast_ward.approved(draft))
    broadcast_ward.ward_app.settle()
    broadcast_ward.ward_app.zalo.faults.clear()
    assert broadcast_ward.ward_app.new_person().says(ASKED)[-1]["buttons"]


def test_messages_as_plain_text_are_counted_by_all_processes_together(tmp_path: Path) -> None:
    now = [1_795_410_000_000]
    web, clock = Store(tmp_path / "ward.db"), Store(tmp_path / "ward.db")
    [one, other] = [NotedShapes(store, lambda: now[0], MessageShape.MESSAGE) for store in (web, clock)]
    counts = [memory.count_plain(Family.BUTTONS, name) for memory, name in ((one, "a"), (other, "b"), (one, "b"))]
    assert counts == [1, 2, 2]
    assert one.count_plain(Family.CARDS, "a") == 1
    other.remember(Family.BUTTONS, MessageShape.MESSAGE)
    assert one.count_plain(Family.BUTTONS, "c") == 1
    web.close()
    clock.close()


def test_a_success_with_buttons_renews_what_is_remembered(tmp_path: Path) -> None:
    now = [1_795_410_000_000]
    store = Store(tmp_path / "ward.db")
    memory = NotedShapes(store, lambda: now[0], MessageShape.MESSAGE)
    for _ in range(10):
        memory.remember(Family.BUTTONS, MessageShape.PAYLOAD)
        now[0] += 3 * DAY
        assert memory.taken(Family.BUTTONS) is MessageShape.PAYLOAD
    store.close()


NOTICE = (Button("Xem lịch tiêm", say="giờ làm việc"), Button("Dừng nhận tin", say="#dung_tin"))


def send_notice(broadcast_ward: BroadcastFixture, *buttons: Button) -> Resident:
    """Send a broadcast with these buttons; returns one of its readers."""
    broadcast_ward.runs(broadcast_ward.approved(broadcast_ward.draft(buttons=buttons)))
    broadcast_ward.ward_app.settle()
    return Resident(broadcast_ward.ward_app, broadcast_ward.followers[0])


def is_opted_out(broadcast_ward: BroadcastFixture, resident: Resident) -> bool:
    person = people.get(broadcast_ward.runtime.store, resident.id)
    return person is not None and person.opted_out_at is not None


def count_presses(broadcast_ward: BroadcastFixture) -> int:
    return int(
        broadcast_ward.runtime.store.row("SELECT total(times) AS n FROM clicks WHERE kind = 'press'")["n"]  # type: ignore[index]
    )


@pytest.mark.parametrize("number", ["1", "2"])
def test_a_number_answers_no_broadcast_that_showed_buttons(broadcast_ward: BroadcastFixture, number: str) -> None:
    person = send_notice(broadcast_ward, *NOTICE)
    assert person.hears()[-1]["buttons"]
    person.says(number)
    assert not is_opted_out(broadcast_ward, person)
    assert count_presses(broadcast_ward) == 0


@pytest.mark.parametrize("say", ["#dung_tin", "dừng nhận tin", "Dừng nhận tin #dung_tin"])
def test_a_number_never_stops_the_notices(broadcast_ward: BroadcastFixture, say: str) -> None:
    refuse(broadcast_ward.ward_app, -201, "message", "payload")
    person = send_notice(broadcast_ward, NOTICE[0], Button("Dừng nhận tin", say=say))
    assert "\n2. Dừng nhận tin" in person.hears()[-1]["text"]
    assert "nhận tin" in person.says("2")[-1]["text"].casefold()
    assert not is_opted_out(broadcast_ward, person)
    assert count_presses(broadcast_ward) == 0


def test_a_press_still_stops_the_notices(broadcast_ward: BroadcastFixture) -> None:
    person = send_notice(broadcast_ward, *NOTICE)
    person.hears()
    person.presses("Dừng nhận tin")
    assert is_opted_out(broadcast_ward, person)
    assert count_presses(broadcast_ward) == 1
