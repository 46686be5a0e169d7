"""The daily backup: made at its time or as soon as the machine runs again, copied to the second place, older ones thinned out."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from bot.clock import MINUTE
from bot.installation.backup_state import FAILED, MADE, NOT_COPIED, SINCE
from bot.operations import wish_list
from bot.operations.backup_rotation import remove_former_databases, remove_superfluous
from bot.operations.backups import BackupError, copy_to_second_place, make_backup
from bot.runtime import Runtime
from bot.store import key_values

log = logging.getLogger(__name__)

TRY_AGAIN_MS = 30 * MINUTE


def run_if_due(runtime: Runtime) -> bool:
    """Make today's backup when its time has come and it is not there yet; whether one was made. Does nothing in the demo."""
    settings = runtime.settings
    if settings.is_demo or settings.backup_at is None:
        return False
    since = int(key_values.put_first(runtime.store, SINCE, str(runtime.clock())))
    if settings.backup_folder.is_dir():
        wish_list.keep(runtime)
    if not _is_due(runtime, settings.backup_at, since) or not runtime.owner.has_role("backup"):
        return False
    return _make(runtime)


def _is_due(runtime: Runtime, at: time, since: int) -> bool:
    notes = [key_values.get(runtime.store, key) for key in (MADE, FAILED, NOT_COPIED)]
    made_at, *failures = [int(note or 0) for note in notes]
    if any(abs(runtime.clock() - failed) < TRY_AGAIN_MS for failed in failures):
        return False
    newest = max(made_at, since)
    return newest < _last_time(runtime.now(), at) or (failures[1] > 0 and newest <= failures[1])


def _last_time(now: datetime, at: time) -> int:
    """When the daily moment was last (ms)."""
    moment = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if moment > now:
        moment -= timedelta(days=1)
    return int(moment.timestamp() * 1000)


def _make(runtime: Runtime) -> bool:
    settings, now = runtime.settings, runtime.now()
    try:
        path, size = make_backup(runtime, None)
        log.info("backup: %s, %s bytes", path.name, size)
        wish_list.keep(runtime)
        copy_to_second_place(runtime, path)
        stem = settings.database_path.stem
        for folder in filter(None, (settings.backup_folder, settings.backup_copy_folder)):
            remove_superfluous(folder, stem, now)
        remove_former_databases(settings.database_path.parent, stem, now)
    except (BackupError, OSError) as error:
        log.warning("backup: %s", error)
        return False
    return True
