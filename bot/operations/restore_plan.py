"""Restoring at the desk: what it would cost, and the new start of the program that does it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.clock import MINUTE
from bot.installation.restore_guard import COPY
from bot.lib.files import replace_file
from bot.operations import backup_list, wish_list
from bot.operations.backup_archive import DATABASE
from bot.operations.backups import BackupError
from bot.operations.restoring import KEY_LOST, keys_for, lay_out, restore_backup
from bot.operations.work_folders import RESTORING, open_work_folder
from bot.runtime import Runtime
from bot.settings import Settings
from bot.store import Store, StoreError, audit, key_values, officials, since, wishes

log = logging.getLogger(__name__)

FAILED = "restore_failed"
"""The note of why the last restore that was asked for at the desk did not happen."""
FRESH_MS = 10 * MINUTE
"""An order that waits longer is not carried out: the new start did not follow it."""


@dataclass(frozen=True, slots=True)
class RestoreForecast:
    """What bringing a backup back means: `lost_ms` of work, `lost` counts it by kind, `again` what is done again by kind."""

    name: str
    made_at: int
    lost_ms: int
    lost: Mapping[str, int]
    again: Mapping[str, int]
    pictures: int
    content: int


def forecast(runtime: Runtime, name: str) -> RestoreForecast:
    """Check a backup in full and say what bringing it back would lose. Raises BackupError; nothing is changed."""
    source = backup_list.path_of(runtime, name)
    if source is None:
        raise BackupError("Không còn bản sao lưu này.")
    try:
        with open_work_folder(source.parent, RESTORING) as folder:
            parts = lay_out(source, folder, runtime.settings)
            keys = keys_for(parts, runtime.store.keys)
            if keys is None:
                raise BackupError(KEY_LOST.format(source=name))
            store = Store(folder / DATABASE, keys)
            try:
                made_at = int(key_values.get(store, COPY) or source.stat().st_mtime * 1000)
                missing = wishes.missing_in(store, wish_list.collect(runtime, source))
            finally:
                store.close()
    except (StoreError, OSError) as error:
        raise BackupError(f"Không dùng được bản này: {error}") from error
    again = {"erased": len(missing.erased), "opted_out": len(missing.opted_out), "disabled": len(missing.disabled)}
    lost = since.count_since(runtime.store, made_at)
    lost_ms = max(0, runtime.clock() - made_at)
    return RestoreForecast(name, made_at, lost_ms, lost, again, len(parts.pictures or []), len(parts.content))


def order(runtime: Runtime, name: str, by: int) -> None:
    """Check once more, write the order down, and let the program start anew. Raises BackupError."""
    forecast(runtime, name)
    if runtime.owner.has_others():
        raise BackupError("Còn một tiến trình khác đang dùng dữ liệu này, nên phải khôi phục bằng lệnh trên máy chủ.")
    file = _order_file(runtime.settings)
    replace_file(file, json.dumps({"name": name, "by": by, "at": runtime.clock()}).encode())
    with runtime.store.write() as db:
        key_values.remove(db, FAILED)
        audit.write(db, runtime.clock(), by, "restore_order", None, name)
    if not runtime.restart.request():
        file.unlink(missing_ok=True)
        raise BackupError("Chương trình này không tự khởi động lại được. Hãy khôi phục bằng lệnh trên máy chủ.")


def carry_out(load: Callable[[], Runtime]) -> Runtime:
    """The runtime to serve with, after doing the restore that was ordered, if any; `load` builds one.

    An order is done once. When it cannot be, the data in use stay, and the page of backups says why.
    """
    runtime = load()
    name, by = _take_order(runtime)
    if name is None:
        return runtime
    try:
        source = backup_list.path_of(runtime, name)
        if source is None:
            raise BackupError("Không còn bản sao lưu này.")
        restore_backup(runtime, source)
        error = ""
    except (BackupError, StoreError) as failure:
        log.warning("restore: %s", failure)
        error = str(failure)
        runtime.close()
    runtime = load()
    with runtime.store.write() as db:
        if error:
            key_values.set_in(db, FAILED, error)
        is_official = by is not None and officials.by_id(runtime.store, by) is not None
        audit.write(
            db, runtime.clock(), by if is_official else None, "restore_failed" if error else "restore", None, name
        )
    return runtime


def last_failure(runtime: Runtime) -> str:
    """Why the last restore ordered at the desk did not happen; empty when it did."""
    return key_values.get(runtime.store, FAILED) or ""


def _take_order(runtime: Runtime) -> tuple[str | None, int | None]:
    """The order, which is gone then; (None, None) when there is none, or an old one."""
    file = _order_file(runtime.settings)
    with suppress(OSError, ValueError, KeyError, TypeError):
        content = json.loads(file.read_bytes())
        file.unlink()
        if abs(runtime.clock() - content["at"]) <= FRESH_MS:
            return str(content["name"]), int(content["by"])
    file.unlink(missing_ok=True)
    return None, None


def _order_file(settings: Settings) -> Path:
    path = settings.database_path
    return path.with_name(f"{path.name}.restore.json")
