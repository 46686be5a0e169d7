"""Backing an installation up as one file, encrypted when a passphrase is set, with a second copy in another place.

A backup proves itself when it is made: it is read back from the finished file as a restore would, checked and counted.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from bot.articles.pictures import NAME
from bot.content.form_files import FOLDER as FORMS
from bot.content.form_files import read_form_file
from bot.installation.backup_state import FAILED, MADE, NOT_COPIED
from bot.installation.restore_guard import COPY
from bot.lib import age_file
from bot.lib.age_file import AgeError
from bot.operations import backup_archive
from bot.operations.backup_archive import DATABASE, ArchiveContents, ArchiveError, ArchiveSources
from bot.operations.work_folders import MAKING, open_work_folder
from bot.runtime import Runtime
from bot.settings import Settings
from bot.store import DamageError, StoreError, backup, key_values

ENDING, ENCRYPTED_ENDING = ".zip", ".zip.age"
PACKED = "ban-sao.zip"


class BackupError(Exception):
    """What cannot be done and how to mend it, in Vietnamese."""


def make_backup(runtime: Runtime, target: Path | None) -> tuple[Path, int]:
    """Pack database, pictures and changed content into `target` (a dated file in the folder of backups unless named).

    Returns (where, bytes). The file appears under its name only when it is whole. Raises BackupError.
    """
    settings = runtime.settings
    ending = ENCRYPTED_ENDING if settings.backup_passphrase else ENDING
    path = target or settings.backup_folder / dated_name(settings, "sao-luu", runtime.now(), ending)
    if path.exists():
        raise BackupError(f"Đã có tệp {path}. Hãy chọn tên khác để khỏi ghi đè.")
    try:
        _write_backup(runtime, path)
    except BackupError:
        backup.note_failure(runtime.store, FAILED, str(runtime.clock()))
        raise
    with runtime.store.write() as db:
        key_values.set_in(db, MADE, str(runtime.clock()))
        key_values.remove(db, FAILED)
    return path, path.stat().st_size


def copy_to_second_place(runtime: Runtime, path: Path) -> None:
    """Put the backup into the folder of BACKUP_COPY_PATH too, compared byte by byte. Raises BackupError; does nothing without one."""
    folder = runtime.settings.backup_copy_folder
    if folder is None:
        return
    draft = folder / f".{path.name}.part"
    try:
        if not folder.is_dir():
            raise FileNotFoundError(2, "không có thư mục này", str(folder))
        shutil.copyfile(path, draft)
        if _digest(draft) != _digest(path):
            raise OSError(5, "chép ra đọc lại không giống", str(folder))
        draft.replace(folder / path.name)
    except OSError as error:
        backup.note_failure(runtime.store, NOT_COPIED, str(runtime.clock()))
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise BackupError(
            f"Chưa chép được bản sao lưu sang {folder} ({error}). Hãy xem ổ đĩa ấy có gắn không."
        ) from error
    with runtime.store.write() as db:
        key_values.remove(db, NOT_COPIED)


def dated_name(settings: Settings, word: str, now: datetime, ending: str) -> str:
    """The name of a file of this moment beside the others of its kind."""
    return f"{settings.database_path.stem}-{word}-{now:%Y%m%d-%H%M%S}{ending}"


def unpack_and_check(source: Path, folder: Path, called: Path) -> ArchiveContents:
    """Lay an archive out and prove it: every sum, the database's integrity, every table's rows.

    Raises ArchiveError, StoreError, OSError.
    """
    contents = backup_archive.unpack_archive(source, folder)
    backup.check(folder / DATABASE, called=called)
    if contents.rows is not None and (rows := backup.row_counts(folder / DATABASE)) != contents.rows:
        differing = sorted(name for name in {*rows, *contents.rows} if rows.get(name) != contents.rows.get(name))
        raise ArchiveError(f"số dòng không khớp lúc sao lưu ở bảng {', '.join(differing)}")
    return contents


def _write_backup(runtime: Runtime, path: Path) -> None:
    """Pack, read back, and only then give the file its name. Raises BackupError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open_work_folder(path.parent, MAKING) as folder:
            packed = _pack_backup(runtime, folder)
            (folder / "thu").mkdir()
            unpack_and_check(packed, folder / "thu", called=runtime.settings.database_path)
            if runtime.settings.backup_passphrase:
                packed = _encrypt_backup(packed, runtime.settings.backup_passphrase)
            packed.replace(path)
    except DamageError as error:
        raise BackupError(
            f"Không sao lưu được vì dữ liệu đang dùng bị hỏng. {error} Hãy giữ mọi bản sao lưu cũ, dừng chương trình và"
            " khôi phục bản gần nhất còn tốt."
        ) from error
    except (ArchiveError, AgeError) as error:
        raise BackupError(f"Bản sao lưu vừa ghi vào {path} đọc lại không đúng: {error}. Hãy kiểm tra ổ đĩa.") from error
    except (OSError, StoreError) as error:
        raise BackupError(f"Không ghi được bản sao lưu vào {path} ({error}). Hãy xem ổ đĩa còn chỗ không.") from error


def _pack_backup(runtime: Runtime, folder: Path) -> Path:
    """The database first: a picture it names lies whole in the folder by then."""
    runtime.content_editing.record_outside_changes()
    marks = {COPY: str(runtime.clock()), FAILED: None, NOT_COPIED: None}
    backup.copy_to(runtime.store, folder / DATABASE, marks)
    uploads = runtime.pictures.folder
    pictures = sorted(file for file in uploads.iterdir() if NAME.fullmatch(file.name)) if uploads.is_dir() else []
    keys = runtime.store.keys
    has_key = bool(runtime.settings.backup_passphrase) and not keys.is_in_settings and keys.file.exists()
    sources = ArchiveSources(
        rows=backup.row_counts(folder / DATABASE),
        pictures=pictures,
        content=dict(_changed_content(runtime)),
        keys=keys.file if has_key else None,
    )
    backup_archive.pack_archive(folder / PACKED, folder / DATABASE, sources)
    return folder / PACKED


def _changed_content(runtime: Runtime) -> Iterator[tuple[str, bytes]]:
    """Content files that differ from the installed release, and forms that officials uploaded, by their path in content/."""
    for file in runtime.content_editing.list_differing():
        if file.text is not None:
            yield file.file, file.text.encode()
    for name in runtime.form_uploads.list_uploaded():
        data = read_form_file(runtime.settings.content_path, name)
        if data is not None:
            yield f"{FORMS}/{name}", data


def _encrypt_backup(packed: Path, passphrase: str) -> Path:
    """Encrypt an archive, and prove it by decrypting it again. Raises AgeError, OSError."""
    encrypted, again = packed.with_name(f"{packed.name}.age"), packed.with_name("doc-lai.zip")
    age_file.encrypt_file(packed, encrypted, passphrase)
    age_file.decrypt_file(encrypted, again, passphrase)
    if _digest(again) != _digest(packed):
        raise AgeError("mở ra không giống lúc đóng")
    return encrypted


def _digest(file: Path) -> str:
    with file.open("rb") as plain:
        return hashlib.file_digest(plain, "sha256").hexdigest()
