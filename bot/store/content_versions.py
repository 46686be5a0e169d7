"""What became of each file of content/: every version, and the files as this program saw them last."""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database

from bot.store.database import Store

KINDS = ("desk", "new", "undo", "question", "outside")


def add(
    db: Database, file: str, now_ms: int, official_id: int | None, kind: str, reason: str, before: str | None, after: str | None
) -> int:  # fmt: skip
    """Keep a version: the whole file before and after, None when it was not or is no longer there; returns its id."""
    cursor = db.conn.execute(
        "INSERT INTO content_versions (file, at, official_id, kind, reason, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [file, now_ms, official_id, kind, reason, before, after],
    )
    return int(cursor.lastrowid or 0)


def know(db: Database, file: str, text: str | None, mark: str) -> None:
    """From now on this is what the file says; a file seen for the first time came with the release or from outside."""
    db.conn.execute(
        "INSERT INTO content_files (file, known, mark, base) VALUES (?, ?, ?, NULL)"
        " ON CONFLICT (file) DO UPDATE SET known = excluded.known, mark = excluded.mark",
        [file, text, mark],
    )


def set_base(db: Database) -> None:
    """What is known now is what the installed release has: nothing differs from it any more."""
    db.conn.execute("UPDATE content_files SET base = known")


def marks(store: Store) -> dict[str, str]:
    """The mark of every file as it was seen last; "" for one that was gone."""
    return {row["file"]: row["mark"] for row in store.rows("SELECT file, mark FROM content_files")}


def known(store: Store, file: str) -> str | None:
    """The text of a file as it was seen last; None when it was not there."""
    row = store.row("SELECT known FROM content_files WHERE file = ?", [file])
    return row["known"] if row else None


def differing(store: Store) -> list[sqlite3.Row]:
    """(file, base, known) of what differs from the installed release, by file."""
    return store.rows("SELECT file, base, known FROM content_files WHERE base IS NOT known ORDER BY file")


def get(store: Store, version_id: int) -> sqlite3.Row | None:
    """One version with its texts and the official's name (None: somebody outside these pages)."""
    return store.row(
        "SELECT v.id, v.file, v.at, v.kind, v.reason, v.before, v.after, o.name FROM content_versions AS v"
        " LEFT JOIN officials AS o ON o.id = v.official_id WHERE v.id = ?",
        [version_id],
    )


def of_file(store: Store, file: str, limit: int = 50) -> list[sqlite3.Row]:
    """The versions of one file without their texts, newest first."""
    return store.rows(
        "SELECT v.id, v.file, v.at, v.kind, v.reason, o.name FROM content_versions AS v"
        " LEFT JOIN officials AS o ON o.id = v.official_id WHERE v.file = ? ORDER BY v.id DESC LIMIT ?",
        [file, limit],
    )


def newest(store: Store, limit: int, offset: int = 0) -> list[sqlite3.Row]:
    """The newest versions of all files without their texts."""
    return store.rows(
        "SELECT v.id, v.file, v.at, v.kind, v.reason, o.name FROM content_versions AS v"
        " LEFT JOIN officials AS o ON o.id = v.official_id ORDER BY v.id DESC LIMIT ? OFFSET ?",
        [limit, offset],
    )


def total(store: Store) -> int:
    """How many versions are kept."""
    row = store.row("SELECT count(*) AS count FROM content_versions")
    return int(row["count"]) if row else 0
