"""Receipts go on whatever one resident does: erasing, events nobody can read, events that stop the program."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import handlers
from bot.clock import HOUR
from bot.event import Kind
from bot.operations.jobs import KEEP_MS, forget_old
from bot.reply import EraseData, Reply, SetNeighbourhood
from bot.router import HandlerGroup, HandlerResult, Turn
from bot.store import inbox, personal_data
from tests.support.app import OA_ID, AppFixture

numbers = count(1)


@pytest.fixture
def resting_ward_app(tmp_path: Path) -> Iterator[AppFixture]:
    """A town whose workers have not begun: what is posted waits."""
    fixture = AppFixture(tmp_path, RUN_WORKERS="no")
    yield fixture
    fixture.close()


def now() -> str:
    return str(int(time.time() * 1000))


def seen(person_id: str, message_id: str = "") -> dict[str, Any]:
    return {
        "event_name": "user_seen_message",
        "sender": {"id": OA_ID},
        "recipient": {"id": person_id},
        "timestamp": now(),
        "message": {"msg_ids": [message_id or f"unknown-{next(numbers)}"]},
    }


def text(person_id: str, words: str) -> dict[str, Any]:
    return {
        "event_name": "user_send_text",
        "sender": {"id": person_id},
        "recipient": {"id": OA_ID},
        "timestamp": now(),
        "message": {"msg_id": f"m-{next(numbers)}", "text": words},
    }


def withdraw(person_id: str) -> dict[str, Any]:
    return {"event_name": "user_withdraw", "oa_id": OA_ID, "user_id": person_id, "timestamp": now()}


def newest_event(ward_app: AppFixture) -> int:
    row = ward_app.runtime.store.row("SELECT max(id) AS id FROM inbox")
    return int(row["id"]) if row else 0


def bodies(ward_app: AppFixture, person_id: str, up_to: int) -> int:
    """How many events of a person still have their words; later ones are what Zalo tells of the erasing itself."""
    query = "SELECT 1 FROM inbox WHERE person_id = ? AND id <= ? AND body IS NOT NULL"
    return len(ward_app.runtime.store.rows(query, [person_id, up_to]))


def by_withdrawal(ward_app: AppFixture, person_id: str) -> None:
    ward_app.post(withdraw(person_id))
    assert ward_app.runtime.conversation.take_turn(person_id) == 1


def in_the_chat(ward_app: AppFixture, person_id: str) -> None:
    ward_app.post(text(person_id, "#xoa_that"))
    assert ward_app.runtime.conversation.take_turn(person_id) == 1


def at_the_desk(ward_app: AppFixture, person_id: str) -> None:
    ward_app.post(text(person_id, "xin chào"))
    assert ward_app.runtime.conversation.take_turn(person_id) == 1
    ward_app.runtime.person_profiles.erase_person(person_id, person_id[-4:], None)


@pytest.mark.parametrize("erase", [by_withdrawal, in_the_chat, at_the_desk])
def test_receipts_that_wait_while_their_person_is_erased_stop_nobody(resting_ward_app: AppFixture, erase: Any) -> None:
    ward_app = resting_ward_app
    person, other = ward_app.new_person(), ward_app.new_person()
    for who in (other, person, other):
        ward_app.post(seen(who.id))
    erase(ward_app, person.id)
    newest = newest_event(ward_app)
    ward_app.runtime.start()
    ward_app.settle()
    assert ward_app.runtime.failed_items.newest(50)[0] == []
    assert bodies(ward_app, person.id, newest) == 0
    assert personal_data.count_erasable(ward_app.runtime.store, person.id)["messages"] == 0
    assert other.says("xin chào")


def test_what_a_person_writes_while_being_erased_is_answered_and_then_emptied(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = HandlerGroup("erasing")

    @group.kind(Kind.WITHDRAW)
    def erase(turn: Turn) -> HandlerResult:
        ward_app.post(text(person.id, "mấy giờ làm việc"))
        return EraseData()

    monkeypatch.setattr(handlers, "HANDLER_GROUPS", [group, *handlers.HANDLER_GROUPS])
    ward_app = request.getfixturevalue("resting_ward_app")
    person = ward_app.new_person()
    by_withdrawal(ward_app, person.id)
    newest = newest_event(ward_app)
    ward_app.runtime.start()
    words = [message["text"] for message in person.hears()]
    assert any("giờ" in sentence for sentence in words)
    assert ward_app.runtime.live_content.content.say("common.failed") not in words
    assert ward_app.runtime.failed_items.newest(50)[0] == []
    assert bodies(ward_app, person.id, newest) == 0


def test_a_dead_event_of_an_erased_person_is_emptied_and_given_up(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    with own_ward_app.runtime.store.write() as db:
        event_id = db.conn.execute("SELECT max(id) FROM inbox WHERE kind = 'text'").fetchone()[0]
        inbox.mark_failed(db, event_id, "KeyError: 'Nguyễn Văn A'", own_ward_app.runtime.clock())
    own_ward_app.runtime.person_profiles.erase_person(person.id, person.id[-4:], None)
    assert own_ward_app.runtime.failed_items.newest(50)[0] == []
    own_ward_app.settle()
    row = own_ward_app.runtime.store.row("SELECT body, error FROM inbox WHERE id = ?", [event_id])
    assert row is not None and tuple(row) == (None, None)


def test_one_receipt_nobody_can_read_is_dead_alone(resting_ward_app: AppFixture) -> None:
    ward_app = resting_ward_app
    person = ward_app.new_person()
    for _ in range(5):
        ward_app.post(seen(person.id))
    with ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET body = x'ff00' WHERE id = 3")
    ward_app.runtime.start()
    ward_app.settle()
    [dead] = ward_app.runtime.failed_items.newest(50)[0]
    assert dead.id == 3 and dead.error
    counts = inbox.count_by_state(ward_app.runtime.store)
    assert (counts["new"], counts["working"]) == (0, 0)


def test_an_event_in_hand_at_three_deaths_of_the_process_is_dead_and_the_next_is_answered(
    resting_ward_app: AppFixture,
) -> None:
    ward_app = resting_ward_app
    person = ward_app.new_person()
    ward_app.post(text(person.id, "xin chào"))
    ward_app.post(text(person.id, "mấy giờ làm việc"))
    for _ in range(3):
        with ward_app.runtime.store.write() as db:
            assert inbox.claim_person(db, person.id, "a process that is gone")
        ward_app.runtime.recover()
    ward_app.runtime.start()
    words = [message["text"] for message in person.hears()]
    assert ward_app.runtime.live_content.content.say("common.failed") in words
    [dead] = ward_app.runtime.failed_items.newest(50)[0]
    assert "3 lần" in dead.error
    assert any("giờ" in sentence for sentence in words if sentence != words[0])


def test_deaths_right_after_the_start_bury_nothing(resting_ward_app: AppFixture) -> None:
    ward_app = resting_ward_app
    person = ward_app.new_person()
    ward_app.post(text(person.id, "xin chào"))
    ward_app.post(seen(person.id))
    store = ward_app.runtime.store
    for _ in range(6):  # killed over and over, each time a moment after the start
        with store.write() as db:
            inbox.claim_person(db, person.id, "a process that is gone", takes_suspects=False)
            inbox.claim_background(db, "a process that is gone", 10, takes_suspects=False)
        ward_app.runtime.recover()
    ward_app.runtime.start()
    ward_app.settle()
    assert person.hears() and not ward_app.runtime.failed_items.newest(50)[0]
    assert {row["state"] for row in store.rows("SELECT state FROM inbox")} == {"done"}


def test_a_receipt_in_hand_at_three_deaths_of_the_process_is_dead_alone(
    resting_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward_app = resting_ward_app
    person = ward_app.new_person()
    for number in range(4):
        ward_app.post(seen(person.id, f"m{number}"))
    store, receipts = ward_app.runtime.store, ward_app.runtime.receipts
    handle = receipts._handle_event

    def die_of_the_second(db: Any, claimed: Any) -> None:
        if claimed.id == 2:
            raise SystemExit
        handle(db, claimed)

    monkeypatch.setattr(receipts, "_handle_event", die_of_the_second)
    deaths = 0
    while inbox.has_background(store):
        try:
            receipts.take_batch()
        except SystemExit:
            deaths += 1
            receipts._unfinished = []
            with store.write() as db:
                db.conn.execute("UPDATE inbox SET owner = 'a process that is gone' WHERE state = 'working'")
            ward_app.runtime.recover()
    assert deaths == 3
    [dead] = ward_app.runtime.failed_items.newest(50)[0]
    assert dead.id == 2 and "3 lần" in dead.error
    assert {row["state"] for row in store.rows("SELECT state FROM inbox WHERE id <> 2")} == {"done"}


def test_a_refusal_of_the_disk_is_no_attempt_of_a_receipt(
    resting_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ward_app = resting_ward_app
    ward_app.post(seen(ward_app.new_person().id))
    store, receipts = ward_app.runtime.store, ward_app.runtime.receipts

    def refuse(*values: Any) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    for _ in range(5):
        with monkeypatch.context() as patch, pytest.raises(sqlite3.OperationalError):
            patch.setattr(inbox, "mark_done", refuse)
            receipts.take_batch()
    assert receipts.take_batch() == 1
    assert [tuple(row) for row in store.rows("SELECT state, attempts FROM inbox")] == [("done", 1)]


def test_an_event_whose_effect_fails_takes_no_other_of_the_burst_along(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = HandlerGroup("failing")

    @group.intent("test")
    def choose(turn: Turn) -> HandlerResult:
        return Reply("không tới được"), SetNeighbourhood({"a set": 1})  # type: ignore[arg-type]

    monkeypatch.setattr(handlers, "HANDLER_GROUPS", [group, *handlers.HANDLER_GROUPS])
    ward_app = request.getfixturevalue("resting_ward_app")
    person = ward_app.new_person()
    ward_app.post(text(person.id, "#thoi_gian 1.001193"))  # a button: never joined with the words after it
    ward_app.post(text(person.id, "test"))
    ward_app.runtime.start()
    words = [message["text"] for message in person.hears()]
    [dead] = ward_app.runtime.failed_items.newest(50)[0]
    assert dead.error
    assert any("ngày làm việc" in answer for answer in words)


def test_events_nobody_could_handle_are_forgotten_in_time_too(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET state = 'dead', received_at = received_at - ?", [KEEP_MS + HOUR])
    forget_old(own_ward_app.runtime)
    assert own_ward_app.runtime.failed_items.newest(50)[0] == []
    assert own_ward_app.runtime.store.rows("SELECT * FROM inbox") == []
