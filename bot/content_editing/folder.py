"""The files of CONTENT_PATH: cached while unchanged, written whole or not at all, one writer at a time per machine."""

from __future__ import annotations

import fcntl
import hashlib
import os
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bot.content.files import Document, read_text
from bot.content.layers import list_files, list_layers, locate, place_to_write
from bot.content.problems import Problem, Report
from bot.lib.files import replace_file

LOCK = ".desk.lock"
"""The lock file: the process that writes holds a lock on it."""

Signature = tuple[tuple[str, int, int], ...]
"""(path, mtime in ns, size) of every file."""


class FolderError(Exception):
    """The folder cannot be read or written; the text says what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file: its text, its parsed document (None when it cannot be parsed), and the problems of parsing it."""

    text: str
    document: Document | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _CachedFile:
    stamp: tuple[int, int]
    content_file: ContentFile = field(repr=False)


class Folder:
    """All YAML files below one path, by their path from there. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._cache: dict[str, _CachedFile] = {}
        self._guard = threading.Lock()

    def get_signature(self) -> Signature:
        """A value that changes whenever a file does."""
        return tuple((name, *stamp) for name, stamp in self._read_stamps().items())

    def read_all(self) -> dict[str, ContentFile]:
        """Every file by its path; only changed files are read again."""
        with self._guard:
            stamps = self._read_stamps()
            for name, stamp in stamps.items():
                if name not in self._cache or self._cache[name].stamp != stamp:
                    self._cache[name] = _CachedFile(stamp, parse_content_file(self._read_file(name), name))
            for removed in self._cache.keys() - stamps.keys():
                del self._cache[removed]
            return {name: self._cache[name].content_file for name in stamps}

    def read_texts(self) -> dict[str, str]:
        """The text of every file by its path, without parsing it: fast, also the first time."""
        return {name: text for name in self._read_stamps() if (text := self.read_current(name)) is not None}

    def find_file(self, file: str) -> ContentFile | None:
        """One file as it is now; None when there is none with this path."""
        return self.read_all().get(file)

    def why_read_only(self) -> str:
        """Why files cannot be written, and what to do about it (Vietnamese); empty when they can."""
        layers = [layer for layer in list_layers(self.path) if layer.is_relative_to(self.path)]
        folders = [*layers, *(path for layer in layers for path in _list_folders(layer))]
        locked_path = next((path for path in folders if not os.access(path, os.W_OK)), None)
        if locked_path is None:
            return ""
        return (
            f"Chương trình không có quyền ghi vào thư mục {locked_path}, nên ở đây chỉ xem được. Nhờ kỹ thuật cấp quyền ghi, "
            "hoặc sửa thẳng trong tệp."
        )

    @contextmanager
    def lock_for_writing(self) -> Generator[None, None, None]:
        """Keep all other processes of this machine from writing. Raises FolderError."""
        try:
            handle = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
        except OSError:
            raise FolderError(self.why_read_only() or f"Không ghi được vào thư mục {self.path}.") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def write_files(self, texts: Mapping[str, str | None]) -> None:
        """Write files (None removes one), all of them or none; the folder must be locked. Raises FolderError."""
        before = {name: self.read_current(name) for name in texts}
        try:
            for name, text in texts.items():
                self._write_file(name, text)
        except OSError as error:
            for name, text in before.items():
                self._write_file(name, text)
            raise FolderError(
                self.why_read_only() or f"Không ghi được tệp ({error.strerror}). Chưa có gì thay đổi; hãy thử lại."
            ) from None

    def read_current(self, file: str) -> str | None:
        """The text of a file on disk now, without the cache; None when there is no such file."""
        try:
            return self._read_file(file)
        except FileNotFoundError:
            return None

    def _write_file(self, file: str, text: str | None) -> None:
        path = place_to_write(self.path, file)
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())

    def _read_file(self, file: str) -> str:
        return locate(self.path, file).read_bytes().decode("utf-8", "replace")

    def _read_stamps(self) -> dict[str, tuple[int, int]]:
        stamps = {}
        for file, path in list_files(self.path).items():
            try:
                state = path.stat()
            except FileNotFoundError:
                continue  # removed since the folder was listed
            stamps[file] = (state.st_mtime_ns, state.st_size)
        return stamps


def _list_folders(layer: Path) -> list[Path]:
    return [path for path in layer.iterdir() if path.is_dir() and not path.name.startswith(".")]


def parse_content_file(text: str, file: str) -> ContentFile:
    """The file that this text would be, without writing it."""
    report = Report()
    document = read_text(text, file, report)
    return ContentFile(text, document, tuple(report.problems))


def mark_of(text: str | None) -> str:
    """A short hash of a text, to notice that it was changed; "" for no file."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def is_name(file: str) -> bool:
    """Whether a path names a YAML file inside the folder, at most one folder deep."""
    path = PurePosixPath(file)
    inside = not path.is_absolute() and ".." not in path.parts and all(not part.startswith(".") for part in path.parts)
    return inside and path.suffix == ".yaml" and 1 <= len(path.parts) <= 2 and "\\" not in file and file.isprintable()
