"""Officials who may sign in. Passwords come hashed (bot.accounts.officials); sessions: bot.store.official_sessions."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class OfficialRecord:
    """One row of table officials. Times in ms; `must_change` is 0 or 1; `person_id` is the official's own Zalo.

    `roles`: ids of bot.accounts.roles between commas.
    """

    id: int
    email: str
    name: str
    roles: str
    password_hash: str
    must_change: int
    disabled_at: int | None
    created_at: int
    person_id: str | None

    @property
    def role_ids(self) -> frozenset[str]:
        """The roles as a set."""
        return split_roles(self.roles)


@dataclass(frozen=True, slots=True)
class ListedOfficial:
    """An official in the list, `roles` between commas. Flags are 0 or 1; `seen_at` (ms) is of a session still open, else None."""

    id: int
    email: str
    name: str
    roles: str
    must_change: int
    disabled_at: int | None
    created_at: int
    has_zalo: int
    has_factor: int
    seen_at: int | None

    @property
    def role_ids(self) -> frozenset[str]:
        """The roles as a set."""
        return split_roles(self.roles)


def split_roles(text: str | None) -> frozenset[str]:
    """Return the ids of roles that stand between commas."""
    return frozenset(filter(None, (text or "").split(",")))


def add(db: Database, email: str, name: str, roles: str, password_hash: str, now_ms: int) -> int:
    """Add an official who must change the password at the first sign-in; raises ConflictError for a known e-mail."""
    cursor = db.conn.execute(
        "INSERT INTO officials (email, name, roles, password_hash, created_at) VALUES (?, ?, ?, ?, ?)",
        [email, name, roles, password_hash, now_ms],
    )
    return int(cursor.lastrowid or 0)


def by_email(store: Store, email: str) -> OfficialRecord | None:
    """Return one official by e-mail (upper and lower case alike), or None."""
    return first_record(OfficialRecord, store.row("SELECT * FROM officials WHERE email = ?", [email]))


def by_id(store: Store, official_id: int) -> OfficialRecord | None:
    """Return one official, or None."""
    return first_record(OfficialRecord, store.row("SELECT * FROM officials WHERE id = ?", [official_id]))


def first_created_at(store: Store) -> int | None:
    """When (ms) the first official was added; None when there is none."""
    row = store.row("SELECT min(created_at) AS at FROM officials")
    return row["at"] if row else None


def is_any(store: Store) -> bool:
    """Whether there is an official at all, disabled ones included."""
    return store.row("SELECT 1 FROM officials LIMIT 1") is not None


def everyone(store: Store) -> list[ListedOfficial]:
    """Return all officials by e-mail."""
    rows = store.rows(
        "SELECT o.id, o.email, o.name, o.roles, o.must_change, o.disabled_at, o.created_at,"
        " o.person_id IS NOT NULL AS has_zalo,"
        " f.confirmed_at IS NOT NULL AS has_factor,"
        " (SELECT max(s.seen_at) FROM sessions AS s WHERE s.official_id = o.id) AS seen_at"
        " FROM officials AS o LEFT JOIN factors AS f ON f.official_id = o.id ORDER BY o.email"
    )
    return to_records(ListedOfficial, rows)


def others_in(db: Database, roles: Collection[str], official_id: int) -> int:
    """How many officials with one of these roles, besides this one, may sign in."""
    rows = db.conn.execute(
        "SELECT roles FROM officials WHERE disabled_at IS NULL AND id != ?", [official_id]
    ).fetchall()
    return sum(not split_roles(row["roles"]).isdisjoint(roles) for row in rows)


def set_roles(db: Database, official_id: int, roles: str) -> None:
    """Give the official these roles (between commas) instead of those of before."""
    db.conn.execute("UPDATE officials SET roles = ? WHERE id = ?", [roles, official_id])


def set_password(db: Database, official_id: int, password_hash: str, must_change: bool) -> None:
    """Set a new password."""
    db.conn.execute(
        "UPDATE officials SET password_hash = ?, must_change = ? WHERE id = ?",
        [password_hash, int(must_change), official_id],
    )


def set_disabled(db: Database, official_id: int, at: int | None) -> None:
    """Disable from `at` on (None: enable again)."""
    db.conn.execute("UPDATE officials SET disabled_at = ? WHERE id = ?", [at, official_id])
