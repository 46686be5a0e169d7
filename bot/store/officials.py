"""Who may sign in. Passwords come in hashed (bot.officials does that); sessions are in bot.store.official_sessions."""

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
    """All officials by e-mail, with whether a second factor and a Zalo are set up and when they were here last."""
    return store.rows(
        "SELECT o.id, o.email, o.name, o.role, o.must_change, o.disabled_at, o.created_at, o.locked_until,"
        " o.person_id IS NOT NULL AS has_zalo,"
        " f.confirmed_at IS NOT NULL AS has_factor,"
        " (SELECT max(s.seen_at) FROM sessions AS s WHERE s.official_id = o.id) AS seen_at"
        " FROM officials AS o LEFT JOIN factors AS f ON f.official_id = o.id ORDER BY o.email"
    )


def other_managers(db: Database, official_id: int) -> int:
    """How many managers besides this official may sign in."""
    row = db.conn.execute(
        "SELECT count(*) AS n FROM officials WHERE role = 'manager' AND disabled_at IS NULL AND id != ?", [official_id]
    ).fetchone()
    return int(row["n"])


def set_role(db: Database, official_id: int, role: str) -> None:
    """Another role."""
    db.conn.execute("UPDATE officials SET role = ? WHERE id = ?", [role, official_id])


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
    """One more wrong password or code; no try before `locked_until`."""
    db.conn.execute(
        "UPDATE officials SET failures = failures + 1, locked_until = ? WHERE id = ?", [locked_until, official_id]
    )


def note_success(db: Database, official_id: int) -> None:
    """Signed in: wrong tries are forgotten."""
    db.conn.execute("UPDATE officials SET failures = 0, locked_until = NULL WHERE id = ?", [official_id])
