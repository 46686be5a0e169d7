"""Erasing what is kept about a person, at their own wish (Luật 91/2025/QH15)."""

from __future__ import annotations

from bot.store import (
    Transaction,
    form_drafts,
    inbox,
    live,
    media,
    official_links,
    outbox,
    people,
    phones,
    tags,
    talk_words,
    tickets,
)

UNCHANGED_TABLES = {
    "deliveries": "whether a broadcast was sent to the person, without its text: figures of reports are sums of these rows",
    "receipts": "ids and times of receipts, without text; deleted with old messages (outbox.forget_before)",
    "tag_changes": "labels the platform must still be told to take off; a row is deleted when the platform has done it",
    "audit": "who did what to whom, by id: it proves the erasure, and triggers forbid to change it",
}
"""Tables that hold a person's id and that erasing leaves as they are, or only adds to, each with the reason.

tests/people/test_erasure.py compares the schema with this list and with the tables that `erase_person` writes.
"""


def erase_person(db: Transaction, person_id: str, now_ms: int) -> None:
    """Delete the data of a person: name, number, preferences, labels, talk, texts, closed tickets (Luật 91/2025/QH15)."""
    people.erase(db, person_id, now_ms)
    phones.set_for(db, person_id, None, now_ms)
    tags.forget_person(db, person_id, now_ms)
    official_links.forget_person(db, person_id)
    inbox.forget_person(db, person_id)
    media.forget_person(db, person_id)
    talk_words.forget_person(db, person_id)
    outbox.forget_person(db, person_id)
    tickets.forget_person(db, person_id)
    form_drafts.forget_person(db, person_id)
    live.forget_person(db, person_id)
