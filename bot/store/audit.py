"""Who did what, when: lines are only ever added."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One act: `at` in ms, `name` of the official (None: the program itself, or a deleted account)."""

    id: int
    at: int
    official_id: int | None
    name: str | None
    action: str
    subject: str | None
    detail: str | None


LINES = (
    "SELECT a.id, a.at, a.official_id, o.name, a.action, a.subject, a.detail FROM audit AS a"
    " LEFT JOIN officials AS o ON o.id = a.official_id"
)
"""The start of a query for audit lines."""


def write(
    db: Database,
    now_ms: int,
    official_id: int | None,
    action: str,
    subject: str | None = None,
    detail: str | None = None,
) -> None:
    """Add a line. `action` is a short verb ("sign_in"), `subject` an id or code, never a text of a resident."""
    db.conn.execute(
        "INSERT INTO audit (at, official_id, action, subject, detail) VALUES (?, ?, ?, ?, ?)",
        [now_ms, official_id, action, subject, detail],
    )


def has_line_since(store: Store, official_id: int, actions: Collection[str], subject: str, since_ms: int) -> bool:
    """Return whether the official did one of these acts to the subject since a moment."""
    return official_id in officials_who(store, actions, subject, since_ms)


def officials_who(store: Store, actions: Collection[str], subject: str, since_ms: int) -> set[int]:
    """Return the officials who did one of these acts to the subject since a moment."""
    marks = ", ".join("?" * len(actions))
    rows = store.rows(
        "SELECT DISTINCT official_id FROM audit WHERE subject = ? AND at >= ? AND official_id IS NOT NULL"
        f" AND action IN ({marks})",
        [subject, since_ms, *actions],
    )
    return {row["official_id"] for row in rows}


def newest(store: Store, limit: int = 100) -> list[AuditLine]:
    """Return the newest lines."""
    return to_records(AuditLine, store.rows(f"{LINES} ORDER BY a.id DESC LIMIT ?", [limit]))


def of_subject(store: Store, subject: str) -> list[AuditLine]:
    """Return everything that was done to one thing, oldest first."""
    return to_records(AuditLine, store.rows(f"{LINES} WHERE a.subject = ? ORDER BY a.id", [subject]))


def subjects_of(store: Store, action: str) -> set[str]:
    """The subjects of all acts of one kind."""
    rows = store.rows("SELECT DISTINCT subject FROM audit WHERE action = ? AND subject IS NOT NULL", [action])
    return {row["subject"] for row in rows}
