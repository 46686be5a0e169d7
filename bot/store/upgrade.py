"""Bringing a database to the schema of this version: what would change, and the copy that is made before anything does."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from bot.store.schema import migrations

ROOM = 1.3
"""Free space wanted for the copy and the changes, as a multiple of the database."""


@dataclass(frozen=True, slots=True)
class UpgradePlan:
    """What an upgrade would do to a file. `newer` are changes this version does not know; sizes in bytes."""

    path: Path
    exists: bool
    applied: tuple[str, ...]
    pending: tuple[str, ...]
    newer: tuple[str, ...]
    size: int
    free: int

    @property
    def has_room(self) -> bool:
        """Whether the copy and the changes fit on the disk."""
        return self.free > self.size * ROOM


def plan_upgrade(path: Path) -> UpgradePlan:
    """Look at a file without changing it. Raises sqlite3.Error when it is no database."""
    names = [migration.name for migration in migrations._migrations]
    free = shutil.disk_usage(next(folder for folder in path.absolute().parents if folder.is_dir())).free
    if not path.is_file() or not path.stat().st_size:
        return UpgradePlan(path, False, (), tuple(names), (), 0, free)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        applied = [migration.name for migration in migrations.applied(Database(connection))]
    pending = tuple(name for name in names if name not in applied)
    newer = tuple(name for name in applied if name not in names)
    log = path.with_name(f"{path.name}-wal")
    size = path.stat().st_size + (log.stat().st_size if log.exists() else 0)
    return UpgradePlan(path, True, tuple(applied), pending, newer, size, free)


def copy_before(plan: UpgradePlan) -> Path:
    """Copy the database beside itself under a name that says from before which change it is; whole under that name or not at all.

    Copies from before earlier upgrades go. Raises OSError or sqlite3.Error; the database is not touched.
    """
    copy = plan.path.with_name(f"{plan.path.stem}-truoc-nang-cap-{plan.applied[-1]}.db")
    draft = copy.with_name(f".{copy.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with (
            closing(sqlite3.connect(f"{plan.path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(draft)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        with draft.open("rb") as stream:
            os.fsync(stream.fileno())
        draft.chmod(0o600)
        draft.replace(copy)
    except (OSError, sqlite3.Error):
        draft.unlink(missing_ok=True)
        raise
    for older in copy.parent.glob(f"{plan.path.stem}-truoc-nang-cap-*.db"):
        if older != copy:
            older.unlink(missing_ok=True)
    return copy
