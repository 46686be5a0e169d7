"""Ready answers that officials write for themselves; shared by all who answer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from bot.store.database import Store
from bot.store.records import first_record, to_records


@dataclass(frozen=True, slots=True)
class CannedAnswer:
    """One ready answer; `changed_at` in ms, `official` is the name of who wrote it last.

    `code` is typed behind a slash, `enclosed` names what goes out beside the words; both may be empty.
    """

    id: int
    title: str
    text: str
    changed_at: int
    official: str | None
    code: str | None = None
    enclosed: str | None = None


@dataclass(frozen=True, slots=True)
class CannedWords:
    """What an official writes of a ready answer."""

    title: str
    text: str
    code: str = ""
    enclosed: str = ""


_ANSWERS = (
    "SELECT c.id, c.title, c.text, c.code, c.enclosed, c.changed_at, o.name AS official FROM canned_answers AS c"
    " LEFT JOIN officials AS o ON o.id = c.official_id"
)


def everything(store: Store) -> list[CannedAnswer]:
    """Return all ready answers, by title."""
    return to_records(CannedAnswer, store.rows(f"{_ANSWERS} ORDER BY c.title COLLATE NOCASE"))


def get(store: Store, canned_id: int) -> CannedAnswer | None:
    """Return one ready answer, or None."""
    return first_record(CannedAnswer, store.row(f"{_ANSWERS} WHERE c.id = ?", [canned_id]))


def by_code(store: Store, code: str) -> CannedAnswer | None:
    """Return the ready answer with this short code, or None."""
    return first_record(CannedAnswer, store.row(f"{_ANSWERS} WHERE c.code = ?", [code]))


def put(db: Database, canned_id: int | None, words: CannedWords, official_id: int | None, now_ms: int) -> int | None:
    """Write a new one, or over an old one; returns its id, None when the old one is gone.

    Raises ConflictError when another one has this title or code.
    """
    values = [words.title, words.text, words.code or None, words.enclosed or None, official_id, now_ms]
    if canned_id is None:
        cursor = db.conn.execute(
            "INSERT INTO canned_answers (title, text, code, enclosed, official_id, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )
        return cursor.lastrowid
    cursor = db.conn.execute(
        "UPDATE canned_answers SET title = ?, text = ?, code = ?, enclosed = ?, official_id = ?, changed_at = ? WHERE id = ?",
        [*values, canned_id],
    )
    return canned_id if cursor.rowcount else None


def delete(db: Database, canned_id: int) -> bool:
    """Delete one; False when it is gone already."""
    return db.conn.execute("DELETE FROM canned_answers WHERE id = ?", [canned_id]).rowcount == 1
