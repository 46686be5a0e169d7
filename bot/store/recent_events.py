"""Signs of life of Zalo: whether events of it ever came in, and when the newest did."""

from __future__ import annotations

from bot.store.database import Store, Transaction

HAS_HEARD = "has_heard_zalo"
"""The key in `notes` that outlasts the deletion of old events."""


def has_events(store: Store) -> bool:
    """Whether any event of the platform is kept; at once, however many there are."""
    return store.row("SELECT 1 FROM inbox LIMIT 1") is not None


def has_ever_heard(store: Store) -> bool:
    """Whether this database ever accepted a genuine event, also when its old events are deleted by now."""
    return has_events(store) or store.row("SELECT 1 FROM notes WHERE key = ?", [HAS_HEARD]) is not None


def note_heard(db: Transaction) -> None:
    """Remember that events came in; called when old ones are deleted."""
    db.conn.execute("INSERT OR IGNORE INTO notes (key, value) VALUES (?, 'yes')", [HAS_HEARD])


def newest_event(store: Store) -> int | None:
    """When the newest event of the platform came in (ms), or None."""
    row = store.row("SELECT max(received_at) AS at FROM inbox")
    return row["at"] if row else None
