"""Folders in which backups are packed, and laid out before they take their place."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MAKING, RESTORING = ".sao-luu-", ".khoi-phuc-"
"""How the names of the folders begin: a backup is packed, a backup is brought back."""


@contextmanager
def open_work_folder(beside: Path, prefix: str) -> Iterator[Path]:
    """A folder to work in until all is whole. Its lock ends with the process, however that dies, and so tells what is left over."""
    remove_leftovers(beside)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside) as name:
        handle = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Path(name)
        finally:
            os.close(handle)


def remove_leftovers(beside: Path) -> None:
    """Remove the folders of backups and restores that were killed; those under way are locked and stay."""
    for folder in [*beside.glob(f"{MAKING}*"), *beside.glob(f"{RESTORING}*")]:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)
