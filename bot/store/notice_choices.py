"""What each official chose to be told of, and the devices that take web push."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class PushSubscription:
    """A browser that takes web push: the address of its push service and its keys, in base64url (RFC 8291)."""

    id: int
    official_id: int
    endpoint: str
    p256dh: str
    auth: str
    device: str
    created_at: int


def choices(store: Store) -> dict[int, str]:
    """What officials chose, as JSON, by their id; who chose nothing is missing."""
    return {row["official_id"]: row["choices"] for row in store.rows("SELECT * FROM notice_choices")}


def put_choices(db: Transaction, official_id: int, choices_json: str) -> None:
    """Keep what an official chose."""
    db.conn.execute(
        "INSERT INTO notice_choices (official_id, choices) VALUES (?, ?)"
        " ON CONFLICT (official_id) DO UPDATE SET choices = excluded.choices",
        [official_id, choices_json],
    )


def add_subscription(
    db: Transaction, official_id: int, endpoint: str, p256dh: str, auth: str, device: str, now_ms: int
) -> None:
    """Keep a browser's subscription; the same browser of another official changes hands."""
    db.conn.execute(
        "INSERT INTO push_subscriptions (official_id, endpoint, p256dh, auth, device, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (endpoint) DO UPDATE SET official_id = excluded.official_id,"
        " p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device, created_at = excluded.created_at",
        [official_id, endpoint, p256dh, auth, device, now_ms],
    )


def subscriptions(store: Store, official_id: int) -> list[PushSubscription]:
    """Return the devices of one official, newest first."""
    rows = store.rows("SELECT * FROM push_subscriptions WHERE official_id = ? ORDER BY id DESC", [official_id])
    return to_records(PushSubscription, rows)


def remove_subscription(db: Transaction, subscription_id: int, official_id: int) -> bool:
    """Delete a device of this official; False when there is none."""
    cursor = db.conn.execute(
        "DELETE FROM push_subscriptions WHERE id = ? AND official_id = ?", [subscription_id, official_id]
    )
    return cursor.rowcount == 1
