"""Labels ("tags") of people: as we know them, and our own changes until the platform has taken them.

While a change of ours waits (or was refused), what the platform says about that person and label does not touch it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import to_records

_OURS = "SELECT 1 FROM tag_changes AS c WHERE c.person_id = person_tags.person_id AND c.tag = person_tags.tag"


@dataclass(frozen=True, slots=True)
class TagChange:
    """A change of ours that the platform has not taken yet; `is_given` is 1 to give the label, 0 to take it off."""

    id: int
    person_id: str
    tag: str
    is_given: int
    attempts: int


@dataclass(frozen=True, slots=True)
class RefusedChange:
    """A change that the platform refused, and how; `name` is the person's."""

    person_id: str
    name: str | None
    tag: str
    outcome: str
    code: str | None


def note(db: Database, person_id: str, tag: str, is_on: bool) -> None:
    """The platform says that a person was given a label, or lost it."""
    if is_on:
        db.conn.execute(
            "INSERT OR IGNORE INTO person_tags (person_id, tag) SELECT :person, :tag WHERE NOT EXISTS"
            " (SELECT 1 FROM tag_changes WHERE person_id = :person AND tag = :tag)",
            {"person": person_id, "tag": tag},
        )
    else:
        db.conn.execute(
            f"DELETE FROM person_tags WHERE person_id = ? AND tag = ? AND NOT EXISTS ({_OURS})", [person_id, tag]
        )


def note_removed(db: Database, tag: str) -> None:
    """The platform says that a label was taken off everyone."""
    db.conn.execute(f"DELETE FROM person_tags WHERE tag = ? AND NOT EXISTS ({_OURS})", [tag])


def replace_tags(db: Database, person_id: str, tags: Iterable[str]) -> None:
    """Make these the labels of the person, as the platform lists them; own changes not told to it yet stay."""
    platform_tags = set(tags)
    for row in db.conn.execute("SELECT tag FROM person_tags WHERE person_id = ?", [person_id]).fetchall():
        if row["tag"] not in platform_tags:
            note(db, person_id, row["tag"], is_on=False)
    for tag in sorted(platform_tags):
        note(db, person_id, tag, is_on=True)


def queue_tag_change(db: Database, person_id: str, tag: str, is_on: bool, now_ms: int) -> bool:
    """Give or take a label, and queue the change for the platform; False when nothing changes."""
    sql = (
        "INSERT OR IGNORE INTO person_tags (person_id, tag) VALUES (?, ?)"
        if is_on
        else "DELETE FROM person_tags WHERE person_id = ? AND tag = ?"
    )
    if not db.conn.execute(sql, [person_id, tag]).rowcount:
        return False
    db.conn.execute(
        "INSERT INTO tag_changes (person_id, tag, wanted, due_at, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, tag) DO UPDATE SET wanted = excluded.wanted, attempts = 0, due_at = excluded.due_at,"
        " code = NULL, outcome = NULL, created_at = excluded.created_at",
        [person_id, tag, int(is_on), now_ms, now_ms],
    )
    return True


def due(store: Store, now_ms: int, limit: int) -> list[TagChange]:
    """Return changes to tell the platform now, oldest first."""
    rows = store.rows(
        "SELECT id, person_id, tag, wanted AS is_given, attempts FROM tag_changes WHERE due_at <= ? ORDER BY due_at LIMIT ?",
        [now_ms, limit],
    )
    return to_records(TagChange, rows)


def settle(db: Database, change: TagChange) -> None:
    """The platform took the change, unless another was wanted meanwhile."""
    db.conn.execute("DELETE FROM tag_changes WHERE id = ? AND wanted = ?", [change.id, change.is_given])


def put_off(db: Database, change_id: int, due_at: int) -> None:
    """The platform could not take the change now; none of the others is tried before that moment either."""
    db.conn.execute("UPDATE tag_changes SET attempts = attempts + 1 WHERE id = ?", [change_id])
    db.conn.execute("UPDATE tag_changes SET due_at = ? WHERE due_at < ?", [due_at, due_at])


def refuse(db: Database, change: TagChange, outcome: str, code: str | None) -> None:
    """The platform does not want the change; it stays here, named."""
    db.conn.execute(
        "UPDATE tag_changes SET attempts = attempts + 1, due_at = NULL, outcome = ?, code = ?"
        " WHERE id = ? AND wanted = ?",
        [outcome, code, change.id, change.is_given],
    )


def refused(store: Store, limit: int = 5000) -> list[RefusedChange]:
    """Return changes the platform refused, newest first."""
    rows = store.rows(
        "SELECT c.person_id, p.name, c.tag, c.outcome, c.code FROM tag_changes AS c"
        " LEFT JOIN people AS p ON p.id = c.person_id WHERE c.due_at IS NULL ORDER BY c.id DESC LIMIT ?",
        [limit],
    )
    return to_records(RefusedChange, rows)


def waiting(store: Store) -> int:
    """How many changes of ours the platform has not been told yet."""
    row = store.row("SELECT count(*) AS n FROM tag_changes WHERE due_at IS NOT NULL")
    return int(row["n"]) if row else 0


def of_person(store: Store, person_id: str) -> list[str]:
    """The labels of one person."""
    return [
        row["tag"] for row in store.rows("SELECT tag FROM person_tags WHERE person_id = ? ORDER BY tag", [person_id])
    ]


def counts(store: Store) -> list[tuple[str, int]]:
    """Return every label with how many people have it."""
    rows = store.rows("SELECT tag, count(*) AS people FROM person_tags GROUP BY tag ORDER BY tag")
    return [(row["tag"], row["people"]) for row in rows]


def forget_person(db: Database, person_id: str, now_ms: int) -> None:
    """Take every label off a person, at the platform too."""
    for row in db.conn.execute("SELECT tag FROM person_tags WHERE person_id = ?", [person_id]).fetchall():
        queue_tag_change(db, person_id, row["tag"], False, now_ms)
