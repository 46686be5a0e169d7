"""What stands on the public page because it is urgent. Moments in ms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class UrgentNotice:
    """The words of an approved urgent broadcast, shown from `since` to `until`."""

    broadcast_id: int
    title: str
    text: str
    since: int
    until: int


def put(db: Transaction, notice: UrgentNotice) -> None:
    """Show it; a broadcast that is approved again shows its new words."""
    db.conn.execute(
        "INSERT OR REPLACE INTO urgent_notices (broadcast_id, title, text, since, until) VALUES (?, ?, ?, ?, ?)",
        [notice.broadcast_id, notice.title, notice.text, notice.since, notice.until],
    )


def end(db: Transaction, broadcast_id: int, now_ms: int) -> None:
    """It is over, or was stopped; does nothing for a broadcast that is not shown."""
    db.conn.execute(
        "UPDATE urgent_notices SET ended_at = ? WHERE broadcast_id = ? AND ended_at IS NULL", [now_ms, broadcast_id]
    )


def list_shown(store: Store, now_ms: int) -> list[UrgentNotice]:
    """What residents are to see now, the newest first."""
    return to_records(
        UrgentNotice,
        store.rows(
            "SELECT broadcast_id, title, text, since, until FROM urgent_notices WHERE ended_at IS NULL AND until > ?"
            " AND since <= ? ORDER BY since DESC",
            [now_ms, now_ms],
        ),
    )
