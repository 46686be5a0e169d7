"""Talks, tokens and secrets lie in files that only the account of the service may read (docs/van-hanh.md)."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.lib.key_ring import key_file

log = logging.getLogger(__name__)

OWNER_ONLY = 0o077
"""The rights of the group and of all others, taken away from every file and folder this process makes."""


def restrict_new_files() -> None:
    """Let files be made as 0600 and folders as 0700 from now on."""
    os.umask(OWNER_ONLY)


def protect_data(database: Path, env_file: Path) -> None:
    """Take the database, what lies beside it and .env away from other accounts of the machine.

    A file of another owner stays as it is; that is logged, with what to do.
    """
    for path in _private_files(database, env_file):
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & OWNER_ONLY:
            continue
        try:
            path.chmod(mode & ~OWNER_ONLY)
        except PermissionError:
            log.warning("%s can be read by other accounts and belongs to another one: chmod go= it", path)


def _private_files(database: Path, env_file: Path) -> Iterator[Path]:
    names = (database.name, f"{database.name}-wal", f"{database.name}-shm", key_file(database).name)
    folder = database.parent
    candidates = [env_file, *(folder / name for name in names), *folder.glob("*.zip"), *folder.glob("*.db")]
    candidates += [folder / name for name in ("backups", "uploads", "demo-uploads")]
    return (path for path in dict.fromkeys(candidates) if path.exists())
