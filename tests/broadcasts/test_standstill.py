"""A machine or folder brought back in the middle of a broadcast: Zalo is asked who has it, and nobody gets it twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.broadcasts import comparing
from bot.clock import MINUTE
from bot.installation.restore_guard import RestoreGuard
from bot.operations import backups, jobs, restoring
from bot.store import Store, key_values
from tests.support.app import wait_until
from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def environment() -> dict[str, str]:
    return {"SEND_CONCURRENCY": "2"}


def bring_back(ward: BroadcastFixture, snapshot: Path) -> None:
    """Put all rows of an earlier moment back under the running program, as a machine brought back has them."""
    tables = ("deliveries", "outbox", "receipts", "broadcasts")
    with closing(sqlite3.connect(snapshot)) as old:
        old.row_factory = sqlite3.Row
        rows = {table: old.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
    with ward.runtime.store.write() as db:
        for table in reversed(tables):
            if table != "broadcasts":
                db.conn.execute(f"DELETE FROM {table}")
        for table in tables:
            for row in rows[table]:
                marks = ", ".join("?" * len(row.keys()))
                db.conn.execute(
                    f"INSERT OR REPLACE INTO {table} ({', '.join(row.keys())}) VALUES ({marks})", tuple(row)
                )


@pytest.fixture
def half_sent(broadcast_ward: BroadcastFixture, tmp_path: Path) -> Iterator[tuple[BroadcastFixture, int]]:
    """A broadcast that went on after `snapshot.db` was taken of it."""
    ward = broadcast_ward
    ward.followers += ward.add_followers(60)
    ward.runtime.health.beat()
    broadcast_id = ward.approved()
    with ward.held_after(8):
        ward.send_some(broadcast_id, 8)
        ward.room.lifecycle.pause(broadcast_id, ward.author)
    ward.ward_app.settle()
    with ward.held_after(32):
        ward.room.lifecycle.resume(broadcast_id, ward.approver)
        snapshot = tmp_path / "snapshot.db"
        with closing(sqlite3.connect(snapshot)) as target:
            ward.runtime.store.db.conn.backup(target)
        ward.send_some(broadcast_id, 40)
        ward.room.lifecycle.pause(broadcast_id, ward.author)
    ward.ward_app.settle()
    yield ward, broadcast_id


def test_after_a_standstill_zalo_is_asked_and_everyone_has_it_once(
    half_sent: tuple[BroadcastFixture, int], tmp_path: Path
) -> None:
    ward, broadcast_id = half_sent
    ward.forward(6 * MINUTE)
    with ward.runtime.store.write():  # the first thing that happens on the machine that was brought back
        bring_back(ward, tmp_path / "snapshot.db")
        jobs.beat(ward.runtime)
    assert ward.room.comparisons.is_under_way(broadcast_id)

    def is_sent() -> bool:
        jobs.compare_broadcasts(ward.runtime)
        ward.runtime.sender.wake()
        return ward.state(broadcast_id) == "sent"

    wait_until(is_sent, 40)
    ward.ward_app.settle()
    assert set(ward.got(ward.followers).values()) == {1}
    assert ward.room.results.counts(broadcast_id).reached == len(ward.followers)


def test_one_person_whose_record_zalo_does_not_show_holds_nobody_up(
    half_sent: tuple[BroadcastFixture, int], tmp_path: Path
) -> None:
    ward, broadcast_id = half_sent
    bring_back(ward, tmp_path / "snapshot.db")
    ward.zalo.faults.add_error(-213, 1, "/v2.0/oa/conversation")
    with ward.runtime.store.write() as db:
        comparing.begin_comparison(db, ward.room.lifecycle.get(broadcast_id), whole=False)
    jobs.compare_broadcasts(ward.runtime)
    counts = ward.room.results.counts(broadcast_id)
    assert counts.by_reason["left_out", "not_follower"] == 1
    assert ward.room.comparisons.advance() > 0
    ward.room.lifecycle.stop(broadcast_id, ward.author)


def test_a_short_pause_of_the_clock_compares_nothing(half_sent: tuple[BroadcastFixture, int]) -> None:
    ward, broadcast_id = half_sent
    ward.forward(MINUTE)
    jobs.beat(ward.runtime)
    assert not ward.room.comparisons.is_under_way(broadcast_id)
    ward.room.lifecycle.stop(broadcast_id, ward.author)


def test_a_restored_broadcast_that_is_resumed_asks_about_everybody(tmp_path: Path) -> None:
    ward = BroadcastFixture(tmp_path / "first", SEND_CONCURRENCY="2")
    ward.followers += ward.add_followers(40)
    broadcast_id = ward.approved()
    with ward.held_after(5):
        ward.send_some(broadcast_id, 5)
        copied, _ = backups.make_backup(ward.runtime, tmp_path / "copy.zip")
    ward.runs(broadcast_id)
    ward.ward_app.settle()
    folder = ward.runtime.settings.database_path
    restoring.restore_backup(ward.runtime, copied)
    store = Store(folder)
    RestoreGuard(store, ward.clock)
    assert '"whole": true' in (key_values.get(store, f"compare_broadcast:{broadcast_id}") or "")
    store.close()
    ward.ward_app._served.close()
    ward.zalo.close()
