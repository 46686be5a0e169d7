"""Backup and restore of an installation: one file, and a restored one rests until an official confirms (bot.lineage)."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from bot.lineage import COPY
from bot.ownership import Owner
from bot.runtime import Runtime
from bot.store import backup, notes

MADE = "backup_made_at"
"""The note of when the newest copy was made, wherever it went."""


class BackupError(Exception):
    """What cannot be done and how to mend it, in Vietnamese."""


def make(runtime: Runtime, target: Path | None) -> tuple[Path, int]:
    """Copy the database to `target` (a dated file beside it unless named); (where, bytes). Raises StoreError, BackupError."""
    path = target or _beside(runtime.settings.database_path, "sao-luu", runtime.now())
    if path.exists():
        raise BackupError(f"Đã có tệp {path}. Hãy chọn tên khác để khỏi ghi đè.")
    size = backup.copy_to(runtime.store, path, {COPY: str(runtime.clock())})
    notes.put(runtime.store, MADE, str(runtime.clock()))
    return path, size


def bring_back(runtime: Runtime, source: Path) -> Path:
    """Put a copy in place of the database; the old one is kept under another name, which is returned.

    The runtime is closed by this. Raises StoreError for a file that is none of ours, BackupError while the product runs.
    """
    if not source.is_file():
        raise BackupError(f"Không có tệp {source}.")
    backup.check(source)
    if _somebody_works(runtime.owner):
        raise BackupError("Trợ lý đang chạy. Hãy dừng chương trình trước rồi khôi phục.")
    database, now = runtime.settings.database_path, runtime.now()
    runtime.close()
    kept = _beside(database, "truoc-khoi-phuc", now)
    database.replace(kept)
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    shutil.copyfile(source, database)
    return kept


def _beside(database: Path, word: str, now: datetime) -> Path:
    return database.with_name(f"{database.stem}-{word}-{now:%Y%m%d-%H%M%S}{database.suffix}")


def _somebody_works(owner: Owner) -> bool:
    names = [file.name for file in owner.folder.iterdir() if not file.name.startswith("role-")]
    return any(name != owner.name and not owner.is_gone(name) for name in names)
