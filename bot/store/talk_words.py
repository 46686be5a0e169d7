"""The words of messages in small letters without accents, so that officials find a talk by them. Times in ms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.event import MESSAGES, Kind
from bot.store.database import Store, Transaction
from bot.store.records import to_records
from bot.store.schema.m015_people_search import plain

MOST_WORDS = 6
LONGEST = 2000
"""Characters of one message that are searched."""
_KINDS = ", ".join(f"'{kind}'" for kind in sorted(MESSAGES | {Kind.OFFICIAL}))


@dataclass(frozen=True, slots=True)
class UnreadMessage:
    """A message whose words are not noted yet, with its body."""

    id: int
    person_id: str
    received_at: int
    body: bytes


@dataclass(frozen=True, slots=True)
class TalkHit:
    """A person in whose talk all words stand in one message: the newest such message, and the person's name."""

    person_id: str
    event_id: int
    at: int
    name: str | None


def messages_after(store: Store, event_id: int, limit: int) -> tuple[list[UnreadMessage], int]:
    """Messages after `event_id`, oldest first, and up to which id this looked."""
    newest = store.row("SELECT max(id) AS id FROM inbox")
    last = int(newest["id"] or 0) if newest else 0
    if last <= event_id:
        return [], event_id
    rows = store.rows(
        "SELECT id, person_id, received_at, body FROM inbox WHERE id > ? AND id <= ? AND body IS NOT NULL"
        f" AND person_id IS NOT NULL AND NOT erase_when_done AND kind IN ({_KINDS}) ORDER BY id LIMIT ?",
        [event_id, last, limit],
    )
    messages = to_records(UnreadMessage, rows)
    return messages, messages[-1].id if len(messages) == limit else last


def add(db: Transaction, items: Sequence[tuple[UnreadMessage, str]]) -> None:
    """Note the words of messages."""
    db.conn.executemany(
        "INSERT OR IGNORE INTO talk_words (event_id, person_id, at, words) VALUES (?, ?, ?, ?)",
        [
            [message.id, message.person_id, message.received_at, plain(text[:LONGEST])]
            for message, text in items
            if text.strip()
        ],
    )


def find(store: Store, text: str, limit: int) -> list[TalkHit]:
    """People with all words of `text` in one message, the newest first; accents and capitals do not matter."""
    words = plain(text).split()[:MOST_WORDS]
    if not words:
        return []
    where = " AND ".join(["instr(w.words, ?) > 0"] * len(words))
    rows = store.rows(
        "SELECT w.person_id, max(w.event_id) AS event_id, max(w.at) AS at, p.name FROM talk_words AS w"
        f" LEFT JOIN people AS p ON p.id = w.person_id WHERE {where} GROUP BY w.person_id ORDER BY event_id DESC LIMIT ?",
        [*words, limit],
    )
    return to_records(TalkHit, rows)


def forget_person(db: Transaction, person_id: str) -> None:
    """Delete the words of a person's talk."""
    db.conn.execute("DELETE FROM talk_words WHERE person_id = ?", [person_id])


def forget_before(db: Transaction, before_ms: int) -> None:
    """Delete words older than a moment."""
    db.conn.execute("DELETE FROM talk_words WHERE at < ?", [before_ms])
