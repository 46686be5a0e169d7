"""Backup and restore of an installation: one file, and a restored one rests until an official confirms (bot.lineage)."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import backup_archive
from bot.backup_archive import DATABASE, ArchiveError
from bot.lineage import COPY
from bot.ownership import Owner
from bot.pictures import NAME
from bot.runtime import Runtime
from bot.store import StoreError, backup, notes

MADE = "backup_made_at"
"""The note of when the newest copy was made, wherever it went."""
ENDING = ".zip"
MAKING, RESTORING = ".sao-luu-", ".khoi-phuc-"
"""How the names of the folders begin in which a backup is packed, and laid out before it takes its place."""


class BackupError(Exception):
    """What cannot be done and how to mend it, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: where the former database is kept; how many pictures came, None when the backup holds none."""

    kept: Path
    pictures: int | None


def make(runtime: Runtime, target: Path | None) -> tuple[Path, int]:
    """Pack database and uploaded pictures into `target` (a dated file beside the database unless named).

    Returns (where, bytes). The file appears under its name only when it is whole. Raises BackupError.
    """
    path = target or _beside(runtime.settings.database_path, "sao-luu", runtime.now(), ENDING)
    if path.exists():
        raise BackupError(f"Đã có tệp {path}. Hãy chọn tên khác để khỏi ghi đè.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with workshop(path.parent, MAKING) as folder:
            _pack(runtime, folder).replace(path)
        size = path.stat().st_size
    except (OSError, StoreError) as error:
        raise BackupError(f"Không ghi được bản sao lưu vào {path} ({error}). Hãy xem ổ đĩa còn chỗ không.") from error
    notes.put(runtime.store, MADE, str(runtime.clock()))
    return path, size


def bring_back(runtime: Runtime, source: Path) -> Restored:
    """Put a backup in place of database and pictures, whole or not at all; the old database is kept under another name.

    The runtime is closed by this. Raises StoreError or BackupError, and then nothing has changed: for a file that is none
    of ours or is damaged, and while the product runs.
    """
    if not source.is_file():
        raise BackupError(f"Không có tệp {source}.")
    database = runtime.settings.database_path
    kept = _beside(database, "truoc-khoi-phuc", runtime.now(), database.suffix)
    try:
        with workshop(database.parent, RESTORING) as folder:
            pictures = _lay_out(source, folder)
            if _somebody_works(runtime.owner):
                raise BackupError("Trợ lý đang chạy. Hãy dừng chương trình trước rồi khôi phục.")
            runtime.close()
            _put_pictures(pictures or [], runtime.pictures.folder)
            _exchange(folder / DATABASE, database, kept)
    except OSError as error:
        raise BackupError(f"Không khôi phục được ({error}). Dữ liệu đang dùng vẫn còn nguyên.") from error
    return Restored(kept, None if pictures is None else len(pictures))


@contextmanager
def workshop(beside: Path, prefix: str) -> Iterator[Path]:
    """A folder to work in until all is whole. Its lock ends with the process, however that dies, and so tells what is left over."""
    clear_leftovers(beside)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=beside) as name:
        handle = os.open(name, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield Path(name)
        finally:
            os.close(handle)


def clear_leftovers(beside: Path) -> None:
    """Remove the folders of backups and restores that were killed; those under way are locked and stay."""
    for folder in [*beside.glob(f"{MAKING}*"), *beside.glob(f"{RESTORING}*")]:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)


def _pack(runtime: Runtime, folder: Path) -> Path:
    """The database first: a picture it names lies whole in the folder by then."""
    backup.copy_to(runtime.store, folder / DATABASE, {COPY: str(runtime.clock())})
    uploads = runtime.pictures.folder
    pictures = sorted(file for file in uploads.iterdir() if NAME.fullmatch(file.name)) if uploads.is_dir() else []
    backup_archive.pack(folder / "ban-sao.zip", folder / DATABASE, pictures)
    return folder / "ban-sao.zip"


def _lay_out(source: Path, folder: Path) -> list[Path] | None:
    """A checked database in the folder, and the pictures beside it; None for an older backup, which holds none."""
    pictures = None
    if backup_archive.is_archive(source):
        try:
            pictures = backup_archive.unpack(source, folder)
        except ArchiveError as error:
            raise BackupError(f"Không dùng được bản sao lưu {source}: {error}. Hãy dùng bản khác.") from error
    else:
        shutil.copyfile(source, folder / DATABASE)
    backup.check(folder / DATABASE, called=source)
    return pictures


def _put_pictures(pictures: list[Path], uploads: Path) -> None:
    """Add them to those there are: a name stands for one picture for ever, so more of them do no harm."""
    uploads.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        _to_disk(picture)
        picture.replace(uploads / picture.name)


def _exchange(new: Path, database: Path, kept: Path) -> None:
    """One step that happens or does not: at every moment a whole database has its name."""
    log = database.with_name(database.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise BackupError("Có chương trình khác đang mở cơ sở dữ liệu. Hãy đóng nó trước rồi khôi phục.")
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    _to_disk(new)
    _keep(database, kept)
    new.replace(database)


def _keep(database: Path, kept: Path) -> None:
    """The same file under a second name, or a copy where the disk knows no second names."""
    try:
        os.link(database, kept)
    except OSError:
        shutil.copyfile(database, kept)


def _to_disk(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _beside(database: Path, word: str, now: datetime, ending: str) -> Path:
    return database.with_name(f"{database.stem}-{word}-{now:%Y%m%d-%H%M%S}{ending}")


def _somebody_works(owner: Owner) -> bool:
    names = [file.name for file in owner.folder.iterdir() if not file.name.startswith("role-")]
    return any(name != owner.name and not owner.is_gone(name) for name in names)
