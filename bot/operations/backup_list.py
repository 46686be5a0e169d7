"""Backups of this installation: listed, made and fetched at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.operations import backups
from bot.operations.backup_rotation import name_pattern
from bot.store import audit

if TYPE_CHECKING:
    from bot.runtime import Runtime


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """One copy; `at` is when it was made (ms), `size` in bytes."""

    name: str
    at: int
    size: int


def list_copies(runtime: Runtime) -> list[BackupCopy]:
    """Every copy, newest first."""
    copies = []
    for path in (path for folder in _backup_folders(runtime) for path in folder.iterdir()):
        if _is_name(runtime, path.name):
            state = path.stat()
            copies.append(BackupCopy(path.name, state.st_mtime_ns // 1_000_000, state.st_size))
    return sorted(copies, key=lambda copy: (copy.at, copy.name), reverse=True)


def make_copy(runtime: Runtime, by: int | None) -> str:
    """One more copy; returns its name. Raises bot.operations.backups.BackupError."""
    path, size = backups.make_backup(runtime, None)
    _note_act(runtime, by, "backup", f"{path.name} {size}")
    backups.copy_to_second_place(runtime, path)
    return path.name


def find_copy(runtime: Runtime, name: str, by: int | None) -> Path | None:
    """Where a copy lies, for handing it out; None when there is none of this name."""
    path = path_of(runtime, name)
    if path is not None:
        _note_act(runtime, by, "backup_fetch", name)
    return path


def path_of(runtime: Runtime, name: str) -> Path | None:
    """Where the copy of this name lies; None when there is none."""
    if not _is_name(runtime, name):
        return None
    paths = (folder / name for folder in _backup_folders(runtime))
    return next((path.absolute() for path in paths if path.is_file()), None)


def _note_act(runtime: Runtime, by: int | None, action: str, detail: str) -> None:
    with runtime.store.write() as db:
        audit.write(db, runtime.clock(), by, action, None, detail)


def _backup_folders(runtime: Runtime) -> list[Path]:
    """Where backups lie today, and beside the database, where earlier versions put them."""
    settings = runtime.settings
    return [folder for folder in (settings.backup_folder, settings.database_path.parent) if folder.is_dir()]


def _is_name(runtime: Runtime, name: str) -> bool:
    database = runtime.settings.database_path
    # The second ending is how they ended before they held pictures.
    return name_pattern(database.stem, database.suffix).fullmatch(name) is not None
