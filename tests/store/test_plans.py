"""What runs for each message finds its rows by an index: a table of months must cost no more than one of minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, inbox, outbox, people

HOT: dict[str, Callable[[Store, Any], object]] = {
    "claim a person's events": lambda store, db: inbox.claim_person(db, "p", "me"),
    "claim receipts": lambda store, db: inbox.claim_unowned(db, "me", 10),
    "are there receipts": lambda store, db: inbox.has_unowned(store),
    "who waits": lambda store, db: inbox.waiting_people(store),
    "whose work is in hand": lambda store, db: (inbox.working_owners(store), outbox.sending_owners(store)),
    "count the queues": lambda store, db: (inbox.counts(store), outbox.counts(store), inbox.oldest_waiting(store)),
    "when is something due": lambda store, db: outbox.next_due(store),
    "claim messages": lambda store, db: outbox.claim(db, "me", 1, 4),
    "a receipt": lambda store, db: outbox.note_receipt(db, "m", "received", 1),
    "an echo": lambda store, db: outbox.note_receipt(db, "m2", "sent", 1, "p", "f"),
    "look for an echo": lambda store, db: outbox.adopt_echo(db, 1),
    "unsettled messages": lambda store, db: outbox.unsettled(store, 1),
    "troubled messages": lambda store, db: (outbox.troubled(store), inbox.dead(store)),
    "a person's talk": lambda store, db: (
        inbox.of_person(store, "p"),
        outbox.of_person(store, "p"),
        people.kept(store, "p"),
    ),
}


@pytest.mark.parametrize("name", HOT)
def test_it_scans_no_table(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "ward.db")
    statements: list[str] = []
    with store.write() as db:
        db.conn.set_trace_callback(statements.append)
        HOT[name](store, db)
        db.conn.set_trace_callback(None)
        steps = [
            (statement, row["detail"])
            for statement in statements if re.match(r"(SELECT|UPDATE|INSERT)", statement)
            for row in db.conn.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]  # fmt: skip
    store.close()
    assert steps
    scans = [
        (statement, detail)
        for statement, detail in steps
        if re.match(r"SCAN (inbox|outbox|mine|earlier|o|r)\b", detail)
    ]
    assert [scan for scan in scans if "USING" not in scan[1]] == []
