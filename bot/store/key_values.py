"""Small facts the installation remembers: the feed's ETag, a secret of its own, when a job last ran."""

from __future__ import annotations

from bot.store.database import Store, Transaction
from bot.store.sealing import NOTES


def get(store: Store, key: str) -> str | None:
    """The value kept under `key`, or None."""
    row = store.row("SELECT value FROM notes WHERE key = ?", [key])
    return row["value"] if row else None


def put(store: Store, key: str, value: str) -> None:
    """Keep `value` under `key`, replacing what was there."""
    with store.write() as db:
        set_in(db, key, value)


def set_in(db: Transaction, key: str, value: str) -> None:
    """The same in the caller's transaction."""
    db.conn.execute(
        "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, value],
    )


def remove(db: Transaction, key: str) -> None:
    """Forget what is kept under `key`."""
    db.conn.execute("DELETE FROM notes WHERE key = ?", [key])


def put_first(store: Store, key: str, value: str) -> str:
    """Keep `value` unless something is kept already; return what is kept (two processes agree on one value)."""
    with store.write() as db:
        db.conn.execute("INSERT OR IGNORE INTO notes (key, value) VALUES (?, ?)", [key, value])
        return str(db.conn.execute("SELECT value FROM notes WHERE key = ?", [key]).fetchone()["value"])


def keep_secret(store: Store, key: str, value: str) -> str:
    """The same for a secret of the installation, which is sealed; `key` is one of bot.store.sealing.NOTES."""
    if key not in NOTES:
        raise ValueError(key)
    row = store.row("SELECT unseal(value) AS value FROM notes WHERE key = ?", [key])
    if row is None:
        with store.write() as db:
            db.conn.execute("INSERT OR IGNORE INTO notes (key, value) VALUES (?, seal(?))", [key, value])
            row = db.conn.execute("SELECT unseal(value) AS value FROM notes WHERE key = ?", [key]).fetchone()
    return str(row["value"])
