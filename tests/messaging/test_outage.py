"""Zalo or the line is away: what Zalo certainly does not have is sent again while fresh, else the resident is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import DAY, HOUR, MINUTE, system_clock
from bot.helpdesk.failures import FailureQuery
from bot.operations.unknown_messages import settle_unknown
from bot.zalo.oauth import TokenPair
from tests.support.app import AppFixture, Resident, wait_until
from tests.support.line import cut_line


class AheadClock:
    """Real time, moved ahead when told to."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead_ms


@pytest.fixture
def clock() -> AheadClock:
    return AheadClock()


@pytest.fixture
def ward(tmp_path: Path, clock: AheadClock) -> Iterator[AppFixture]:
    fixture = AppFixture(tmp_path, clock=clock)
    yield fixture
    fixture.close()


def forward(ward: AppFixture, clock: AheadClock, milliseconds: int) -> None:
    """Let time pass, here and at Zalo."""
    clock.ahead_ms += milliseconds
    ward.zalo.zalo.clock.advance(milliseconds / 1000)
    ward.runtime.sender.wake()


@pytest.fixture
def person(ward: AppFixture) -> Resident:
    """Someone whose first contact is over, so that one question is one message."""
    person = ward.new_person()
    person.says("xin chào")
    return person


def last(ward: AppFixture, person: Resident) -> Any:
    return ward.runtime.store.rows("SELECT * FROM outbox WHERE person_id = ? ORDER BY id DESC", [person.id])[0]


def asks_while_zalo_breaks(ward: AppFixture, person: Resident) -> None:
    ward.zalo.faults.server_errors = 1
    assert person.says("cảm ơn") == []
    assert last(ward, person)["state"] == "unknown"


