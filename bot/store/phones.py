"""Telephone numbers people agreed to be reached by. Never in a log, an audit line or a message that waits to leave."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.database import Store


def set_for(db: Database, person_id: str, phone: str | None, now_ms: int) -> None:
    """The person agreed, now, that the ward writes to this number; with None they took it back."""
    if phone is None:
        db.conn.execute("DELETE FROM person_phones WHERE person_id = ?", [person_id])
    else:
        db.conn.execute("INSERT OR REPLACE INTO person_phones VALUES (?, ?, ?)", [person_id, phone, now_ms])


def of_person(store: Store, person_id: str) -> str | None:
    """The number this person agreed to, or None."""
    row = store.row("SELECT phone FROM person_phones WHERE person_id = ?", [person_id])
    return row["phone"] if row else None
