"""/healthz says 503 and names the reason whenever a promise is broken; officials read the same in words on Hôm nay."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.clock import DAY, HOUR, MINUTE, system_clock
from bot.installation.health import ANSWER_LATE_MS, EVENT_LATE_MS
from bot.store import key_values
from tests.support.app import OA_ID, AppFixture, wait_until


class MovedClock:
    """Real time, moved by `ahead_ms`."""

    def __init__(self) -> None:
        self.ahead_ms = 0

    def __call__(self) -> int:
        return system_clock() + self.ahead_ms


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def split_ward_app(tmp_path: Path, clock: MovedClock) -> Iterator[AppFixture]:
    """A process that only takes events in, as with RUN_WORKERS=no."""
    fixture = AppFixture(tmp_path, RUN_WORKERS="no", clock=clock)
    yield fixture
    fixture.close()


def health(ward_app: AppFixture) -> tuple[int, dict[str, Any]]:
    answer = requests.get(f"{ward_app.url}/healthz", timeout=20)
    return answer.status_code, answer.json()


def reasons(ward_app: AppFixture) -> list[str]:
    status, facts = health(ward_app)
    assert (status == 200) is (facts["reasons"] == [])
    found: list[str] = facts["reasons"]
    return found


def test_all_workers_are_named_with_when_they_last_went_round(own_ward_app: AppFixture) -> None:
    _, facts = health(own_ward_app)
    assert set(facts["workers"]) == {"inbox-writer", "turns", "receipts", "sender"}
    assert all(0 <= one["age_s"] < 10 for one in facts["workers"].values())


def test_a_worker_that_hangs_is_a_fault(own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.installation.health.WORKER_LATE_S", 1)
    release = time.monotonic() + 4
    monkeypatch.setattr(
        own_ward_app.runtime.dispatcher, "_look_again", lambda: time.sleep(max(0.0, release - time.monotonic()))
    )
    wait_until(lambda: reasons(own_ward_app) == ["worker_hangs"], 20)


def test_a_worker_that_fails_again_and_again_is_a_fault(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.installation.health.WORKER_LATE_S", 2)
    monkeypatch.setattr("bot.lib.supervisor.PAUSES_S", (0.3,))

    def fail() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(own_ward_app.runtime.dispatcher, "_look_again", fail)
        wait_until(lambda: reasons(own_ward_app) == ["worker_hangs"], 20)
    wait_until(lambda: reasons(own_ward_app) == [], 20)


def test_a_database_that_can_be_read_but_not_written_is_a_fault_and_does_not_hold_the_answer_up(
    own_ward_app: AppFixture,
) -> None:
    with closing(sqlite3.connect(own_ward_app.runtime.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        wait_until(lambda: "database_unwritable" in reasons(own_ward_app), 20)
        assert health(own_ward_app)[1]["database"]["error"] == "SQLITE_BUSY"
        other.execute("ROLLBACK")
    wait_until(lambda: reasons(own_ward_app) == [], 20)


def test_a_database_whose_file_is_gone_is_a_fault_and_is_not_made_anew(own_ward_app: AppFixture) -> None:
    path = own_ward_app.runtime.store.path
    path.rename(path.with_name("elsewhere.db"))
    wait_until(lambda: "database_unwritable" in reasons(own_ward_app), 20)
    assert not path.exists()
    path.with_name("elsewhere.db").rename(path)


@pytest.mark.parametrize("fate", ["deleted", "emptied", "exchanged"])
def test_an_event_is_not_accepted_into_a_database_that_is_gone(own_ward_app: AppFixture, fate: str) -> None:
    path = own_ward_app.runtime.store.path
    if fate == "emptied":
        path.write_bytes(b"")
    else:
        path.unlink()
    if fate == "exchanged":
        shutil.copyfile(path.with_name("ward.db-wal"), path)
    event = {"event_name": "user_send_text", "sender": {"id": "1"}, "recipient": {"id": OA_ID}}
    event |= {"message": {"text": "xin chào", "msg_id": "m1"}, "timestamp": "1700000000000"}
    assert own_ward_app.post(event).status_code == 503


def test_events_that_nobody_handles_are_a_fault(split_ward_app: AppFixture, clock: MovedClock) -> None:
    split_ward_app.zalo.person_says(split_ward_app.new_person().id, "xin chào")
    wait_until(lambda: health(split_ward_app)[1]["queues"]["inbox"]["new"] == 1)
    assert reasons(split_ward_app) == []
    clock.ahead_ms = EVENT_LATE_MS + 1000
    split_ward_app.runtime.health.beat()
    assert reasons(split_ward_app) == ["no_worker"]


def test_an_event_that_waits_too_long_is_a_fault(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO inbox (key, name, kind, person_id, received_at, body, state, owner)"
            " VALUES ('k', 'user_send_text', 'text', ?, ?, x'7b7d', 'working', '1-other')",
            [person.id, system_clock() - EVENT_LATE_MS - 1000],
        )
    assert reasons(own_ward_app) == ["events_late"]


def test_an_answer_that_zalo_does_not_take_is_a_fault(own_ward_app: AppFixture) -> None:
    person = own_ward_app.new_person()
    person.says("xin chào")
    own_ward_app.zalo.faults.add_error(-214, times=1)
    own_ward_app.zalo.person_says(person.id, "cảm ơn")
    queue = own_ward_app.runtime.store
    wait_until(lambda: queue.row("SELECT 1 FROM outbox WHERE state = 'queued' AND outcome = 'retry_later'") is not None)
    assert reasons(own_ward_app) == []
    with queue.write() as db:
        db.conn.execute("UPDATE outbox SET created_at = created_at - ?", [ANSWER_LATE_MS])
    assert reasons(own_ward_app) == ["answers_late"]


def test_a_restored_copy_at_rest_is_a_fault(own_ward_app: AppFixture) -> None:
    key_values.put(own_ward_app.runtime.store, "restored_at", "1")
    assert reasons(own_ward_app) == ["restored_copy"]


def test_a_live_installation_without_a_connection_is_a_fault(own_ward_app: AppFixture) -> None:
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute("DELETE FROM tokens")
    assert reasons(own_ward_app) == ["token_missing"]


def test_a_webhook_that_fell_silent_is_a_fault(split_ward_app: AppFixture, clock: MovedClock) -> None:
    split_ward_app.post({"event_name": "oa_connected", "timestamp": "1", "oa_id": "2222222222222222222"})
    with split_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET state = 'done'")
    clock.ahead_ms = 2 * DAY
    split_ward_app.runtime.health.beat()
    assert "webhook_silent" not in reasons(split_ward_app)
    clock.ahead_ms = 3 * DAY + HOUR
    assert "webhook_silent" in reasons(split_ward_app)


def test_messages_that_zalo_took_and_never_reported_tell_of_a_silent_webhook_sooner(
    split_ward_app: AppFixture, clock: MovedClock
) -> None:
    split_ward_app.post({"event_name": "oa_connected", "timestamp": "1", "oa_id": "2222222222222222222"})
    clock.ahead_ms = 2 * HOUR
    with split_ward_app.runtime.store.write() as db:
        db.conn.execute("UPDATE inbox SET state = 'done'")
        db.conn.execute(
            "INSERT INTO outbox (person_id, kind, priority, reply, fingerprint, state, attempts, created_at,"
            " attempted_at, not_before) VALUES ('1', 'consultation', 0, '{}', 'f', 'sent', 1, :at, :at, :at)",
            {"at": clock() - MINUTE},
        )
    split_ward_app.runtime.health.beat()
    assert reasons(split_ward_app) == ["webhook_silent"]


def test_a_clock_that_beats_on_is_well_after_the_time_was_set_back_and_a_stopped_one_is_not(
    split_ward_app: AppFixture, clock: MovedClock
) -> None:
    split_ward_app.runtime.health.beat()
    clock.ahead_ms = -HOUR
    assert reasons(split_ward_app) == ["clock_stopped"]
    split_ward_app.runtime.health.beat()
    assert reasons(split_ward_app) == []
