"""A backup as one file: the database, its row counts, uploaded pictures, content that officials changed, and a list of SHA-256 sums.

An archive that will be encrypted holds the keys of the database's secrets as well.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bot.articles.pictures import FOLDER, NAME
from bot.content.form_files import FOLDER as FORMS
from bot.content.procedure_details import FORM_FILE
from bot.content_editing.folder import is_name

DATABASE = "ward.db"
ROWS = "rows.json"
"""How many rows each table held when the backup was made; older backups have none."""
LIST = "sha256.json"
KEYS = "ward.db.key"
"""The key file; only in an archive that nobody reads without a passphrase."""
CONTENT = "content"
"""The folder of content files that differ from the release, and of forms that were uploaded."""
CHUNK = 1024 * 1024


class ArchiveError(Exception):
    """Why an archive cannot be trusted; one Vietnamese sentence without a full stop."""


@dataclass(frozen=True, slots=True)
class ArchiveContents:
    """What was laid out of an archive: pictures, content by its path in content/, the key file (None: not in it).

    `rows` are those of each table as recorded, None in an older backup.
    """

    pictures: list[Path]
    rows: dict[str, int] | None
    content: dict[str, Path]
    keys: Path | None


@dataclass(frozen=True, slots=True)
class ArchiveSources:
    """What goes into an archive, beside the database: files by their path in content/, and the key file if it may be in it."""

    rows: Mapping[str, int]
    pictures: Iterable[Path]
    content: Mapping[str, bytes]
    keys: Path | None = None


def is_archive(path: Path) -> bool:
    """Whether a file is one of these; an older backup is the bare database."""
    return zipfile.is_zipfile(path)


def pack_archive(target: Path, database: Path, sources: ArchiveSources) -> None:
    """Write the archive. The list of sums comes last, so that one that was broken off has none. Raises OSError."""
    sums: dict[str, str] = {}
    small = {ROWS: json.dumps(sources.rows, indent=1).encode()}
    small |= {f"{CONTENT}/{name}": data for name, data in sources.content.items()}
    if sources.keys is not None:
        small[KEYS] = sources.keys.read_bytes()
    with zipfile.ZipFile(target, "w") as archive:
        sums[DATABASE] = _add_file(archive, DATABASE, database, zipfile.ZIP_DEFLATED)
        for name, data in small.items():
            archive.writestr(name, data)
            sums[name] = hashlib.sha256(data).hexdigest()
        for picture in sources.pictures:
            name = f"{FOLDER}/{picture.name}"
            sums[name] = _add_file(archive, name, picture, zipfile.ZIP_STORED)
        archive.writestr(LIST, json.dumps(sums, indent=1))
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


def unpack_archive(source: Path, folder: Path) -> ArchiveContents:
    """Lay the database and the pictures out in an empty folder. Raises ArchiveError, OSError."""
    try:
        with zipfile.ZipFile(source) as archive:
            sums = _read_sums(archive)
            _refuse_too_large(archive, folder)
            for name, expected in sums.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as packed, (folder / name).open("wb") as out:
                    actual = _copy_stream(packed, out)
                if actual != expected:
                    raise ArchiveError(f"phần {name} không còn nguyên vẹn")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(f"không đọc được ({error})") from error
    pictures = [folder / name for name in sums if _is_picture(name)]
    content = {name.removeprefix(f"{CONTENT}/"): folder / name for name in sums if _is_content(name)}
    rows = _read_row_counts(folder / ROWS) if ROWS in sums else None
    return ArchiveContents(pictures, rows, content, folder / KEYS if KEYS in sums else None)


def _refuse_too_large(archive: zipfile.ZipFile, folder: Path) -> None:
    """A small archive may unpack to more than the disk holds."""
    size, free = sum(info.file_size for info in archive.infolist()), shutil.disk_usage(folder).free
    if size > free:
        raise ArchiveError(f"mở ra cần {size // 1_000_000} MB, đĩa chỉ còn {free // 1_000_000} MB")


def _read_row_counts(file: Path) -> dict[str, int]:
    try:
        rows = json.loads(file.read_bytes())
    except ValueError:
        rows = None
    if not isinstance(rows, dict) or not all(isinstance(count, int) for count in rows.values()):
        raise ArchiveError(f"không đọc được {ROWS}")
    return rows


def _add_file(archive: zipfile.ZipFile, name: str, file: Path, compression: int) -> str:
    archive.write(file, name, compression, compresslevel=1)  # pages of a database shrink well, and fast is what counts
    with file.open("rb") as plain:
        return hashlib.file_digest(plain, "sha256").hexdigest()


def _copy_stream(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy to the end; returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while part := source.read(CHUNK):
        digest.update(part)
        target.write(part)
    return digest.hexdigest()


def _read_sums(archive: zipfile.ZipFile) -> dict[str, str]:
    """The list, when it names exactly what is in the archive and nothing that could land elsewhere."""
    names = archive.namelist()
    try:
        sums = json.loads(archive.read(LIST))
    except (KeyError, ValueError):
        raise ArchiveError("không phải bản sao lưu của trợ lý, hoặc đã bị cắt ngang") from None
    if not isinstance(sums, dict) or DATABASE not in sums or sorted(names) != sorted([*sums, LIST]):
        raise ArchiveError("thiếu hoặc thừa tệp bên trong")
    if not all(name in (DATABASE, ROWS, KEYS) or _is_picture(name) or _is_content(name) for name in sums):
        raise ArchiveError("có tệp lạ bên trong")
    return sums


def _is_picture(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder == FOLDER and NAME.fullmatch(file) is not None


def _is_content(name: str) -> bool:
    folder, _, path = name.partition("/")
    forms, _, file = path.partition("/")
    return folder == CONTENT and (is_name(path) or (forms == FORMS and FORM_FILE.fullmatch(file) is not None))
