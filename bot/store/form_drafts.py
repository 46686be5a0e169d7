"""What officials typed into forms and have not sent yet, one draft for each official and form. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One draft. `address` is where the form is sent, `page` where it stands, `fields` JSON of its fields."""

    address: str
    page: str
    fields: str
    saved_at: int


def put(
    db: Database, official_id: int, address: str, page: str, person_id: str | None, fields: str, now_ms: int
) -> None:
    """Keep a draft in place of the form's earlier one."""
    db.conn.execute(
        "INSERT INTO form_drafts (official_id, address, page, person_id, fields, saved_at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (official_id, address) DO UPDATE SET page = excluded.page, person_id = excluded.person_id,"
        " fields = excluded.fields, saved_at = excluded.saved_at",
        [official_id, address, page, person_id, fields, now_ms],
    )


def of_official(store: Store, official_id: int) -> list[DraftRecord]:
    """Return an official's drafts, newest first."""
    rows = store.rows(
        "SELECT address, page, fields, saved_at FROM form_drafts WHERE official_id = ? ORDER BY saved_at DESC, address",
        [official_id],
    )
    return to_records(DraftRecord, rows)


def has(store: Store, official_id: int, address: str) -> bool:
    """Whether there is a draft of this form."""
    query = "SELECT 1 FROM form_drafts WHERE official_id = ? AND address = ?"
    return store.row(query, [official_id, address]) is not None


def delete(db: Database, official_id: int, address: str) -> None:
    """Delete one draft; nothing happens when there is none."""
    db.conn.execute("DELETE FROM form_drafts WHERE official_id = ? AND address = ?", [official_id, address])


def keep_newest(db: Database, official_id: int, most: int) -> None:
    """Delete an official's oldest drafts beyond `most`."""
    db.conn.execute(
        "DELETE FROM form_drafts WHERE official_id = :official AND address NOT IN ("
        " SELECT address FROM form_drafts WHERE official_id = :official ORDER BY saved_at DESC LIMIT :most)",
        {"official": official_id, "most": most},
    )


def forget_person(db: Database, person_id: str) -> None:
    """Delete what officials began to write to or about a person."""
    db.conn.execute("DELETE FROM form_drafts WHERE person_id = ?", [person_id])


def forget_before(db: Database, before_ms: int) -> None:
    """Delete drafts saved before a moment."""
    db.conn.execute("DELETE FROM form_drafts WHERE saved_at < ?", [before_ms])
