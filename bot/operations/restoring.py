"""Bringing a backup back, whole or not at all; a restored installation rests until an official confirms.

What people wished since the backup is done again: erasures, opt-outs, officials who were disabled (bot.store.wishes).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.content.layers import place_to_write
from bot.content_editing.folder import Folder, FolderError
from bot.installation.mode import key_ring, mode_of
from bot.lib import age_file
from bot.lib.age_file import AgeError
from bot.lib.files import replace_file
from bot.lib.key_ring import KeyRing
from bot.operations import backup_archive, wish_list
from bot.operations.backup_archive import DATABASE, ArchiveContents, ArchiveError
from bot.operations.backups import PACKED, BackupError, dated_name, unpack_and_check
from bot.operations.work_folders import RESTORING, open_work_folder
from bot.people.erasure import erase_person
from bot.runtime import Runtime
from bot.settings import Settings
from bot.store import DamageError, DatabaseError, Store, backup, sealing, tokens, wishes
from bot.store import StoreError as StoreError  # commands name it, and may not import the store
from bot.store.tokens import TokenRow
from bot.store.wishes import Wishes

KEY_LOST = (
    "Bản sao lưu {source} khóa bí mật bằng khóa khác. Hãy đặt tệp khóa (hoặc SECRET_KEY) của máy đã sao lưu vào máy này;"
    " mất hẳn khóa ấy thì thêm --without-secrets, rồi kết nối lại Zalo và bật lại xác thực hai bước."
)


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore did: where the former database is; pictures restored, None when the backup has none.

    `content` counts files of content/ that are as they were then, None when they could not be written. `again` are the
    wishes that were done again.
    """

    former_database: Path
    pictures: int | None
    content: int | None
    again: Wishes


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A backup laid out in a work folder, checked."""

    database: Path
    pictures: list[Path] | None
    content: Mapping[str, Path]
    keys: Path | None


def restore_backup(
    runtime: Runtime, source: Path, *, passphrase: str | None = None, without_secrets: bool = False
) -> RestoreResult:
    """Put a backup in place of database and pictures, whole or not at all; the old database is kept under another name.

    The runtime is closed by this. Raises StoreError or BackupError, and then nothing has changed: for a file that is none
    of ours or is damaged, for a wrong passphrase or key, and while the product runs.
    """
    settings, database = runtime.settings, runtime.settings.database_path
    former = database.with_name(dated_name(settings, "truoc-khoi-phuc", runtime.now(), database.suffix))
    try:
        with open_work_folder(database.parent, RESTORING) as folder, _named_damage():
            parts = lay_out(source, folder, settings, passphrase)
            if runtime.owner.has_others():
                raise BackupError("Trợ lý đang chạy. Hãy dừng chương trình trước rồi khôi phục.")
            _fit_keys(parts, source, runtime.store.keys, without_secrets=without_secrets or settings.is_demo)
            again = _bring_up_to_date(parts.database, runtime, wish_list.collect(runtime, source))
            runtime.close()
            _put_pictures(parts.pictures or [], runtime.pictures.folder)
            _exchange_database(parts.database, database, former)
            content = _put_content(parts.content, settings.content_path)
    except OSError as error:
        raise BackupError(f"Không khôi phục được ({error}). Dữ liệu đang dùng vẫn còn nguyên.") from error
    return RestoreResult(former, None if parts.pictures is None else len(parts.pictures), content, again)


def lay_out(source: Path, folder: Path, settings: Settings, passphrase: str | None = None) -> LaidOut:
    """Lay a backup out in an empty folder and check it. Raises BackupError, StoreError, OSError.

    `passphrase` comes before that of the settings. An older backup is the bare database: without pictures and content.
    """
    if not source.is_file():
        raise BackupError(f"Không có tệp {source}.")
    archive = _decrypt(source, folder, passphrase or settings.backup_passphrase)
    if backup_archive.is_archive(archive):
        try:
            contents: ArchiveContents = unpack_and_check(archive, folder, called=source)
        except ArchiveError as error:
            raise BackupError(f"Không dùng được bản sao lưu {source}: {error}. Hãy dùng bản khác.") from error
        parts = LaidOut(folder / DATABASE, contents.pictures, contents.content, contents.keys)
    else:
        shutil.copyfile(source, folder / DATABASE)
        backup.check(folder / DATABASE, called=source)
        parts = LaidOut(folder / DATABASE, None, {}, None)
    _refuse_other_mode(parts.database, source, settings)
    return parts


def keys_for(parts: LaidOut, keys: KeyRing) -> KeyRing | None:
    """The keys that open the secrets of a backup: ours, or those it brings; None when neither do."""
    rings = [keys, *([KeyRing(parts.keys)] if parts.keys is not None else [])]
    return next((ring for ring in rings if sealing.opens(parts.database, ring)), None)


@contextmanager
def _named_damage() -> Iterator[None]:
    try:
        yield
    except DamageError as error:
        raise BackupError(f"{error} Hãy dùng bản sao lưu khác.") from error


def _decrypt(source: Path, folder: Path, passphrase: str | None) -> Path:
    """The archive in clear: the source itself unless it is encrypted."""
    if not age_file.is_encrypted(source):
        return source
    if not passphrase:
        raise BackupError(f"Bản sao lưu {source} có mật khẩu. Hãy khai BACKUP_PASSPHRASE như lúc sao lưu.")
    try:
        age_file.decrypt_file(source, folder / PACKED, passphrase)
    except AgeError as error:
        raise BackupError(f"Không mở được bản sao lưu {source}: {error}.") from error
    return folder / PACKED


def _fit_keys(parts: LaidOut, source: Path, keys: KeyRing, *, without_secrets: bool) -> None:
    """See that the secrets of the backup can be opened here: by our keys, by the key file it brings, or give them up."""
    fitting = keys_for(parts, keys)
    if fitting is keys:
        return
    if fitting is not None and parts.keys is not None:
        lines = [*(keys.file.read_bytes().split() if keys.file.exists() else []), *parts.keys.read_bytes().split()]
        replace_file(keys.file, b"\n".join(dict.fromkeys(lines)) + b"\n")
        return
    if not without_secrets:
        raise BackupError(KEY_LOST.format(source=source))
    sealing.forget_sealed(parts.database)


def _bring_up_to_date(database: Path, runtime: Runtime, current: Wishes) -> Wishes:
    """Migrate the laid-out database, do the wishes again it does not know, keep the newest tokens; returns those wishes."""
    store = Store(database, key_ring(runtime.settings))
    try:
        if foreign := backup.foreign_parts(store, runtime.store):
            raise BackupError(
                f"Bản sao lưu này có phần lạ ({', '.join(foreign)[:200]}) không phải của trợ lý nên không dùng."
            )
        again = wishes.missing_in(store, current)
        newest, clock = _newest_tokens(runtime.store), runtime.clock
        with store.write() as db:
            for person_id in again.erased:
                erase_person(db, person_id, clock())
            wishes.apply_choices(db, again)
            if newest is not None:
                tokens.save_pair(
                    db, newest.access_token, newest.refresh_token, newest.expires_at, newest.refreshed_at, None
                )
    finally:
        store.close()
    return again


def _newest_tokens(store: Store) -> TokenRow | None:
    """The pair in use, which is newer than the backup's: Zalo's refresh tokens are good once. None when there is none to read."""
    with suppress(DatabaseError):
        return tokens.read_pair(store)
    return None


def _refuse_other_mode(new: Path, source: Path, settings: Settings) -> None:
    names = {"demo": "chạy thử", "live": "chạy thật"}
    mode = mode_of(new)
    if mode not in (None, settings.mode):
        raise BackupError(
            f"Bản sao lưu {source} là dữ liệu {names[str(mode)]}, còn máy này đang ở chế độ {names[settings.mode]}. "
            f"Hãy khai WARD_MODE={mode} như máy đã sao lưu rồi khôi phục."
        )


def _put_pictures(pictures: list[Path], uploads: Path) -> None:
    """Add them to those there are: a name stands for one picture for ever, so more of them do no harm."""
    uploads.mkdir(parents=True, exist_ok=True)
    for picture in pictures:
        _sync_to_disk(picture)
        picture.replace(uploads / picture.name)


def _put_content(files: Mapping[str, Path], root: Path) -> int | None:
    """Write the content that officials had changed, as it was then; None when the folder cannot be written."""
    folder = Folder(root)
    try:
        with folder.lock_for_writing():
            for name, file in files.items():
                path = place_to_write(root, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                replace_file(path, file.read_bytes())
    except (FolderError, OSError):
        return None
    return len(files)


def _exchange_database(new: Path, database: Path, former: Path) -> None:
    """One step that happens or does not: at every moment a whole database has its name."""
    log = database.with_name(database.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise BackupError("Có chương trình khác đang mở cơ sở dữ liệu. Hãy đóng nó trước rồi khôi phục.")
    for ending in ("-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    _sync_to_disk(new)
    _keep_database(database, former)
    new.replace(database)


def _keep_database(database: Path, former: Path) -> None:
    """The same file under a second name, or a copy where the disk knows no second names."""
    try:
        os.link(database, former)
    except OSError:
        shutil.copyfile(database, former)


def _sync_to_disk(file: Path) -> None:
    with file.open("rb") as stream:
        os.fsync(stream.fileno())
