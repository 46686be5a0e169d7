"""Backups beside the database: made and fetched at the desk. Bringing one back is for the shell (bot.backups)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot import backups
from bot.store import audit

if TYPE_CHECKING:
    from bot.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy; `at` is when it was made (ms), `size` in bytes."""

    name: str
    at: int
    size: int


def copies(runtime: Runtime) -> list[Copy]:
    """Every copy beside the database, newest first."""
    found = []
    for path in _folder(runtime).iterdir():
        if _is_name(runtime, path.name):
            state = path.stat()
            found.append(Copy(path.name, state.st_mtime_ns // 1_000_000, state.st_size))
    return sorted(found, key=lambda copy: (copy.at, copy.name), reverse=True)


def make(runtime: Runtime, by: int | None) -> str:
    """One more copy; returns its name. Raises bot.backups.BackupError."""
    path, size = backups.make(runtime, None)
    _note(runtime, by, "backup", f"{path.name} {size}")
    return path.name


def fetch(runtime: Runtime, name: str, by: int | None) -> Path | None:
    """Where a copy lies, for handing it out; None when there is none of this name."""
    path = _folder(runtime) / name
    if not _is_name(runtime, name) or not path.is_file():
        return None
    _note(runtime, by, "backup_fetch", name)
    return path.absolute()


def _note(runtime: Runtime, by: int | None, action: str, detail: str) -> None:
    with runtime.store.write() as db:
        audit.write(db, runtime.clock(), by, action, None, detail)


def _folder(runtime: Runtime) -> Path:
    return runtime.settings.database_path.parent


def _is_name(runtime: Runtime, name: str) -> bool:
    database = runtime.settings.database_path
    endings = "|".join(
        map(re.escape, (backups.ENDING, database.suffix))
    )  # the second is how they ended before pictures
    pattern = rf"{re.escape(database.stem)}-sao-luu-\d{{8}}-\d{{6}}(?:{endings})"
    return re.fullmatch(pattern, name) is not None
