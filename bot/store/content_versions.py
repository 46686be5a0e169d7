"""The versions of each file of content/, and the files as this program read them last."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Store, Transaction
from bot.store.records import first_record, to_records

KINDS = ("desk", "new", "undo", "question", "outside")
"""How a version came about: edited, added, undone, taught by a question, or changed outside the officials' pages."""

_SUMMARY = (
    "SELECT v.id, v.file, v.at, v.kind, v.reason, o.name AS official FROM content_versions AS v"
    " LEFT JOIN officials AS o ON o.id = v.official_id"
)


@dataclass(frozen=True, slots=True)
class VersionSummary:
    """A version without its texts. `at` is in ms; `official` is a name, None for a change outside the pages."""

    id: int
    file: str
    at: int
    kind: str
    reason: str
    official: str | None


@dataclass(frozen=True, slots=True)
class ContentVersion:
    """A version with the whole text before and after it; None when the file did not exist."""

    id: int
    file: str
    at: int
    kind: str
    reason: str
    official: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class DifferingFile:
    """A file whose `text` differs from the installed release (`base`); None when the file does not exist there."""

    file: str
    base: str | None
    text: str | None


def add_version(
    db: Transaction,
    file: str,
    now_ms: int,
    official_id: int | None,
    kind: str,
    reason: str,
    before: str | None,
    after: str | None,
) -> int:
    """Keep a version with the whole text before and after it (None: no such file); returns its id."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of version: {kind}")
    cursor = db.conn.execute(
        "INSERT INTO content_versions (file, at, official_id, kind, reason, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [file, now_ms, official_id, kind, reason, before, after],
    )
    return int(cursor.lastrowid or 0)


def save_text(db: Transaction, file: str, text: str | None, mark: str) -> None:
    """Remember the text of a file as it is now; None for a file that was removed."""
    db.conn.execute(
        "INSERT INTO content_files (file, known, mark, base) VALUES (?, ?, ?, NULL)"
        " ON CONFLICT (file) DO UPDATE SET known = excluded.known, mark = excluded.mark",
        [file, text, mark],
    )


def set_base(db: Transaction) -> None:
    """Declare the remembered texts to be the installed release: after this, no file differs from it."""
    db.conn.execute("UPDATE content_files SET base = known")


def get_marks(store: Store) -> dict[str, str]:
    """The mark of every file as it was read last, by file; "" for one that was removed."""
    return {row["file"]: row["mark"] for row in store.rows("SELECT file, mark FROM content_files")}


def get_text(store: Store, file: str) -> str | None:
    """The text of a file as it was read last; None when the file did not exist."""
    row = store.row("SELECT known FROM content_files WHERE file = ?", [file])
    return row["known"] if row else None


def list_differing(store: Store) -> list[DifferingFile]:
    """The files that differ from the installed release, by name."""
    rows = store.rows("SELECT file, base, known AS text FROM content_files WHERE base IS NOT known ORDER BY file")
    return to_records(DifferingFile, rows)


def find_version(store: Store, version_id: int) -> ContentVersion | None:
    """One version with its texts; None when there is none with this id."""
    row = store.row(
        "SELECT v.id, v.file, v.at, v.kind, v.reason, v.before, v.after, o.name AS official FROM content_versions AS v"
        " LEFT JOIN officials AS o ON o.id = v.official_id WHERE v.id = ?",
        [version_id],
    )
    return first_record(ContentVersion, row)


def list_of_file(store: Store, file: str, limit: int = 50) -> list[VersionSummary]:
    """The versions of one file, newest first."""
    return to_records(
        VersionSummary, store.rows(f"{_SUMMARY} WHERE v.file = ? ORDER BY v.id DESC LIMIT ?", [file, limit])
    )


def last_editors(store: Store) -> dict[str, str]:
    """By file, the name of the official who changed it last at the desk."""
    rows = store.rows(
        "SELECT v.file, o.name FROM content_versions AS v JOIN officials AS o ON o.id = v.official_id"
        " WHERE v.id IN (SELECT max(id) FROM content_versions WHERE official_id IS NOT NULL GROUP BY file)"
    )
    return {row["file"]: row["name"] for row in rows}


def list_newest(store: Store, limit: int, offset: int = 0) -> list[VersionSummary]:
    """The versions of all files, newest first."""
    return to_records(VersionSummary, store.rows(f"{_SUMMARY} ORDER BY v.id DESC LIMIT ? OFFSET ?", [limit, offset]))
