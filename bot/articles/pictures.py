"""Pictures that officials upload: checked, made small enough for Zalo, kept under a name nobody can guess."""

from __future__ import annotations

import secrets
from pathlib import Path

from bot.articles.picture_library import LONGEST_TITLE, PictureLibrary, tidy_title
from bot.articles.picture_library import NAME as NAME
from bot.clock import Clock
from bot.lib.files import replace_file
from bot.settings import Settings
from bot.store import Store, audit, pictures

FOLDER, DEMO_FOLDER = "uploads", "demo-uploads"
"""Beside the database; apart, because the databases of both modes lie in one folder."""
ROUTE = "/tep"
UNTITLED = "Hình chưa đặt tên"


class Pictures:
    """The uploaded pictures of one installation."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        """They lie beside the database; a backup holds both (bot.operations.backups)."""
        self._store, self._clock = store, clock
        self.folder = (settings.database_path.parent / (DEMO_FOLDER if settings.is_demo else FOLDER)).absolute()
        self._public_url = settings.public_url
        self._host = settings.public_url.split("://", 1)[1]
        self.library = PictureLibrary(store, clock, self.folder, self.address_of)

    def keep(self, data: bytes, by: int | None = None, title: str = "") -> str:
        """Check, shrink and keep a picture an official uploads; returns the https address it will be fetched from.

        The library calls it by `title`. Raises PictureError.
        """
        from bot.articles.picture_fitting import fit_picture

        small, ending = fit_picture(data)
        name = f"{secrets.token_hex(16)}.{ending}"
        self.folder.mkdir(parents=True, exist_ok=True)
        replace_file(self.folder / name, small)
        now = self._clock()
        with self._store.write() as db:
            pictures.add(db, name, tidy_title(title)[:LONGEST_TITLE] or UNTITLED, by, now)
            audit.write(db, now, by, "picture_upload", name)
        return self.address_of(name)

    def address_of(self, name: str) -> str:
        """The https address a picture of the library is fetched from."""
        return f"https://{self._host}{ROUTE}/{name}"

    def path_of(self, address: str | None) -> str | None:
        """Where a picture of this installation lies on its own pages ("/tep/…"); None for one from elsewhere."""
        here = f"https://{self._host}/"
        return f"/{address.removeprefix(here)}" if address and address.startswith(here) else None

    def file_of(self, address: str | None) -> Path | None:
        """The file of a picture that lies on this host; None for others, and for one that is gone."""
        path = self.path_of(address)
        name = path.rpartition("/")[2] if path else ""
        file = self.folder / name
        return file if NAME.fullmatch(name) and file.is_file() else None

    def trouble(self) -> str:
        """Why Zalo cannot fetch pictures from here; empty when it can."""
        if self._public_url.startswith("https://"):
            return ""
        return (
            "Máy này chưa có địa chỉ https công khai, nên Zalo thật không lấy được hình tải lên. "
            "Nhờ kỹ thuật đặt địa chỉ đó, hoặc dán địa chỉ hình https có sẵn."
        )
