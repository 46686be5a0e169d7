"""The way out: what is sent again, what never is, what is not sent at all, and how doubt is settled."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from bot.clock import DAY, HOUR, MINUTE
from bot.lib.rate_limit import RateLimit
from bot.operations.unknown_messages import settle_unknown
from bot.store import outbox
from tests.support.app import AppFixture, Resident, wait_until


def rows(ward_app: AppFixture, person: Resident) -> list[Any]:
    return ward_app.runtime.store.rows("SELECT * FROM outbox WHERE person_id = ? ORDER BY id", [person.id])


def quiet_person(ward_app: AppFixture) -> Resident:
    """Someone whose first contact is over, so that one question is one message."""
    person = ward_app.new_person()
    person.says("xin chào")
    return person


def test_it_sends_again_what_was_certainly_not_sent(own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.messaging.send_results.RETRY_WAITS_MS", (50, 50, 50))
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.add_error(-214, times=2)
    assert len(person.says("cảm ơn")) == 1
    assert rows(own_ward_app, person)[-1]["attempts"] == 3


def test_it_gives_up_after_the_last_wait_and_says_so(own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.messaging.send_results.RETRY_WAITS_MS", (20, 20))
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.add_error(-214, times=99)
    assert person.says("cảm ơn") == []
    assert (rows(own_ward_app, person)[-1]["state"], rows(own_ward_app, person)[-1]["outcome"]) == (
        "failed",
        "retry_later",
    )


@pytest.mark.parametrize("fault", ["-200", "HTTP 500"])
def test_it_never_repeats_what_may_have_gone_out(own_ward_app: AppFixture, fault: str) -> None:
    person = quiet_person(own_ward_app)
    if fault == "-200":
        own_ward_app.zalo.faults.add_error(-200, times=1)
    else:
        own_ward_app.zalo.faults.server_errors = 1
    assert person.says("cảm ơn") == []
    time.sleep(0.3)
    last = rows(own_ward_app, person)[-1]
    assert (last["state"], last["attempts"], last["code"] or last["note"]) == ("unknown", 1, fault)
    assert own_ward_app.runtime.failed_items.newest(50)[1][0].id == last["id"]


def test_an_answer_cut_off_is_unknown_and_settled_by_its_echo(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.drops = 1
    assert len(person.says("cảm ơn")) == 1
    wait_until(lambda: rows(own_ward_app, person)[-1]["state"] in ("sent", "delivered", "seen"))
    assert rows(own_ward_app, person)[-1]["attempts"] == 1


def test_an_unknown_message_is_looked_up_in_the_platforms_own_record(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.receipts = False
    own_ward_app.zalo.faults.drops = 1
    own_ward_app.zalo.person_says(person.id, "cảm ơn")
    wait_until(lambda: rows(own_ward_app, person)[-1]["state"] == "unknown")
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE outbox SET attempted_at = attempted_at - ? WHERE state = 'unknown'", [4 * MINUTE])
    assert settle_unknown(own_ward_app.runtime) == 1
    assert rows(own_ward_app, person)[-1]["state"] == "sent"


def test_an_official_may_send_an_unknown_message_again(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.add_error(-200, times=1)
    person.says("cảm ơn")
    own_ward_app.runtime.helpdesk.resend(rows(own_ward_app, person)[-1]["id"], None)
    assert len(person.hears()) == 1


def test_too_fast_pauses_the_whole_queue(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.add_error(-32, times=1)
    own_ward_app.zalo.person_says(person.id, "cảm ơn")
    wait_until(lambda: own_ward_app.runtime.sender.paused_until > 0)
    assert own_ward_app.runtime.sender.paused_until - own_ward_app.runtime.clock() > 55_000
    wait_until(lambda: rows(own_ward_app, person)[-1]["state"] == "queued")


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (-230, "window_closed"),
        (-213, "not_follower"),
        (-244, "blocked_by_person"),
        (-211, "quota_oa"),
        (-218, "quota_person"),
    ],
)
def test_a_refusal_is_kept_with_its_reason_and_not_repeated(own_ward_app: AppFixture, code: int, outcome: str) -> None:
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.add_error(code, times=1)
    person.says("cảm ơn")
    last = rows(own_ward_app, person)[-1]
    assert (last["state"], last["outcome"], last["attempts"]) == ("failed", outcome, 1)


def test_an_answer_outside_the_window_is_not_sent_blindly(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    calls = len(own_ward_app.zalo.calls)
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE people SET last_message_at = ?, last_interaction_at = ?", [1, 1])
        message = outbox.NewMessage(person.id, '{"text": "trễ", "buttons": []}', "x", priority=outbox.OFFICIAL)
        outbox.put(db, message, own_ward_app.runtime.clock())
    own_ward_app.runtime.sender.wake()
    own_ward_app.settle()
    last = rows(own_ward_app, person)[-1]
    assert (last["state"], last["outcome"], last["note"]) == ("failed", "window_closed", "not called")
    assert len(own_ward_app.zalo.calls) == calls


def test_an_answer_nobody_waits_for_any_more_expires(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    with own_ward_app.runtime.store.write() as db:
        message = outbox.NewMessage(person.id, '{"text": "trễ", "buttons": []}', "x")
        outbox.put(db, message, own_ward_app.runtime.clock() - DAY - HOUR)
    own_ward_app.runtime.sender.wake()
    own_ward_app.settle()
    expired, told = rows(own_ward_app, person)[-2:]
    assert expired["state"] == "expired" and "Xin lỗi" in told["reply"]


def test_messages_to_one_person_leave_in_order(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    now = own_ward_app.runtime.clock()
    with own_ward_app.runtime.store.write() as db:
        for number in range(12):
            outbox.put(db, outbox.NewMessage(person.id, f'{{"text": "số {number}", "buttons": []}}', f"f{number}"), now)
    own_ward_app.runtime.sender.wake()
    assert [message["text"] for message in person.hears()] == [f"số {number}" for number in range(12)]


def test_a_reply_overtakes_bulk(own_ward_app: AppFixture) -> None:
    own_ward_app.runtime.sender.close()
    now = own_ward_app.runtime.clock()
    with own_ward_app.runtime.store.write() as db:
        for number in range(3):
            outbox.put(db, outbox.NewMessage(f"p{number}", "{}", "f", priority=outbox.BULK), now)
        reply = outbox.put(db, outbox.NewMessage("p9", "{}", "f"), now)
        assert outbox.claim(db, "me", now, 1)[0].id == reply


def test_only_one_process_sends_from_one_database(tmp_path: Path) -> None:
    from bot.lib.process_lock import Owner

    first, second = Owner(tmp_path / "ward.db"), Owner(tmp_path / "ward.db")
    assert first.lead("sender") is not None
    assert second.lead("sender") is None
    assert not second.is_gone(first.name)
    first.close()
    assert second.is_gone(first.name)


def test_the_rate_limit_holds_over_any_stretch() -> None:
    now = [0]
    limit = RateLimit(5, lambda: now[0])
    taken = 0
    for now[0] in range(0, 10_000, 10):
        taken += limit.take(3)
    assert 49 <= taken <= 52
