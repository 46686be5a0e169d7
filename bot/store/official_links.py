"""Which Zalo account an official has, and the codes that prove it. A code is stored only as its hash."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store import key_values
from bot.store.database import Store

_KEY = "official_code:"
_END = "official_code;"


def put_code(db: Database, official_id: int, code_hash: str, until_ms: int) -> None:
    """Store the one open code of an official; it replaces an older one."""
    db.conn.execute(
        "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [f"{_KEY}{official_id}", f"{until_ms}:{code_hash}"],
    )


def take_code(db: Database, code_hash: str, now_ms: int) -> int | None:
    """The official whose open code this is, and the code is used up; None when there is none."""
    rows = db.conn.execute("SELECT key, value FROM notes WHERE key >= ? AND key < ?", [_KEY, _END]).fetchall()
    for row in rows:
        until, _, kept_hash = row["value"].partition(":")
        if int(until) < now_ms or kept_hash == code_hash:
            db.conn.execute("DELETE FROM notes WHERE key = ?", [row["key"]])
        if int(until) >= now_ms and kept_hash == code_hash:
            return int(row["key"].removeprefix(_KEY))
    return None


def drop_code(db: Database, official_id: int) -> None:
    """Delete the open code of this official."""
    db.conn.execute("DELETE FROM notes WHERE key = ?", [f"{_KEY}{official_id}"])


def open_until(store: Store, official_id: int) -> int | None:
    """Until when the code of this official counts (ms), perhaps in the past; None when there is none."""
    value = key_values.get(store, f"{_KEY}{official_id}")
    return int(value.partition(":")[0]) if value else None


def link(db: Database, official_id: int, person_id: str | None) -> None:
    """Give the official this Zalo account and take it from any other official; None removes the link."""
    forget_person(db, person_id or "")
    db.conn.execute("UPDATE officials SET person_id = ? WHERE id = ?", [person_id, official_id])


def forget_person(db: Database, person_id: str) -> None:
    """Remove this Zalo account from any official."""
    db.conn.execute("UPDATE officials SET person_id = NULL WHERE person_id = ?", [person_id])
