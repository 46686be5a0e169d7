"""When the last good backup was made, as notes in the database; the backups themselves: bot.operations.backups."""

from __future__ import annotations

from bot.installation.alerts import BACKUP_LATE_MS
from bot.store import Store, key_values

MADE, FAILED = "backup_made_at", "backup_failed_at"
"""When the newest copy was made, wherever it went, and since when none can be made (gone with the next good one)."""
NOT_COPIED = "backup_not_copied_at"
"""Since when the second place takes no copy (gone with the next one it takes)."""
SINCE = "backup_since"
"""When daily backups were first looked after."""


def last_good(store: Store) -> int | None:
    """When the newest backup was made, or else since when one is waited for (ms); None when no daily ones are made here."""
    since = key_values.get(store, SINCE)
    if since is None:
        return None
    return max(int(since), int(key_values.get(store, MADE) or 0))


def is_old(store: Store, now_ms: int) -> bool:
    """Whether daily backups are made, and the newest is too old."""
    at = last_good(store)
    return at is not None and now_ms - at > BACKUP_LATE_MS


def is_not_copied(store: Store) -> bool:
    """Whether the second place took no copy the last time."""
    return key_values.get(store, NOT_COPIED) is not None
