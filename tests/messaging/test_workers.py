"""No worker dies alone: after a trouble that passes, residents are answered without a restart, once, and in order."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.store import Store, inbox
from tests.support.app import AppFixture, Resident, wait_until
from tests.support.processes import ROOT, clean_environment

SAYS = "cảm ơn"


def quiet_person(ward_app: AppFixture) -> Resident:
    """Someone whose first contact is over, so that one question is one message."""
    person = ward_app.new_person()
    person.says("xin chào")
    return person


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, error: Exception) -> Iterator[None]:
    """Calling `owner.name` raises as long as the block runs."""

    def refuse(*values: Any, **options: Any) -> Any:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, refuse)
        yield


def test_read_errors_that_pass_do_not_make_it_deaf(own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    person = quiet_person(own_ward_app)
    with refusing(monkeypatch, Store, "rows", sqlite3.OperationalError("disk I/O error")):
        time.sleep(1.5)
    assert len(person.says(SAYS)) == 1


def test_without_file_descriptors_for_a_while_it_is_not_dumb_afterwards(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = quiet_person(own_ward_app)
    with refusing(
        monkeypatch, own_ward_app.runtime.restore_guard.__class__, "keep", OSError(errno.EMFILE, "Too many open files")
    ):
        own_ward_app.zalo.person_says(person.id, SAYS)
        time.sleep(1.5)
    assert len(person.hears()) == 1
    assert len(person.says(SAYS)) == 1


def test_a_call_that_cannot_be_written_down_at_once_is_written_down_later(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = quiet_person(own_ward_app)
    settle = own_ward_app.runtime.sender._settle_sent
    refused_until = time.monotonic() + 1.0

    def settle_later(*values: Any) -> Any:
        if time.monotonic() < refused_until:
            raise sqlite3.OperationalError("database or disk is full")
        return settle(*values)

    own_ward_app.runtime.sender._endings._write = settle_later
    assert len(person.says(SAYS)) == 1
    assert len(person.says(SAYS)) == 1
    states = own_ward_app.runtime.store.rows("SELECT DISTINCT state FROM outbox WHERE person_id = ?", [person.id])
    assert {row["state"] for row in states} <= {"sent", "delivered", "seen"}


def test_a_message_left_marked_as_being_sent_is_named_unknown_and_holds_nobody_up(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messaging.orphans.LOOK_MS", 100)
    monkeypatch.setattr("bot.messaging.orphans.ORPHAN_MS", 400)
    person = quiet_person(own_ward_app)
    owner = own_ward_app.runtime.owner.name
    with own_ward_app.runtime.store.write() as db:
        db.conn.execute(
            "INSERT INTO outbox (person_id, kind, priority, reply, fingerprint, state, owner, attempts, created_at,"
            " attempted_at, not_before) VALUES (?, 'consultation', 0, '{\"text\": \"a\"}', 'f', 'sending', ?, 1, 1, 1, 1)",
            [person.id, owner],
        )
    own_ward_app.zalo.person_says(person.id, SAYS)
    assert len(person.hears()) == 1
    [left] = own_ward_app.runtime.store.rows("SELECT state, note FROM outbox WHERE fingerprint = 'f'")
    assert (left["state"], left["note"]) == ("unknown", "interrupted")


def test_a_message_whose_call_takes_long_is_not_taken_for_one_left_behind(
    own_ward_app: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.messaging.orphans.LOOK_MS", 50)
    monkeypatch.setattr("bot.messaging.orphans.ORPHAN_MS", 100)
    person = quiet_person(own_ward_app)
    own_ward_app.zalo.faults.slow_ms = 1500
    assert len(person.says(SAYS)) == 1
    states = own_ward_app.runtime.store.rows("SELECT state, note FROM outbox WHERE person_id = ?", [person.id])
    assert all(row["note"] != "interrupted" for row in states)


def test_events_left_in_hand_by_a_pass_that_broke_off_are_handled_once(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    real, is_first = own_ward_app.runtime.conversation._commit, [True]

    def refuse_once(*values: Any) -> None:
        if is_first.pop() if is_first else False:
            with own_ward_app.runtime.store.write() as db:
                db.conn.execute(
                    "CREATE TEMP TRIGGER full BEFORE UPDATE ON inbox WHEN NEW.state = 'new'"
                    " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
                )
            raise sqlite3.OperationalError("database or disk is full")
        own_ward_app.runtime.store.db.conn.execute("DROP TRIGGER IF EXISTS temp.full")
        real(*values)

    own_ward_app.runtime.conversation._commit = refuse_once  # type: ignore[method-assign]
    own_ward_app.zalo.person_says(person.id, SAYS)
    wait_until(lambda: not is_first)
    assert len(person.hears()) == 1
    assert inbox.count_by_state(own_ward_app.runtime.store)["working"] == 0


def test_a_request_does_not_wait_long_for_a_database_that_another_process_holds(own_ward_app: AppFixture) -> None:
    person = quiet_person(own_ward_app)
    other = sqlite3.connect(own_ward_app.runtime.store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        body = {
            "event_name": "user_send_text",
            "sender": {"id": person.id},
            "recipient": {"id": "2222222222222222222"},
            "message": {"text": SAYS, "msg_id": "late"},
            "timestamp": f"{time.time_ns() // 1_000_000}",
        }
        assert own_ward_app.post(body).status_code == 503
    finally:
        other.execute("ROLLBACK")
        other.close()
    wait_until(lambda: len(person.hears()) == 1)  # it was written after all; a repeat is known


FAILING = """
import logging, sys, threading
from bot.lib import supervisor
supervisor.PAUSES_S = (0.001,)
logging.basicConfig(level=logging.ERROR)

def fail(worker):
    raise OSError("it broke")

supervisor.Supervisor().start("sender", fail)
threading.Event().wait(60)
"""


def test_a_worker_that_cannot_be_kept_at_work_ends_the_process_with_a_status_for_systemd() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILING], cwd=ROOT, env=clean_environment(), timeout=60, capture_output=True, text=True
    )
    assert ended.returncode == 70
    assert "sender broke off" in ended.stderr and "OSError: it broke" in ended.stderr
    assert "sender cannot be kept at work" in ended.stderr
