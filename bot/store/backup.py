"""Copies of the whole database, made while it works, and brought back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.store import notes
from bot.store.database import Store, StoreError
from bot.store.schema import migrations


def copy_to(store: Store, target: Path, marks: dict[str, str]) -> int:
    """Write a complete copy (SQLite's own online backup) with `marks` kept in its notes; returns its size in bytes.

    Raises StoreError when the file cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            store.db.conn.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            for key, value in marks.items():
                notes.set_in(Database(copy), key, value)
        finally:
            copy.close()
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"Không ghi được bản sao lưu vào {target} ({error}).") from error


def check(path: Path, called: Path | None = None) -> None:
    """Raises StoreError unless the file is a whole database of this product, not of a newer version.

    `called` is the file as the person who restores knows it, when that is another one.
    """
    name = called or path
    try:
        found = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            if found.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreError(f"Tệp {name} bị hỏng. Hãy dùng bản sao lưu khác.")
            applied = {migration.name for migration in migrations.applied(Database(found))}
        finally:
            found.close()
    except sqlite3.Error as error:
        raise StoreError(f"Tệp {name} không phải cơ sở dữ liệu của trợ lý ({error}).") from error
    known = {migration.name for migration in migrations._migrations}
    if not applied:
        raise StoreError(f"Tệp {name} không phải cơ sở dữ liệu của trợ lý.")
    if applied - known:
        raise StoreError(f"Tệp {name} do phiên bản mới hơn tạo ra. Hãy cài bản mới trước.")
