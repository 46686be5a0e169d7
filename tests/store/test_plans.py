"""What runs for each message finds its rows by an index: a table of months must cost no more than one of minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store import Store, broadcasts, deliveries, followers, inbox, outbox, people, phones, tags, wishes
from tests.store.plans import plans

VALUES = deliveries.rule_values("consultation", "y-te", paid_since=1, day_since=1, week_since=1, cap=3)

HOT: dict[str, Callable[[Store, Any], object]] = {
    "claim a person's events": lambda store, db: inbox.claim_person(db, "p", "me"),
    "claim receipts": lambda store, db: inbox.claim_unowned(db, "me", 10),
    "are there receipts": lambda store, db: inbox.has_unowned(store),
    "who waits": lambda store, db: inbox.waiting_people(store),
    "whose work is in hand": lambda store, db: (inbox.working_owners(store), outbox.sending_owners(store)),
    "count the queues": lambda store, db: (inbox.counts(store), outbox.counts(store), inbox.oldest_waiting(store)),
    "when is something due": lambda store, db: outbox.next_due(store, 1),
    "claim messages": lambda store, db: outbox.claim(db, "me", 1, 4),
    "a receipt": lambda store, db: outbox.note_receipt(db, "m", "received", 1),
    "an echo": lambda store, db: outbox.note_receipt(db, "m2", "sent", 1, "p", "f"),
    "look for an echo": lambda store, db: outbox.adopt_echo(db, 1),
    "unsettled messages": lambda store, db: outbox.unsettled(store, 1),
    "troubled messages": lambda store, db: (outbox.troubled(store), inbox.dead(store)),
    "what is due": lambda store, db: (
        broadcasts.due(store, 1),
        broadcasts.due_series(store, 1),
        broadcasts.sending(store),
    ),
    "make rows": lambda store, db: deliveries.spread(db, 1, {}, VALUES, after="", known_before=1, limit=5, now_ms=1),
    "feed the outbox": lambda store, db: deliveries.take(db, 1, VALUES, 5),
    "take back": lambda store, db: (deliveries.recall(db, 1), deliveries.put_back(db, 1)),
    "is it done": lambda store, db: (deliveries.is_open(db, 1), deliveries.recent_failures(db, 1)),
    "figures of a broadcast": lambda store, db: (
        deliveries.counts(store, 1),
        deliveries.rows(store, 1, state="failed"),
        deliveries.rows(store, 1),
        broadcasts.clicks(store, 1),
    ),
    "what is known of a month and a window": lambda store, db: (
        deliveries.articles_since(store, 1),
        outbox.consultations_since(store, "p", 1),
        phones.of_person(store, "p"),
    ),
    "a person's talk": lambda store, db: (
        inbox.of_person(store, "p"),
        outbox.of_person(store, "p"),
        people.kept(store, "p"),
    ),
    "somebody follows": lambda store, db: people.set_follows(db, "p", True, 1),
    "labels": lambda store, db: (
        tags.take_over(db, "p", ["t"]),
        tags.note_removed(db, "t"),
        tags.wish(db, "p", "t", True, 1),
        tags.due(store, 1, 3),
        tags.put_off(db, 1, 2),
        tags.refused(store),
        tags.of_person(store, "p"),
        tags.forget_person(db, "p", 1),
    ),
    "a step through the list of followers": lambda store, db: (
        followers.begin(db, "[]", 1),
        followers.take_page(db, ["p"], 1, 1, 1),
        followers.listed(store, 1),
        followers.next_due(store, 1),
        followers.count_due(store, 1),
        followers.take_details(db, "p", None, True, 1, 2),
        followers.finish(db, 1, True, 1),
    ),
    "wishes": lambda store, db: (wishes.choose_topics(db, "p", ["t"]), wishes.topic_counts(store)),
}


@pytest.mark.parametrize("name", HOT)
def test_it_scans_no_table(tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "ward.db")
    with store.write() as db:
        steps = plans(db.conn, lambda: HOT[name](store, db))
    store.close()
    scans = [
        (statement, detail)
        for statement, detail in steps
        if re.match(r"SCAN (inbox|outbox|deliveries|d|x|p|people|person_tags|tag_changes|c|mine|earlier|o|r)\b", detail)
    ]
    assert [scan for scan in scans if "USING" not in scan[1]] == []