def test_an_answer_that_zalos_record_does_not_have_is_sent_again(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    asks_while_zalo_breaks(ward, person)
    forward(ward, clock, 4 * MINUTE)
    assert settle_unknown(ward.runtime) == 0
    assert last(ward, person)["state"] == "unknown"  # Zalo may be slow to write its record
    forward(ward, clock, 2 * MINUTE)
    settle_unknown(ward.runtime)
    assert len(person.hears()) == 1
    assert last(ward, person)["attempts"] == 2
    settle_unknown(ward.runtime)
    assert person.hears() == []


def test_zalo_that_stays_broken_is_asked_less_and_less_often(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    asks_while_zalo_breaks(ward, person)
    ward.zalo.faults.server_errors = 99
    for _ in range(3):
        forward(ward, clock, 6 * MINUTE)
        settle_unknown(ward.runtime)
    assert last(ward, person)["attempts"] == 1  # its record cannot be read either
    ward.zalo.faults.server_errors = 0
    settle_unknown(ward.runtime)
    assert len(person.hears()) == 1


def test_a_person_whose_record_zalo_does_not_show_keeps_nobody_else_waiting(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    other = ward.new_person()
    other.says("xin chào")
    asks_while_zalo_breaks(ward, person)
    asks_while_zalo_breaks(ward, other)
    ward.zalo.faults.add_error(-213, 1, "/v2.0/oa/conversation")
    forward(ward, clock, 11 * MINUTE)
    settle_unknown(ward.runtime)
    assert last(ward, person)["note"] == "no_record"  # an official decides
    assert len(other.hears()) == 1


def test_an_answer_is_not_sent_again_when_the_same_question_was_answered_meanwhile(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    asks_while_zalo_breaks(ward, person)
    words = last(ward, person)["reply"]
    forward(ward, clock, MINUTE)
    with ward.runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO outbox (person_id, kind, priority, reply, fingerprint, state, created_at, not_before)"
            " SELECT person_id, kind, priority, reply, fingerprint, 'queued', ?, ? FROM outbox WHERE state = 'unknown'",
            [clock(), clock()],
        )
    ward.runtime.sender.wake()
    assert len(person.hears()) == 1
    forward(ward, clock, 6 * MINUTE)
    settle_unknown(ward.runtime)
    assert person.hears() == []
    rows = ward.runtime.store.rows("SELECT state, note FROM outbox WHERE reply = ? ORDER BY id", [words])
    assert tuple(rows[-2]) == ("cancelled", "repeated")


def test_a_record_that_does_not_reach_back_proves_nothing(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    asks_while_zalo_breaks(ward, person)
    forward(ward, clock, 11 * MINUTE)
    for number in range(10):
        ward.zalo.person_says(person.id, f"#xem {number}")
    ward.settle()
    settle_unknown(ward.runtime)
    row = ward.runtime.store.row("SELECT note FROM outbox WHERE state = 'unknown'")
    assert row is not None and row["note"] == "no_record"


def test_an_echo_settles_the_attempt_it_belongs_to(ward: AppFixture, clock: AheadClock, person: Resident) -> None:
    asks_while_zalo_breaks(ward, person)
    forward(ward, clock, MINUTE)
    ward.zalo.faults.drops = 1
    with ward.runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO outbox (person_id, kind, priority, reply, fingerprint, state, created_at, not_before)"
            " SELECT person_id, kind, priority, reply, fingerprint, 'queued', ?, ? FROM outbox WHERE state = 'unknown'",
            [clock(), clock()],
        )
    ward.runtime.sender.wake()
    ward.settle()
    wait_until(lambda: last(ward, person)["state"] in ("sent", "delivered", "seen"))
    assert [row["id"] for row in ward.runtime.store.rows("SELECT id FROM outbox WHERE state = 'unknown'")] == [
        last(ward, person)["id"] - 1
    ]


def test_a_line_away_for_hours_loses_no_answer_and_its_return_brings_them_at_once(
    ward: AppFixture, clock: AheadClock, person: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ward.new_person()
    other.says("xin chào")
    with cut_line() as tries:
        for resident in (person, other):
            ward.zalo.person_says(resident.id, "cảm ơn")
        wait_until(lambda: tries() >= 2)
        for _ in range(8):
            before = tries()
            forward(ward, clock, HOUR)
            wait_until(lambda before=before: tries() >= before + 2)
        wait_until(lambda: not ward.runtime.store.rows("SELECT 1 FROM outbox WHERE state = 'sending'"))
    forward(ward, clock, 5 * MINUTE)
    assert [len(resident.hears()) for resident in (person, other)] == [1, 1]


def test_a_weekend_without_a_token_ends_with_everyone_told_once_and_a_list_of_what_was_dropped(
    ward: AppFixture, clock: AheadClock, person: Resident
) -> None:
    tokens = ward.zalo.zalo.tokens
    tokens.revoke_permission()
    ward.zalo.expire_access_tokens()
    asked = ("làm khai sinh cần giấy tờ gì", "phường làm việc mấy giờ")
    for text in asked:
        ward.zalo.person_says(person.id, text)
        wait_until(lambda: ward.zalo.wait_idle(0.2) and not ward.runtime.health.report()[1]["queues"]["inbox"]["new"])
    wait_until(lambda: ward.runtime.health.report()[1]["queues"]["outbox"]["queued"] >= 2)
    forward(ward, clock, 2 * DAY + 12 * HOUR)
    access, refresh = ward.zalo.issue_tokens()
    ward.runtime.tokens.accept(TokenPair(access, refresh, 90_000))
    ward.runtime.sender.wake()
    messages = person.hears()
    assert len(messages) == 1 and "Xin lỗi" in messages[0]["text"] and "nhắn lại" in messages[0]["text"]
    total, dropped = ward.runtime.failed_items.messages(FailureQuery(state="expired"))
    assert total >= 2 and {message.note for message in dropped} == {"stale"}
    assert ward.runtime.health.report()[1]["queues"]["outbox"]["dropped"] == total
    ward.runtime.helpdesk.resend(dropped[-1].id, None)
    assert len(person.hears()) == 1
