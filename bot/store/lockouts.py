"""Wrong passwords and codes of officials, counted by where they came from; and devices they signed in on before."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record


@dataclass(frozen=True, slots=True)
class LockoutRecord:
    """Wrong tries on one account from one origin; the last was at `failed_at`, the next may be at `locked_until` (ms)."""

    failures: int
    failed_at: int
    locked_until: int


def get(store: Store, official_id: int, origin: str) -> LockoutRecord | None:
    """Return the wrong tries from one origin, or None."""
    row = store.row(
        "SELECT failures, failed_at, locked_until FROM lockouts WHERE official_id = ? AND origin = ?",
        [official_id, origin],
    )
    return first_record(LockoutRecord, row)


def put(db: Database, official_id: int, origin: str, record: LockoutRecord) -> None:
    """Keep the wrong tries from one origin."""
    db.conn.execute(
        "INSERT OR REPLACE INTO lockouts (official_id, origin, failures, failed_at, locked_until) VALUES (?, ?, ?, ?, ?)",
        [official_id, origin, record.failures, record.failed_at, record.locked_until],
    )


def forget(db: Database, official_id: int, origin: str) -> None:
    """Forget the wrong tries from one origin."""
    db.conn.execute("DELETE FROM lockouts WHERE official_id = ? AND origin = ?", [official_id, origin])


def forget_all(db: Database, official_id: int) -> None:
    """Forget every wrong try on an account, and every device it was used on."""
    db.conn.execute("DELETE FROM lockouts WHERE official_id = ?", [official_id])
    db.conn.execute("DELETE FROM known_devices WHERE official_id = ?", [official_id])


def is_known(store: Store, official_id: int, device_hash: str, since_ms: int) -> bool:
    """Return whether the official signed in on this device since a moment."""
    row = store.row(
        "SELECT 1 FROM known_devices WHERE official_id = ? AND device_hash = ? AND used_at >= ?",
        [official_id, device_hash, since_ms],
    )
    return row is not None


def remember_device(db: Database, official_id: int, device_hash: str, now_ms: int, forget_before_ms: int) -> None:
    """Note that the official signed in on this device; devices not used since `forget_before_ms` are dropped."""
    db.conn.execute("DELETE FROM known_devices WHERE used_at < ?", [forget_before_ms])
    db.conn.execute(
        "INSERT OR REPLACE INTO known_devices (official_id, device_hash, used_at) VALUES (?, ?, ?)",
        [official_id, device_hash, now_ms],
    )
