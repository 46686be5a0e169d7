"""The ward's library of pictures: all that was uploaded once, to be chosen again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from bot.articles.picture_error import PictureError
from bot.clock import Clock
from bot.store import Store, audit, pictures
from bot.store.pictures import LibraryPicture

__all__ = ["LibraryPicture", "PictureLibrary"]

NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")
LONGEST_TITLE = 100
NO_TITLE = f"Hãy ghi hình này chụp gì, tới {LONGEST_TITLE} chữ."


class PictureLibrary:
    """Lists, names and puts away the pictures of one folder."""

    def __init__(self, store: Store, clock: Clock, folder: Path, address_of: Callable[[str], str]) -> None:
        self._store, self._clock, self._folder, self.address_of = store, clock, folder, address_of

    def list_all(self, limit: int | None = None) -> list[LibraryPicture]:
        """The pictures whose file is there, newest first; what was uploaded before there was a library is taken in."""
        self._take_in_old_ones()
        rows = [row for row in pictures.list_all(self._store) if (self._folder / row.name).is_file()]
        return rows[:limit]

    def find_file(self, name: str) -> Path | None:
        """The file of a picture, or None."""
        file = self._folder / name
        return file if NAME.fullmatch(name) and file.is_file() else None

    def make_thumbnail(self, name: str) -> bytes | None:
        """A small JPEG of a picture, or None when there is none. Raises PictureError for a broken file."""
        from bot.articles.picture_fitting import shrink_to_thumbnail

        file = self.find_file(name)
        return shrink_to_thumbnail(file.read_bytes()) if file else None

    def rename(self, name: str, title: str, by: int) -> bool:
        """Say what a picture shows; False when it is gone. Raises PictureError."""
        plain = tidy_title(title)
        if not plain or len(plain) > LONGEST_TITLE:
            raise PictureError(NO_TITLE)
        with self._store.write() as db:
            is_there = pictures.rename(db, name, plain)
            if is_there:
                audit.write(db, self._clock(), by, "picture_rename", name, plain)
        return is_there

    def remove(self, name: str, by: int) -> bool:
        """Take a picture out of the library; posts that use it keep it. False when it is out already."""
        with self._store.write() as db:
            is_there = pictures.remove(db, name, self._clock())
            if is_there:
                audit.write(db, self._clock(), by, "picture_remove", name)
        return is_there

    def _take_in_old_ones(self) -> None:
        """Pictures of an earlier version, or out of a backup, have no line yet."""
        known_names = pictures.names(self._store)
        files = self._folder.iterdir() if self._folder.is_dir() else ()
        new = [file for file in files if NAME.fullmatch(file.name) and file.name not in known_names]
        if not new:
            return
        with self._store.write() as db:
            for file in new:
                pictures.add(db, file.name, "Hình tải lên từ trước", None, int(file.stat().st_mtime * 1000))


def tidy_title(title: str) -> str:
    """A title in composed letters with single blanks."""
    return " ".join(unicodedata.normalize("NFC", title).split())
