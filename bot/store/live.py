"""Whether something changed that officials have on their screens, what they have read, and whose page is open."""

from __future__ import annotations

from collections.abc import Iterable

from bot.store.database import Store, Transaction


def changes(store: Store) -> tuple[int, ...]:
    """Numbers that differ as soon as an event, an answer, a ticket or an act of an official was written or finished."""
    row = store.row(
        "SELECT (SELECT max(id) FROM inbox), (SELECT count(*) FROM inbox WHERE state = 'new'),"
        " (SELECT count(*) FROM inbox WHERE state = 'working'), (SELECT count(*) FROM inbox WHERE state = 'dead'),"
        " (SELECT max(id) FROM outbox), (SELECT count(*) FROM outbox WHERE state = 'queued'),"
        " (SELECT count(*) FROM outbox WHERE state = 'sending'), (SELECT count(*) FROM outbox WHERE state = 'failed'),"
        " (SELECT count(*) FROM outbox WHERE state = 'unknown'), (SELECT max(id) FROM tickets),"
        " (SELECT max(id) FROM audit)"
    )
    return tuple(value or 0 for value in row) if row else ()


def talk_changes(store: Store, person_id: str, lines: int) -> tuple[object, ...]:
    """The same for the newest `lines` of one person's talk, with how each message stands and what officials did."""
    row = store.row(
        "SELECT (SELECT max(id) FROM inbox WHERE person_id = :person),"
        " (SELECT count(*) FROM inbox WHERE person_id = :person AND state = 'new'),"
        " (SELECT count(*) FROM inbox WHERE person_id = :person AND state = 'working'),"
        " (SELECT group_concat(id || state, ' ') FROM"
        "   (SELECT id, state FROM outbox WHERE person_id = :person ORDER BY id DESC LIMIT :lines)),"
        " (SELECT group_concat(id || state, ' ') FROM"
        "   (SELECT id, state FROM media WHERE person_id = :person ORDER BY id DESC LIMIT :lines)),"
        " (SELECT handed_over_until FROM people WHERE id = :person)",
        {"person": person_id, "lines": lines},
    )
    return tuple(row) if row else ()


def read_to(store: Store, official_id: int, person_ids: Iterable[str]) -> dict[str, int]:
    """Up to which message (ms) an official has read the talks of these people; who is missing was never read."""
    ids = list(person_ids)
    marks = ", ".join("?" * len(ids))
    rows = store.rows(
        f"SELECT person_id, read_to FROM talk_reads WHERE official_id = ? AND person_id IN ({marks})",
        [official_id, *ids],
    )
    return {row["person_id"]: row["read_to"] for row in rows}


def mark_read(db: Transaction, official_id: int, person_id: str, newest: int) -> None:
    """An official has seen the talk up to its message of `newest` (ms)."""
    db.conn.execute(
        "INSERT INTO talk_reads (person_id, official_id, read_to) VALUES (?, ?, ?)"
        " ON CONFLICT (person_id, official_id) DO UPDATE SET read_to = max(read_to, excluded.read_to)",
        [person_id, official_id, newest],
    )


def page_seen_at(store: Store, official_id: int) -> int:
    """When a page of this official was open last (ms); 0 when it never was."""
    row = store.row("SELECT seen_at FROM open_pages WHERE official_id = ?", [official_id])
    return int(row["seen_at"]) if row else 0


def note_page(db: Transaction, official_id: int, now_ms: int) -> None:
    """A page of this official is open now."""
    db.conn.execute(
        "INSERT INTO open_pages (official_id, seen_at) VALUES (?, ?)"
        " ON CONFLICT (official_id) DO UPDATE SET seen_at = excluded.seen_at",
        [official_id, now_ms],
    )


def forget_person(db: Transaction, person_id: str) -> None:
    """Delete who has read this person's talk."""
    db.conn.execute("DELETE FROM talk_reads WHERE person_id = ?", [person_id])
