"""A backup as one file: the database, the uploaded pictures, and a list of their SHA-256 sums by which it is checked."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from bot.pictures import FOLDER, NAME

DATABASE = "ward.db"
LIST = "sha256.json"
CHUNK = 1024 * 1024


class ArchiveError(Exception):
    """Why an archive cannot be trusted; one Vietnamese sentence without a full stop."""


def is_archive(path: Path) -> bool:
    """Whether a file is one of these; an older backup is the bare database."""
    return zipfile.is_zipfile(path)


def pack(target: Path, database: Path, pictures: Iterable[Path]) -> None:
    """Write the archive. The list of sums comes last, so that one that was broken off has none. Raises OSError."""
    sums: dict[str, str] = {}
    with zipfile.ZipFile(target, "w") as archive:
        sums[DATABASE] = _add(archive, DATABASE, database, zipfile.ZIP_DEFLATED)
        for picture in pictures:
            name = f"{FOLDER}/{picture.name}"
            sums[name] = _add(archive, name, picture, zipfile.ZIP_STORED)
        archive.writestr(LIST, json.dumps(sums, indent=1))
    with target.open("rb") as written:
        os.fsync(written.fileno())


def unpack(source: Path, folder: Path) -> list[Path]:
    """Lay database and pictures out in an empty folder; returns the pictures. Raises ArchiveError, OSError."""
    try:
        with zipfile.ZipFile(source) as archive:
            sums = _sums(archive)
            (folder / FOLDER).mkdir()
            for name, expected in sums.items():
                with archive.open(name) as packed, (folder / name).open("wb") as out:
                    found = _copy(packed, out)
                if found != expected:
                    raise ArchiveError(f"phần {name} không còn nguyên vẹn")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(f"không đọc được ({error})") from error
    return [folder / name for name in sums if name != DATABASE]


def _add(archive: zipfile.ZipFile, name: str, file: Path, compression: int) -> str:
    archive.write(file, name, compression, compresslevel=1)  # pages of a database shrink well, and fast is what counts
    with file.open("rb") as plain:
        return hashlib.file_digest(plain, "sha256").hexdigest()


def _copy(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy to the end; returns the SHA-256 of what was copied."""
    seen = hashlib.sha256()
    while part := source.read(CHUNK):
        seen.update(part)
        target.write(part)
    return seen.hexdigest()


def _sums(archive: zipfile.ZipFile) -> dict[str, str]:
    """The list, when it names exactly what is in the archive and nothing that could land elsewhere."""
    names = archive.namelist()
    try:
        sums = json.loads(archive.read(LIST))
    except (KeyError, ValueError):
        raise ArchiveError("không phải bản sao lưu của trợ lý, hoặc đã bị cắt ngang") from None
    if not isinstance(sums, dict) or DATABASE not in sums or sorted(names) != sorted([*sums, LIST]):
        raise ArchiveError("thiếu hoặc thừa tệp bên trong")
    if not all(name == DATABASE or _is_picture(name) for name in sums):
        raise ArchiveError("có tệp lạ bên trong")
    return sums


def _is_picture(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder == FOLDER and NAME.fullmatch(file) is not None
