"""What an official must look at: feedback, proposals, ratings and wishes to talk to a person, each with a code."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store


def open_ticket(
    db: Database, code: str, person_id: str, kind: str, text: str, now_ms: int, rating: int | None = None
) -> None:
    """Write a ticket down; praise and ratings need no answer and are closed at once."""
    state = "closed" if kind in ("praise", "rating") else "open"
    db.conn.execute(
        "INSERT INTO tickets (code, person_id, kind, text, rating, state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [code, person_id, kind, text, rating, state, now_ms],
    )


def settle(db: Database, code: str, state: str, official_id: int | None, now_ms: int) -> bool:
    """Mark a ticket answered or closed; False when there is none with this code."""
    cursor = db.conn.execute(
        "UPDATE tickets SET state = ?, settled_at = ?, settled_by = ? WHERE code = ?",
        [state, now_ms, official_id, code],
    )
    return cursor.rowcount == 1


def settle_of_person(db: Database, person_id: str, kind: str, official_id: int | None, now_ms: int) -> None:
    """Close the open tickets of one kind of one person."""
    db.conn.execute(
        "UPDATE tickets SET state = 'closed', settled_at = ?, settled_by = ?"
        " WHERE person_id = ? AND kind = ? AND state != 'closed'",
        [now_ms, official_id, person_id, kind],
    )


def waiting(store: Store, limit: int = 100) -> list[sqlite3.Row]:
    """Open tickets, oldest first."""
    return store.rows(
        "SELECT t.code, t.kind, t.text, t.state, t.created_at, t.person_id, p.name FROM tickets AS t"
        " LEFT JOIN people AS p ON p.id = t.person_id WHERE t.state = 'open' ORDER BY t.created_at LIMIT ?",
        [limit],
    )


def by_code(store: Store, code: str) -> sqlite3.Row | None:
    """One ticket, or None."""
    return store.row("SELECT * FROM tickets WHERE code = ?", [code])


def of_person(store: Store, person_id: str) -> list[sqlite3.Row]:
    """A person's tickets, newest first."""
    return store.rows(
        "SELECT code, kind, state, created_at FROM tickets WHERE person_id = ? ORDER BY id DESC", [person_id]
    )


def forget_person(db: Database, person_id: str) -> None:
    """Empty the texts of a person's tickets that are no longer open; open ones are work in hand."""
    db.conn.execute("UPDATE tickets SET text = NULL WHERE person_id = ? AND state != 'open'", [person_id])
