"""The files of CONTENT_PATH: read once, written whole or not at all, one writer at a time on this machine."""

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
from bot.content.problems import Problem, Report

LOCK = ".desk.lock"
"""Held while files are written, by whichever process writes."""


Signature = tuple[tuple[str, int, int], ...]
"""Every file with its stamp."""


class FolderError(Exception):
    """The folder cannot be read or written; the text says what to do, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as it is: its text, what it says (None when it cannot be read), and complaints about reading it."""

    text: str
    document: Document | None
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Kept:
    stamp: tuple[int, int]
    sheet: Sheet = field(repr=False)


class Folder:
    """All YAML files below one path, by their path from there. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._kept: dict[str, _Kept] = {}
        self._guard = threading.Lock()

    def signature(self) -> Signature:
        """Changes whenever a file does."""
        return tuple((name, *stamp) for name, stamp in self._stamps().items())

    def sheets(self) -> dict[str, Sheet]:
        """Every file as it is now; only what changed is read again."""
        with self._guard:
            stamps = self._stamps()
            for name, stamp in stamps.items():
                if name not in self._kept or self._kept[name].stamp != stamp:
                    self._kept[name] = _Kept(stamp, read_sheet(self._read(name), name))
            for gone in self._kept.keys() - stamps.keys():
                del self._kept[gone]
            return {name: self._kept[name].sheet for name in stamps}

    def texts(self) -> dict[str, str]:
        """The text of every file as it is now, read and not understood: quick, also the first time."""
        return {name: text for name in self._stamps() if (text := self.now(name)) is not None}

    def sheet(self, file: str) -> Sheet | None:
        """One file as it is now; None when there is none of this name."""
        return self.sheets().get(file)

    def trouble(self) -> str:
        """Why nothing can be written, and what to do; empty when it can."""
        folders = [
            self.path,
            *(path for path in self.path.iterdir() if path.is_dir() and not path.name.startswith(".")),
        ]
        closed = next((path for path in folders if not os.access(path, os.W_OK)), None)
        if closed is None:
            return ""
        return (
            f"Chương trình không có quyền ghi vào thư mục {closed}, nên ở đây chỉ xem được. Nhờ kỹ thuật cấp quyền ghi, "
            "hoặc sửa thẳng trong tệp."
        )

    @contextmanager
    def writing(self) -> Generator[None, None, None]:
        """Alone among all processes on this machine. Raises FolderError."""
        try:
            handle = os.open(self.path / LOCK, os.O_CREAT | os.O_RDWR, 0o644)
        except OSError:
            raise FolderError(self.trouble() or f"Không ghi được vào thư mục {self.path}.") from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def write(self, texts: Mapping[str, str | None]) -> None:
        """Put files in place (None takes one away); called while `writing`. All of them or none. Raises FolderError."""
        before = {name: self.now(name) for name in texts}
        try:
            for name, text in texts.items():
                self._put(name, text)
        except OSError as error:
            for name, text in before.items():
                self._put(name, text)
            raise FolderError(
                self.trouble() or f"Không ghi được tệp ({error.strerror}). Chưa có gì thay đổi; hãy thử lại."
            ) from None

    def now(self, file: str) -> str | None:
        """The text of a file this moment, past everything kept; None when there is none."""
        try:
            return self._read(file)
        except FileNotFoundError:
            return None

    def _put(self, file: str, text: str | None) -> None:
        path = self.path / file
        if text is None:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        with part.open("wb") as out:
            out.write(text.encode())
            out.flush()
            os.fsync(out.fileno())
        os.replace(part, path)

    def _read(self, file: str) -> str:
        return (self.path / file).read_bytes().decode("utf-8", "replace")

    def _stamps(self) -> dict[str, tuple[int, int]]:
        found = {}
        for path in sorted(self.path.rglob("*.yaml")):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue  # taken away this moment
            found[path.relative_to(self.path).as_posix()] = (state.st_mtime_ns, state.st_size)
        return found


def read_sheet(text: str, file: str) -> Sheet:
    """A file with this text, not on any disk."""
    report = Report()
    document = read_text(text, file, report)
    return Sheet(text, document, tuple(report.problems))


def mark_of(text: str | None) -> str:
    """A short mark of a text: the same as long as the text is the same; "" for no file."""
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def is_name(file: str) -> bool:
    """Whether a path is a YAML file inside the folder, and nowhere else."""
    path = PurePosixPath(file)
    inside = not path.is_absolute() and ".." not in path.parts and all(not part.startswith(".") for part in path.parts)
    return inside and path.suffix == ".yaml" and 1 <= len(path.parts) <= 2 and "\\" not in file and file.isprintable()
