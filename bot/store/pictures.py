"""The ward's library of pictures: what each uploaded picture shows. Times in ms."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import to_records


@dataclass(frozen=True, slots=True)
class LibraryPicture:
    """A picture by the name of its file; `author` is a name, None when nobody or nobody any more."""

    name: str
    title: str
    made_at: int
    author: str | None


def add(db: Transaction, name: str, title: str, by: int | None, now_ms: int) -> None:
    """Take a picture into the library."""
    db.conn.execute(
        "INSERT OR IGNORE INTO pictures (name, title, made_by, made_at) VALUES (?, ?, ?, ?)", [name, title, by, now_ms]
    )


def rename(db: Transaction, name: str, title: str) -> bool:
    """Say what a picture shows; False when there is none."""
    sql = "UPDATE pictures SET title = ? WHERE name = ? AND removed_at IS NULL"
    return db.conn.execute(sql, [title, name]).rowcount == 1


def remove(db: Transaction, name: str, now_ms: int) -> bool:
    """Take a picture out of the library; False when it is out already."""
    sql = "UPDATE pictures SET removed_at = ? WHERE name = ? AND removed_at IS NULL"
    return db.conn.execute(sql, [now_ms, name]).rowcount == 1


def names(store: Store) -> set[str]:
    """Every name that was ever in the library."""
    return {row["name"] for row in store.rows("SELECT name FROM pictures")}


def list_all(store: Store) -> list[LibraryPicture]:
    """Every picture of the library, newest first."""
    rows = store.rows(
        "SELECT p.name, p.title, p.made_at, o.name AS author FROM pictures AS p"
        " LEFT JOIN officials AS o ON o.id = p.made_by WHERE p.removed_at IS NULL ORDER BY p.made_at DESC, p.name"
    )
    return to_records(LibraryPicture, rows)
