"""The built snapshot on disk, for a faster start; used only while the hash of its sources matches."""

from __future__ import annotations

import hashlib
import logging
import pickle
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.form_files import list_form_files
from bot.content.layers import list_files
from bot.content.snapshot import ContentSnapshot
from bot.lib.files import replace_file
from bot.lib.memory import without_collector

log = logging.getLogger(__name__)

BUILDERS = ("content", "understanding")
"""Rooms whose code decides what a snapshot looks like."""


@dataclass(frozen=True, slots=True)
class SnapshotKey:
    """What a snapshot was built from: hashes of the code, and of the content on a day."""

    code: bytes
    content: bytes


def key_of(content: Path, day: date) -> SnapshotKey:
    """Hashes of the code that builds, and of the day, of every content file and the names of forms."""
    code = hashlib.sha256(sys.version.encode())
    here = Path(__file__).parents[1]
    for room in BUILDERS:
        files = ((path.relative_to(here).as_posix(), path) for path in sorted((here / room).rglob("*.py")))
        _add_files(code, files)
    digest = hashlib.sha256(f"{day} ".encode())
    digest.update(" ".join(sorted(list_form_files(content))).encode())
    _add_files(digest, list_files(content).items())
    return SnapshotKey(code.digest(), digest.digest())


def _add_files(digest: hashlib._Hash, files: Iterable[tuple[str, Path]]) -> None:
    for name, file in files:
        digest.update(f"{name}\0".encode() + file.read_bytes() + b"\0")


def read(file: Path, key: SnapshotKey, *, of_other_content: bool = False) -> ContentSnapshot | None:
    """The snapshot kept under `key`; None when the file is missing, damaged, or has another key.

    `of_other_content` takes the one that was kept last, whatever content it was built from, by the same code.
    """
    try:
        data = file.read_bytes()
        payload = memoryview(data)[96:]
        if data[:32] != key.code or data[64:96] != hashlib.sha256(payload).digest():
            return None
        if data[32:64] != key.content and not of_other_content:
            return None
        # Unpickling is safe here: anyone who can write this file can change the content as well.
        with without_collector():
            snapshot = pickle.loads(payload)
    except (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError):
        return None
    return snapshot if isinstance(snapshot, ContentSnapshot) else None


def write(file: Path, key: SnapshotKey, snapshot: ContentSnapshot) -> None:
    """Keep the snapshot; when that fails it is logged, and the next start is slower."""
    payload = pickle.dumps(snapshot, pickle.HIGHEST_PROTOCOL)
    try:
        file.parent.mkdir(exist_ok=True)
        replace_file(file, key.code + key.content + hashlib.sha256(payload).digest() + payload)
        file.chmod(0o600)
    except OSError as error:
        log.warning("the snapshot could not be kept: %s", type(error).__name__)
