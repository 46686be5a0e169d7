"""Activities away from Zalo: meetings, lessons, loudspeakers, leaflets."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What an official enters: `day` YYYY-MM-DD, `people` None when nobody counted, `is_more` 1 for "more than `people`"."""

    day: str
    kind: str
    place: str
    events: int
    people: int | None
    is_more: int
    note: str


@dataclass(frozen=True, slots=True)
class StoredActivity:
    """A row of the table; `official` is the name of who wrote it last, None when that account is gone."""

    id: int
    day: str
    kind: str
    place: str
    events: int
    people: int | None
    is_more: int
    note: str
    official: str | None


COLUMNS = tuple(field.name for field in fields(ActivityFacts))
"""The columns an official fills in."""

_ROWS = (
    "SELECT a.id, a.day, a.kind, a.place, a.events, a.people, a.is_more, a.note, o.name AS official FROM activities AS a"
    " LEFT JOIN officials AS o ON o.id = a.official_id"
)


def insert(db: Transaction, facts: ActivityFacts, official_id: int | None, now_ms: int) -> int:
    """Store a new activity; returns its number."""
    cursor = db.conn.execute(
        f"INSERT INTO activities ({', '.join(COLUMNS)}, official_id, created_at, updated_at)"
        f" VALUES ({', '.join(f':{name}' for name in COLUMNS)}, :official, :now, :now)",
        asdict(facts) | {"official": official_id, "now": now_ms},
    )
    return int(cursor.lastrowid or 0)


def update(db: Transaction, activity_id: int, facts: ActivityFacts, official_id: int | None, now_ms: int) -> bool:
    """Replace the facts of an activity; False when it was deleted."""
    sets = ", ".join(f"{name} = :{name}" for name in COLUMNS)
    cursor = db.conn.execute(
        f"UPDATE activities SET {sets}, official_id = :official, updated_at = :now WHERE id = :id",
        asdict(facts) | {"official": official_id, "now": now_ms, "id": activity_id},
    )
    return cursor.rowcount == 1


def delete(db: Transaction, activity_id: int) -> bool:
    """Delete an activity; False when it was deleted already."""
    return db.conn.execute("DELETE FROM activities WHERE id = ?", [activity_id]).rowcount == 1


def get(store: Store, activity_id: int) -> StoredActivity | None:
    """The activity of this number, or None."""
    return first_record(StoredActivity, store.row(f"{_ROWS} WHERE a.id = ?", [activity_id]))


def list_between(store: Store, first_day: str, last_day: str) -> list[StoredActivity]:
    """Activities of these days (YYYY-MM-DD, both included), oldest first."""
    rows = store.rows(f"{_ROWS} WHERE a.day BETWEEN ? AND ? ORDER BY a.day, a.id", [first_day, last_day])
    return to_records(StoredActivity, rows)


_ORDERS = {"newest": "a.day DESC, a.id DESC", "oldest": "a.day, a.id"}


def search(
    store: Store,
    first_day: str,
    last_day: str,
    *,
    kind: str | None,
    text: str | None,
    order: str,
    limit: int,
    offset: int,
) -> tuple[int, list[StoredActivity]]:
    """(how many match, one page of them). `text` is a part of place or note, `order` newest or oldest."""
    values = {"first": first_day, "last": last_day, "kind": kind, "text": f"%{text}%" if text else None}
    where = (
        "a.day BETWEEN :first AND :last AND (:kind IS NULL OR a.kind = :kind)"
        " AND (:text IS NULL OR a.place LIKE :text OR a.note LIKE :text)"
    )
    total = store.row(f"SELECT count(*) AS n FROM activities AS a WHERE {where}", values)
    rows = store.rows(
        f"{_ROWS} WHERE {where} ORDER BY {_ORDERS[order]} LIMIT :limit OFFSET :offset",
        {**values, "limit": limit, "offset": offset},
    )
    return (total["n"] if total else 0), to_records(StoredActivity, rows)
