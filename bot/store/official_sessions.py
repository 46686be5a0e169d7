"""Sessions of officials, kept under the hash of their cookie."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record, to_records

REQUIRED = "second_factor_roles"
"""The note that names the roles that need a second factor, between commas."""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session with its official. Times in ms, flags 0 or 1; `required_roles` need a second factor, between commas."""

    id: str
    csrf: str
    created_at: int
    seen_at: int
    is_half: int
    device: str
    official_id: int
    email: str
    name: str
    roles: str
    must_change: int
    disabled_at: int | None
    has_factor: int
    required_roles: str | None
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session as its official's list shows it; times in ms."""

    id: str
    device: str
    created_at: int
    seen_at: int


def start(
    db: Database, session_id: str, official_id: int, csrf: str, now_ms: int, *, device: str = "", is_half: bool = False
) -> None:
    """Keep a session; `is_half` while the code of the second factor is still to come."""
    db.conn.execute(
        "INSERT INTO sessions (id, official_id, csrf, created_at, seen_at, device, is_half) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [session_id, official_id, csrf, now_ms, now_ms, device, int(is_half)],
    )


def get(store: Store, session_id: str) -> SessionRecord | None:
    """Return a session with its official, or None."""
    row = store.row(
        "SELECT s.id, s.csrf, s.created_at, s.seen_at, s.is_half, s.device, s.ended_at, o.id AS official_id, o.email, o.name, o.roles,"
        " o.must_change, o.disabled_at, f.confirmed_at IS NOT NULL AS has_factor, n.value AS required_roles"
        " FROM sessions AS s JOIN officials AS o ON o.id = s.official_id"
        " LEFT JOIN factors AS f ON f.official_id = o.id LEFT JOIN notes AS n ON n.key = ? WHERE s.id = ?",
        [REQUIRED, session_id],
    )
    return first_record(SessionRecord, row)


def of_official(store: Store, official_id: int, seen_since: int, created_since: int) -> list[OpenSession]:
    """Return the open sessions of one official, last used first."""
    rows = store.rows(
        "SELECT id, device, created_at, seen_at FROM sessions WHERE official_id = ? AND seen_at >= ? AND created_at >= ?"
        " AND is_half = 0 AND ended_at IS NULL ORDER BY seen_at DESC, id",
        [official_id, seen_since, created_since],
    )
    return to_records(OpenSession, rows)


def is_anyone_in(store: Store, seen_since: int) -> bool:
    """Return whether any official did something since a moment."""
    return (
        store.row(
            "SELECT 1 FROM sessions WHERE seen_at >= ? AND is_half = 0 AND ended_at IS NULL LIMIT 1", [seen_since]
        )
        is not None
    )


def touch(db: Database, session_id: str, now_ms: int) -> None:
    """Note that the session was used now."""
    db.conn.execute("UPDATE sessions SET seen_at = ? WHERE id = ?", [now_ms, session_id])


def end(db: Database, session_id: str) -> None:
    """Delete one session; nothing happens when there is none."""
    db.conn.execute("DELETE FROM sessions WHERE id = ?", [session_id])


def sign_out(db: Database, session_id: str, now_ms: int) -> None:
    """End one session; until it is deleted, a form of it that comes late is known as its official's."""
    db.conn.execute("UPDATE sessions SET ended_at = ? WHERE id = ?", [now_ms, session_id])


def end_one_of(db: Database, official_id: int, handle: str) -> bool:
    """End the session of this official whose id begins with `handle`; False when there is none."""
    cursor = db.conn.execute(
        "DELETE FROM sessions WHERE official_id = ? AND substr(id, 1, ?) = ?", [official_id, len(handle), handle]
    )
    return cursor.rowcount == 1


def end_all_of(db: Database, official_id: int, but: str = "") -> int:
    """Sign an official out everywhere (but in session `but`); returns how many sessions ended."""
    return db.conn.execute("DELETE FROM sessions WHERE official_id = ? AND id != ?", [official_id, but]).rowcount


def end_old(db: Database, seen_before: int, created_before: int) -> None:
    """Delete sessions unused or open for too long."""
    db.conn.execute("DELETE FROM sessions WHERE seen_at < ? OR created_at < ?", [seen_before, created_before])
