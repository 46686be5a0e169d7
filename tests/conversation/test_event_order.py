"""Events that come late or twice: what happened counts, not what arrived last. An echo wins over a refusal."""

from __future__ import annotations

import time
from itertools import count
from typing import Any

import pytest

from bot.clock import HOUR, MINUTE
from bot.store import people
from tests.support.app import OA_ID, AppFixture, Resident

numbers = count(1)


def follow(person: Resident, name: str, at: int) -> dict[str, Any]:
    return {"event_name": name, "oa_id": OA_ID, "follower": {"id": person.id}, "timestamp": str(at)}


def now() -> int:
    return int(time.time() * 1000)


def state(person: Resident) -> Any:
    row = people.get(person.ward_app.runtime.store, person.id)
    assert row is not None
    return row


@pytest.mark.parametrize("settles", [True, False])
def test_a_follow_that_comes_after_the_later_unfollow_changes_nothing(ward_app: AppFixture, settles: bool) -> None:
    person, at = ward_app.new_person(), now()
    ward_app.post(follow(person, "unfollow", at))
    if settles:
        ward_app.settle()
    ward_app.post(follow(person, "follow", at - MINUTE))
    assert person.hears() == []
    assert state(person).follows == 0


def test_a_follow_sent_again_is_thanked_for_once(ward_app: AppFixture) -> None:
    person, at = ward_app.new_person(), now()
    ward_app.post(follow(person, "follow", at - 2 * MINUTE))
    assert person.hears()
    for later in (MINUTE, 2 * MINUTE):
        ward_app.post(follow(person, "follow", at - 2 * MINUTE + later))
    assert person.hears() == []
    ward_app.post(follow(person, "unfollow", at + 1))
    ward_app.post(follow(person, "follow", at + 2))
    assert person.hears()


def test_a_message_that_comes_late_opens_the_window_from_when_it_was_written(ward_app: AppFixture) -> None:
    person, at = ward_app.new_person(), now() - 3 * HOUR
    ward_app.post(
        {
            "event_name": "user_send_text",
            "sender": {"id": person.id},
            "recipient": {"id": OA_ID},
            "message": {"msg_id": f"late-{next(numbers)}", "text": "xin chào"},
            "timestamp": str(at),
        }
    )
    assert person.hears()
    assert (state(person).last_message_at, state(person).last_interaction_at) == (at, at)


@pytest.mark.parametrize(
    "event",
    [
        {"event_name": "user_send_text", "sender": {"id": OA_ID}, "recipient": {"id": OA_ID}},
        {"event_name": "oa_send_group_text", "sender": {"id": OA_ID}, "recipient": {"id": "group-dfb4"}},
        {"event_name": "user_send_group_text", "sender": {"id": "member-1"}, "recipient": {"id": "group-dfb4"}},
    ],
    ids=["our own words", "our words to a group", "a member of a group"],
)
def test_neither_the_oa_nor_a_group_becomes_a_resident(own_ward_app: AppFixture, event: dict[str, Any]) -> None:
    before = people.count(own_ward_app.runtime.store)["known"]
    message = {"msg_id": f"m-{next(numbers)}", "text": "xin chào"}
    own_ward_app.post({**event, "message": message, "timestamp": str(now())})
    own_ward_app.settle()
    assert people.count(own_ward_app.runtime.store)["known"] == before
    assert own_ward_app.runtime.store.rows("SELECT * FROM outbox") == []


def echo(person: Resident, message_id: str, words: str) -> dict[str, Any]:
    return {
        "event_name": "oa_send_text",
        "sender": {"id": OA_ID},
        "recipient": {"id": person.id},
        "message": {"msg_id": message_id, "text": words},
        "timestamp": str(now()),
    }


def test_a_refused_message_whose_echo_comes_later_was_sent(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    own_ward_app.zalo.faults.add_error(-201, 1, "/v3.0/oa/message/cs")
    message_id = own_ward_app.runtime.helpdesk.answer(person.id, "Chào chị, phường nghe đây", None)
    own_ward_app.settle()
    states = [message.state for message in own_ward_app.runtime.failed_items.newest(50)[1] if message.id == message_id]
    assert states == ["failed"]
    own_ward_app.post(echo(person, "echo-of-it", "Chào chị, phường nghe đây"))
    own_ward_app.settle()
    assert own_ward_app.runtime.failed_items.newest(50)[1] == []
    row = own_ward_app.runtime.store.row("SELECT state, message_id FROM outbox WHERE id = ?", [message_id])
    assert row is not None and tuple(row) == ("sent", "echo-of-it")


def test_the_echo_of_a_second_message_of_the_same_words_does_not_settle_the_refused_first(
    own_ward_app: AppFixture,
) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    own_ward_app.zalo.faults.add_error(-201, 1, "/v3.0/oa/message/cs")
    first = own_ward_app.runtime.helpdesk.answer(person.id, "Mời chị tới phường", None)
    own_ward_app.settle()
    own_ward_app.runtime.helpdesk.answer(person.id, "Mời chị tới phường", None)
    own_ward_app.settle()
    assert [message.id for message in own_ward_app.runtime.failed_items.newest(50)[1]] == [first]
