"""Named audiences: a name and the rule it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class SegmentRecord:
    """A named audience; `rule` is JSON (bot.store.audiences)."""

    id: int
    name: str
    rule: str
    created_by: int | None
    created_at: int


def add(db: Database, name: str, rule: str, official_id: int | None, now_ms: int) -> int:
    """Keep a rule (JSON) under a new name; returns its id."""
    return int(
        db.conn.execute(
            "INSERT INTO segments (name, rule, created_by, created_at) VALUES (?, ?, ?, ?)",
            [name, rule, official_id, now_ms],
        ).lastrowid
        or 0
    )


def rename(db: Database, segment_id: int, name: str) -> None:
    """Give it another name."""
    db.conn.execute("UPDATE segments SET name = ? WHERE id = ?", [name, segment_id])


def change(db: Database, segment_id: int, rule: str) -> None:
    """Let the name stand for another rule (JSON)."""
    db.conn.execute("UPDATE segments SET rule = ? WHERE id = ?", [rule, segment_id])


def remove(db: Database, segment_id: int) -> None:
    """Forget the name; see `count_users`."""
    db.conn.execute("DELETE FROM segments WHERE id = ?", [segment_id])


def count_users(store: Store, segment_id: int) -> int:
    """How many broadcasts that are not over go to a segment, or leave it out."""
    row = store.row(
        "SELECT count(*) AS n FROM broadcasts AS b WHERE b.state NOT IN ('sent', 'stopped', 'rejected', 'expired')"
        " AND (json_extract(b.content, '$.audience.segment') = :id OR json_extract(b.frozen, '$.audience.segment') = :id"
        " OR EXISTS (SELECT 1 FROM json_each(b.content, '$.audience.without') WHERE value = :id)"
        " OR EXISTS (SELECT 1 FROM json_each(coalesce(b.frozen, '{}'), '$.audience.without') WHERE value = :id))",
        {"id": segment_id},
    )
    return int(row["n"]) if row else 0


def listing(store: Store) -> list[SegmentRecord]:
    """Return all of them, by name."""
    return to_records(SegmentRecord, store.rows("SELECT * FROM segments ORDER BY name"))


def get(store: Store, segment_id: int) -> SegmentRecord | None:
    """Return the one with this id, or None."""
    return first_record(SegmentRecord, store.row("SELECT * FROM segments WHERE id = ?", [segment_id]))
