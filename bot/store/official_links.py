"""Which person on Zalo an official is, and the codes that prove it. A code is kept only as its hash."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store import notes
from bot.store.database import Store

_KEY = "official_code:"
_END = "official_code;"


def put_code(db: Database, official_id: int, code_hash: str, until_ms: int) -> None:
    """One open code for each official: a new one replaces the old."""
    db.conn.execute(
        "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [f"{_KEY}{official_id}", f"{until_ms}:{code_hash}"],
    )


def take_code(db: Database, code_hash: str, now_ms: int) -> int | None:
    """The official whose open code this is, and the code is used up; None when there is none."""
    rows = db.conn.execute("SELECT key, value FROM notes WHERE key >= ? AND key < ?", [_KEY, _END]).fetchall()
    for row in rows:
        until, _, kept = row["value"].partition(":")
        if int(until) < now_ms or kept == code_hash:
            db.conn.execute("DELETE FROM notes WHERE key = ?", [row["key"]])
        if int(until) >= now_ms and kept == code_hash:
            return int(row["key"].removeprefix(_KEY))
    return None


def drop_code(db: Database, official_id: int) -> None:
    """No code of this official is open any more."""
    db.conn.execute("DELETE FROM notes WHERE key = ?", [f"{_KEY}{official_id}"])


def open_until(store: Store, official_id: int) -> int | None:
    """Until when the code of this official counts (ms), perhaps in the past; None when there is none."""
    kept = notes.get(store, f"{_KEY}{official_id}")
    return int(kept.partition(":")[0]) if kept else None


def link(db: Database, official_id: int, person_id: str | None) -> None:
    """This person is that official, and no other one's; None unties."""
    forget_person(db, person_id or "")
    db.conn.execute("UPDATE officials SET person_id = ? WHERE id = ?", [person_id, official_id])


def forget_person(db: Database, person_id: str) -> None:
    """No official is this person any more."""
    db.conn.execute("UPDATE officials SET person_id = NULL WHERE person_id = ?", [person_id])
