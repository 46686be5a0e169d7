"""Copies of the whole database, made while it works, checked, counted, and brought back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from bot.store import key_values
from bot.store.database import DamageError, Store, StoreError, is_damage
from bot.store.schema import migrations

MOST_FAULTS = 3
"""Faults a message quotes; a damaged page causes many."""


def copy_to(store: Store, target: Path, marks: dict[str, str | None]) -> int:
    """Write a complete copy (SQLite's own online backup) with `marks` in its notes (None: gone); returns its size in bytes.

    The backup copies pages without reading them: only `check` tells whether the copy is sound. Raises DamageError when
    the source cannot be read for damage, StoreError when the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            store.db.conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            for key, value in marks.items():
                if value is None:
                    key_values.remove(Database(copy), key)
                else:
                    key_values.set_in(Database(copy), key, value)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        if is_damage(error):
            raise DamageError(f"Tệp {store.path} bị hỏng ({error}).") from error
        raise StoreError(f"Không ghi được bản sao lưu vào {target} ({error}).") from error


def check(path: Path, called: Path | None = None) -> None:
    """Raises StoreError unless the file is a whole database of this product, not of a newer version.

    `called` is the file as the person who restores knows it, when that is another one.
    `integrity_check` and not the quicker `quick_check`: that of SQLite 3.40 (Debian 12) reports "NULL value in …" for
    every row of a sound WITHOUT ROWID table whose primary key is not in the order of its columns (person_tags).
    """
    name = called or path
    with _opened(path, name) as database:
        faults = [row[0] for row in database.execute(f"PRAGMA integrity_check({MOST_FAULTS})")]
        if faults != ["ok"]:
            raise DamageError(f"Tệp {name} bị hỏng ({' '.join('; '.join(faults).split())[:200]}).")
        applied = {migration.name for migration in migrations.applied(Database(database))}
    versions = {migration.name for migration in migrations._migrations}
    if not applied:
        raise StoreError(f"Tệp {name} không phải cơ sở dữ liệu của trợ lý.")
    if applied - versions:
        raise StoreError(f"Tệp {name} do phiên bản mới hơn tạo ra. Hãy cài bản mới trước.")


def row_counts(path: Path) -> dict[str, int]:
    """Rows of every table of a database, by the table's name. Raises StoreError."""
    with _opened(path, path) as database:
        names = [
            row[0]
            for row in database.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name"
            )
        ]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def foreign_parts(restored: Store, own: Store) -> list[str]:
    """Names of triggers and views in a restored database, of the same version, that ours has not or has otherwise.

    They would run with every write of ours. Raises StoreError.
    """
    query = "SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    own_parts = {(row["name"], row["sql"]) for row in own.rows(query)}
    return sorted(row["name"] for row in restored.rows(query) if (row["name"], row["sql"]) not in own_parts)


def note_failure(store: Store, key: str, value: str) -> None:
    """Keep `value` under `key` when the database can still be written; when it cannot, every page says so anyway."""
    with suppress(sqlite3.Error):
        key_values.put(store, key, value)


@contextmanager
def _opened(path: Path, called: Path) -> Iterator[sqlite3.Connection]:
    """The file, for reading only; what SQLite says against it becomes a StoreError."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            yield database
    except sqlite3.Error as error:
        if is_damage(error) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise DamageError(f"Tệp {called} bị hỏng ({error}).") from error
        raise StoreError(f"Tệp {called} không phải cơ sở dữ liệu của trợ lý ({error}).") from error
