"""A database that has vanished (disk not mounted, file deleted) is not replaced by an empty one in silence.

Outside the folder of the data stands a file that says there were data here. While it stands, an empty database is not served.
"""

from __future__ import annotations

import logging
from pathlib import Path

from bot.clock import Clock
from bot.lib.files import replace_file
from bot.store import Store, StoreError, officials

log = logging.getLogger(__name__)


def mark_file(database: Path) -> Path:
    """Where it is written that data existed: beside the folder of the data, as that may be a disk of its own."""
    folder = database.absolute().parent
    return folder.parent / ".cache" / f"{folder.name}-{database.name}.known"


def demand_known_data(store: Store, clock: Clock) -> None:
    """Note that there are data, or raise StoreError when there were and now there are none.

    Data count from the first official on: before that nothing can be lost.
    """
    mark = mark_file(store.path)
    if officials.is_any(store):
        _write_mark(mark, clock())
    elif mark.exists():
        raise StoreError(
            f"DATABASE_PATH: {store.path} trống, trong khi máy này đã có dữ liệu. Có thể ổ đĩa chưa gắn, hoặc tệp bị xóa hay bị"
            " đổi chỗ. Gắn lại ổ đĩa, hoặc đưa bản sao lưu về: flask --app app restore TỆP. Chỉ khi thật sự muốn bắt đầu lại"
            f" từ đầu: xóa tệp {mark} rồi chạy lại."
        )


def _write_mark(mark: Path, now_ms: int) -> None:
    if mark.exists():
        return
    try:
        mark.parent.mkdir(mode=0o700, exist_ok=True)
        replace_file(mark, f"{now_ms}\n".encode())
    except OSError as error:
        log.warning("%s cannot be written (%s): a database that vanishes would not be noticed", mark, error.strerror)
