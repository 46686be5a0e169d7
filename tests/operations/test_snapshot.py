"""Zalo reports as sent what only waits here: this machine was brought back to an earlier moment, and rests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.app import OA_ID
from tests.support.broadcasts import BroadcastFixture


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[BroadcastFixture]:
    """A ward whose workers have not been started, with a broadcast under way of which nothing has left yet."""
    ward = BroadcastFixture(tmp_path, 3, RUN_WORKERS="no")
    ward.approved(ward.draft("Chào {tên}, mai phường làm việc cả ngày."))
    ward.room.feeder.tick()
    assert ward.room.feeder.refill() == 3
    yield ward
    ward.close()


@pytest.mark.parametrize("is_same", [False, True])
def test_a_report_of_zalo_about_what_waits_here_lets_everything_rest(ward: BroadcastFixture, is_same: bool) -> None:
    runtime = ward.runtime
    first = runtime.store.row("SELECT person_id, reply FROM outbox WHERE delivery_id IS NOT NULL ORDER BY id LIMIT 1")
    assert first is not None
    body = {
        "event_name": "oa_send_text",
        "app_id": "1",
        "sender": {"id": OA_ID},
        "recipient": {"id": first["person_id"]},
        "message": {"msg_id": "future", "text": json.loads(first["reply"])["text"] if is_same else "một tin khác"},
        "timestamp": str(ward.clock()),
    }
    raw = json.dumps(body).encode()
    runtime.inbox.record(runtime._parse(raw, ward.clock()), raw)
    assert runtime.receipts.take_batch() == 1
    assert runtime.restore_guard.is_restored() is is_same
    assert [row["state"] for row in runtime.store.rows("SELECT state FROM broadcasts")] == [
        "paused" if is_same else "sending"
    ]
