"""Removes the data of the demo installation, so that the next start begins with an empty one."""

from __future__ import annotations

import shutil

from bot.demo.errors import DemoError, refuse_live
from bot.lib.key_ring import ENDING
from bot.runtime import Runtime

DATABASE_ENDINGS = ("", "-wal", "-shm", ".lineage", ENDING)


def remove_demo(runtime: Runtime) -> None:
    """Delete the demo's database, uploaded pictures and what residents sent; backups stay. Closes the runtime. Raises DemoError."""
    refuse_live(runtime.settings, "không xóa gì")
    if runtime.owner.has_others():
        raise DemoError("Trợ lý đang chạy. Hãy dừng chương trình trước rồi xóa dữ liệu chạy thử.")
    runtime.close()
    database = runtime.settings.database_path
    for ending in DATABASE_ENDINGS:
        database.with_name(database.name + ending).unlink(missing_ok=True)
    for folder in (runtime.owner.folder, runtime.pictures.folder, runtime.media.folder):
        shutil.rmtree(folder, ignore_errors=True)
