"""Signs of life for the go-live list."""

from __future__ import annotations

from bot.store.database import Store


def newest_event(store: Store) -> int | None:
    """When the newest event of the platform came in (ms), or None."""
    row = store.row("SELECT max(received_at) AS at FROM inbox")
    return row["at"] if row else None
