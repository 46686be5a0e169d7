"""What people wished, kept beside the backups as a small file of ids and moments, so that it outlives a lost server."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.lib.files import replace_file
from bot.runtime import Runtime
from bot.store import DatabaseError, wishes
from bot.store.wishes import Wishes

log = logging.getLogger(__name__)


def keep(runtime: Runtime) -> None:
    """Write the list beside the backups, in both places, when it has changed."""
    for folder in _folders(runtime):
        try:
            _keep_in(folder, runtime)
        except OSError as error:
            log.warning("backup: the wishes could not be written to %s (%s)", folder, error)


def collect(runtime: Runtime, source: Path) -> Wishes:
    """What is known here and beside a backup: of the database in use, and of the lists."""
    total = Wishes()
    with suppress(DatabaseError):  # it may be damaged; that is why it is restored
        total = wishes.read(runtime.store)
    for folder in dict.fromkeys([source.parent, *_folders(runtime)]):
        with suppress(OSError, ValueError):
            total = total.merged(wishes.from_json((folder / _name(runtime)).read_bytes()))
    return total


def _keep_in(folder: Path, runtime: Runtime) -> None:
    file = folder / _name(runtime)
    if not folder.is_dir():
        return
    before = file.read_bytes() if file.exists() else b""
    with suppress(ValueError):
        data = wishes.carried_on(runtime.store, wishes.from_json(before) if before else Wishes()).to_json()
        if data != before:
            replace_file(file, data)


def _folders(runtime: Runtime) -> Iterator[Path]:
    settings = runtime.settings
    return filter(None, (settings.backup_folder, settings.backup_copy_folder))


def _name(runtime: Runtime) -> str:
    return f"{runtime.settings.database_path.stem}-y-muon.json"
