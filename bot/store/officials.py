"""Who may sign in, and their sessions. Passwords come in hashed (bot.officials does that)."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store


def add(db: Database, email: str, name: str, role: str, password_hash: str, now_ms: int) -> int:
    """A new official who must change the password at the first sign-in; raises sqlite3.IntegrityError if known."""
    cursor = db.conn.execute(
        "INSERT INTO officials (email, name, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
        [email, name, role, password_hash, now_ms],
    )
    return int(cursor.lastrowid or 0)


def by_email(store: Store, email: str) -> sqlite3.Row | None:
    """One official by e-mail (upper and lower case alike), or None."""
    return store.row("SELECT * FROM officials WHERE email = ?", [email])


def by_id(store: Store, official_id: int) -> sqlite3.Row | None:
    """One official, or None."""
    return store.row("SELECT * FROM officials WHERE id = ?", [official_id])


def everyone(store: Store) -> list[sqlite3.Row]:
    """All officials by e-mail."""
    return store.rows("SELECT id, email, name, role, must_change, disabled_at FROM officials ORDER BY email")


def set_password(db: Database, official_id: int, password_hash: str, must_change: bool) -> None:
    """A new password; wrong tries are forgotten."""
    db.conn.execute(
        "UPDATE officials SET password_hash = ?, must_change = ?, failures = 0, locked_until = NULL WHERE id = ?",
        [password_hash, int(must_change), official_id],
    )


def set_disabled(db: Database, official_id: int, at: int | None) -> None:
    """Disable from `at` on (None: enable again)."""
    db.conn.execute("UPDATE officials SET disabled_at = ? WHERE id = ?", [at, official_id])


def note_failure(db: Database, official_id: int, locked_until: int | None) -> None:
    """One more wrong password; no try before `locked_until`."""
    db.conn.execute(
        "UPDATE officials SET failures = failures + 1, locked_until = ? WHERE id = ?", [locked_until, official_id]
    )


def note_success(db: Database, official_id: int) -> None:
    """A right password: wrong tries are forgotten."""
    db.conn.execute("UPDATE officials SET failures = 0, locked_until = NULL WHERE id = ?", [official_id])


def start_session(db: Database, session_id: str, official_id: int, csrf: str, now_ms: int) -> None:
    """Keep a session under the hash of its cookie."""
    db.conn.execute(
        "INSERT INTO sessions (id, official_id, csrf, created_at, seen_at) VALUES (?, ?, ?, ?, ?)",
        [session_id, official_id, csrf, now_ms, now_ms],
    )


def session(store: Store, session_id: str) -> sqlite3.Row | None:
    """A session with its official's e-mail, name, role, must_change and disabled_at, or None."""
    return store.row(
        "SELECT s.id, s.csrf, s.created_at, s.seen_at, o.id AS official_id, o.email, o.name, o.role, o.must_change,"
        " o.disabled_at FROM sessions AS s JOIN officials AS o ON o.id = s.official_id WHERE s.id = ?",
        [session_id],
    )


def touch_session(db: Database, session_id: str, now_ms: int) -> None:
    """The session was used just now."""
    db.conn.execute("UPDATE sessions SET seen_at = ? WHERE id = ?", [now_ms, session_id])


def end_session(db: Database, session_id: str) -> None:
    """Sign out."""
    db.conn.execute("DELETE FROM sessions WHERE id = ?", [session_id])


def end_sessions_of(db: Database, official_id: int) -> None:
    """Sign an official out everywhere."""
    db.conn.execute("DELETE FROM sessions WHERE official_id = ?", [official_id])


def end_old_sessions(db: Database, seen_before: int, created_before: int) -> None:
    """Delete sessions unused or open for too long."""
    db.conn.execute("DELETE FROM sessions WHERE seen_at < ? OR created_at < ?", [seen_before, created_before])
