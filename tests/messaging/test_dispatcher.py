"""Turns: in order for one person, in parallel for many, one pass for a burst, and a failing handler loses nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import handlers
from bot.conversation.engine import STATE_LIFETIME_MS
from bot.messaging.dispatcher import QUIET_MS
from bot.router import HandlerGroup, Turn
from tests.support.app import AppFixture, wait_until


@pytest.fixture
def breaking() -> HandlerGroup:
    """A group whose handler raises, before all others."""
    group = HandlerGroup("breaking")

    @group.intent("test")
    def break_off(turn: Turn) -> None:
        raise RuntimeError("the handler broke")

    return group


@pytest.fixture
def broken_ward_app(tmp_path: Path, breaking: HandlerGroup, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppFixture]:
    """A town in which "test" breaks its handler."""
    monkeypatch.setattr(handlers, "HANDLER_GROUPS", [breaking, *handlers.HANDLER_GROUPS])
    fixture = AppFixture(tmp_path)
    yield fixture
    fixture.close()


def test_a_handler_that_raises_gets_one_kind_sentence_and_the_event_is_kept_dead(broken_ward_app: AppFixture) -> None:
    person = broken_ward_app.new_person()
    person.says("xin chào")
    messages = person.says("test")
    assert [message["text"] for message in messages] == [
        broken_ward_app.runtime.live_content.content.say("common.failed")
    ]
    [dead] = broken_ward_app.runtime.failed_items.newest(50)[0]
    assert dead.error == "RuntimeError: the handler broke"
    assert "Giấy chứng sinh" in person.says("làm khai sinh cần gì")[0]["text"]


def test_an_official_can_have_a_dead_event_handled_again(broken_ward_app: AppFixture, breaking: HandlerGroup) -> None:
    person = broken_ward_app.new_person()
    person.says("test")
    breaking.intents.clear()
    [dead] = broken_ward_app.runtime.failed_items.newest(50)[0]
    broken_ward_app.runtime.helpdesk.retry_event(dead.id, None)
    assert person.hears()
    assert broken_ward_app.runtime.failed_items.newest(50)[0] == []


def test_ten_messages_in_a_breath_get_one_pass(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, quiet_ms=(250, 400, 500))
    try:
        person = ward_app.new_person()
        person.says("xin chào")
        for text in [
            "alo",
            "ad ơi",
            "cho em hỏi",
            "chút",
            "làm khai sinh",
            "cần",
            "giấy tờ gì",
            "vậy",
            "ạ",
            "nhanh giúp em",
        ]:
            ward_app.zalo.person_says(person.id, text)
            time.sleep(0.02)
        messages = person.hears()
        assert "Đăng ký khai sinh" in messages[0]["text"]
        assert len({message["text"] for message in messages}) == len(messages) <= 4
        assert not any("chọn một mục" in message["text"] for message in messages)
    finally:
        ward_app.close()


def test_ten_messages_over_five_seconds_get_one_pass_too(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, quiet_ms=QUIET_MS)
    try:
        person = ward_app.new_person()
        person.says("xin chào")
        for text in (
            "alo",
            "ad ơi",
            "cho em hỏi",
            "chút",
            "làm khai sinh",
            "cần",
            "giấy tờ gì",
            "vậy",
            "ạ",
            "nhanh giúp em",
        ):
            ward_app.zalo.person_says(person.id, text)
            time.sleep(0.5)
        assert "Đăng ký khai sinh" in person.hears()[0]["text"]
        passes = ward_app.runtime.store.rows("SELECT DISTINCT event_id FROM outbox WHERE person_id = ?", [person.id])
        assert len(passes) == 2  # the greeting, and the burst
    finally:
        ward_app.close()


def test_messages_of_one_person_are_handled_in_order(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    for text in ("làm khai sinh cần gì", "còn đăng ký kết hôn", "lệ phí bao nhiêu"):
        answers = person.says(text)
        wait_until(lambda answers=answers: answers or answers.extend(person.hears()))
    assert answers[-1]["text"].startswith("Đăng ký kết hôn: tốn bao nhiêu tiền")


def test_people_are_answered_in_parallel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2, timeout=5)
    slow = HandlerGroup("slow")

    @slow.intent("test")
    def wait_for_the_other(turn: Turn) -> None:
        both.wait()

    monkeypatch.setattr(handlers, "HANDLER_GROUPS", [slow, *handlers.HANDLER_GROUPS])
    ward_app = AppFixture(tmp_path)
    try:
        for _ in range(2):
            ward_app.zalo.person_says(ward_app.zalo.add_people(1)[0], "test")
        ward_app.settle()
        assert ward_app.runtime.failed_items.newest(50)[0] == []
    finally:
        ward_app.close()


def test_the_talk_is_forgotten_after_its_lifetime(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("làm khai sinh cần gì")
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE people SET state_at = state_at - ?", [STATE_LIFETIME_MS + 1])
    assert "Đăng ký khai sinh" not in person.says("lệ phí bao nhiêu")[0]["text"]


def test_what_a_dead_process_had_in_hand_is_taken_up_again(tmp_path: Path) -> None:
    ward_app = AppFixture(tmp_path, RUN_WORKERS="no")
    person = ward_app.new_person()
    ward_app.zalo.person_says(person.id, "xin chào")
    wait_until(lambda: ward_app.runtime.health.report()[1]["queues"]["inbox"]["new"] == 1)
    with ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET state = 'working', owner = '1-gone'")
    ward_app.runtime.start()
    assert len(person.hears()) == 2
    ward_app.close()


def test_two_workers_never_share_one_person(own_ward_app: AppFixture) -> None:
    from bot.store import inbox

    store = own_ward_app.runtime.store
    own_ward_app.runtime.dispatcher.close()
    person = own_ward_app.new_person()
    for text in ("một", "hai"):
        own_ward_app.zalo.person_says(person.id, text)
    wait_until(lambda: inbox.count_by_state(store)["new"] == 2)
    with store.write() as db:
        first = inbox.claim_person(db, person.id, "one")
        second = inbox.claim_person(db, person.id, "two")
    assert (len(first), len(second)) == (2, 0)
