"""Small facts the installation remembers: the feed's ETag, a secret of its own, when a job last ran."""

from __future__ import annotations

from sqlite_utils import Database

from bot.store.database import Store


def get(store: Store, key: str) -> str | None:
    """The value kept under `key`, or None."""
    row = store.row("SELECT value FROM notes WHERE key = ?", [key])
    return row["value"] if row else None


def put(store: Store, key: str, value: str) -> None:
    """Keep `value` under `key`, replacing what was there."""
    with store.write() as db:
        set_in(db, key, value)


def set_in(db: Database, key: str, value: str) -> None:
    """The same in the caller's transaction."""
    db.conn.execute(
        "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )


def remove(db: Database, key: str) -> None:
    """Forget what is kept under `key`."""
    db.conn.execute("DELETE FROM notes WHERE key = ?", [key])


def put_first(store: Store, key: str, value: str) -> str:
    """Keep `value` unless something is kept already; return what is kept (two processes agree on one value)."""
    with store.write() as db:
        db.conn.execute("INSERT OR IGNORE INTO notes (key, value) VALUES (?, ?)", [key, value])
        return str(db.conn.execute("SELECT value FROM notes WHERE key = ?", [key]).fetchone()["value"])
