"""What runs for each message finds its rows by an index: a table of months must cost no more than one of minutes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.store import (
    Store,
    broadcasts,
    deliveries,
    followers,
    helpdesk,
    inbox,
    outbox,
    outbox_lists,
    people,
    phones,
    preferences,
    sent_buttons,
    tags,
    vitals,
)
from bot.store.eligibility import EligibilityRule
from tests.store.plans import plans

VALUES = EligibilityRule(
    "consultation", "y-te", paid_since=1, day_since=1, week_since=1, weekly_cap=3, needs_window=True
)

HOT: dict[str, Callable[[Store, Any], object]] = {
    "claim a person's events": lambda store, db: inbox.claim_person(db, "p", "me"),
    "claim receipts": lambda store, db: inbox.claim_background(db, "me", 10),
    "are there receipts": lambda store, db: inbox.has_background(store),
    "who waits": lambda store, db: inbox.waiting_people(store, "me"),
    "whose work is in hand": lambda store, db: (inbox.working_owners(store), outbox.sending_owners(store)),
    "count the queues": lambda store, db: (
        inbox.count_by_state(store),
        outbox.count_by_state(store),
        inbox.oldest_waiting(store),
    ),
    "calls marked by us": lambda store, db: (outbox.sending_ids(store, "me"), outbox.mark_calls_unknown(db, [1], 1)),
    "how long something waits": lambda store, db: (vitals.oldest_answer(store), vitals.has_sent_since(store, 1)),
    "when is something due": lambda store, db: outbox.next_due(store, 1),
    "claim messages": lambda store, db: outbox.claim(db, "me", 1, 4),
    "a receipt": lambda store, db: outbox.note_receipt(db, "m", "received", 1),
    "an echo": lambda store, db: outbox.note_receipt(db, "m2", "sent", 1, "p", "f"),
    "an official in Zalo's own page": lambda store, db: (
        outbox.knows_message(db, "p", ("m",), "f"),
        helpdesk.ended_since(db, "p", 1),
        helpdesk.answer_elsewhere(db, "p", 1),
    ),
    "look for an echo": lambda store, db: outbox.match_echo(db, 1),
    "whose button was pressed": lambda store, db: (
        sent_buttons.command(store, "p", "Lệ phí bao nhiêu?"),
        sent_buttons.list_button_labels(store, "p"),
        sent_buttons.last_broadcast(store, "p"),
    ),
    "unsettled messages": lambda store, db: outbox_lists.unknown_messages(store, 1, 1),
    "what is due": lambda store, db: (
        broadcasts.due_broadcasts(store, 1),
        broadcasts.due_series(store, 1),
        broadcasts.broadcasts_sending(store),
    ),
    "make rows": lambda store, db: deliveries.spread_deliveries(
        db, 1, {}, VALUES, after="", known_before=1, limit=5, now_ms=1
    ),
    "feed the outbox": lambda store, db: deliveries.take_waiting(db, 1, VALUES, 5),
    "take back": lambda store, db: (deliveries.recall_queued(db, 1), deliveries.put_back(db, 1)),
    "is it done": lambda store, db: (deliveries.has_open(db, 1), deliveries.recent_failures(db, 1)),
    "figures of a broadcast": lambda store, db: (
        deliveries.count_by_outcome(store, 1),
        deliveries.page_of_deliveries(store, 1, state="failed"),
        deliveries.page_of_deliveries(store, 1),
        broadcasts.click_counts(store, 1),
    ),
    "what is known of a month and a window": lambda store, db: (
        deliveries.count_articles(store, 1),
        outbox_lists.consultations_since(store, "p", 1),
        phones.of_person(store, "p"),
    ),
    "a person's talk": lambda store, db: (
        inbox.of_person(store, "p"),
        outbox_lists.of_person(store, "p"),
        people.kept(store, "p"),
    ),
    "somebody follows": lambda store, db: people.set_follows(db, "p", True, 1),
    "labels": lambda store, db: (
        tags.replace_tags(db, "p", ["t"]),
        tags.note_removed(db, "t"),
        tags.queue_tag_change(db, "p", "t", True, 1),
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
    "wishes": lambda store, db: (preferences.choose_topics(db, "p", ["t"]), preferences.topic_counts(store)),
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
