"""The file of the database stays at the size of its largest month: what was forgotten leaves room that is used again."""

from __future__ import annotations

import json
from pathlib import Path

from bot.store import Store, inbox
from bot.zalo.incoming import parse_event

EVENTS = 1500


def test_the_room_of_what_was_forgotten_is_used_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "ward.db")

    def live_a_month(month: int) -> int:
        """Events come, are handled and forgotten; returns the size of the file."""
        group = []
        for number in range(EVENTS):
            event = {
                "event_name": "user_send_text",
                "sender": {"id": str(number)},
                "recipient": {"id": "2"},
                "message": {"msg_id": f"{month}-{number}", "text": "làm khai sinh cần gì " * 40},
                "timestamp": str(month),
            }
            raw = json.dumps(event).encode()
            group.append((parse_event(raw, month), raw))
        with store.write() as db:
            inbox.insert_events(db, group)
            db.conn.execute("UPDATE inbox SET state = 'done'")
        with store.write() as db:
            assert inbox.forget_before(db, month + 1) == EVENTS
        store.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return store.path.stat().st_size

    first = live_a_month(1)
    assert first > EVENTS * 1000
    assert live_a_month(2) < first * 1.05 and live_a_month(3) < first * 1.05
    store.close()
