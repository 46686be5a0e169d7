"""Pictures that officials upload: checked, made small enough for Zalo, kept under a name nobody can guess."""

from __future__ import annotations

import io
import re
import secrets

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.clock import Clock
from bot.settings import Settings
from bot.store import Store, audit

MOST_BYTES = 1024 * 1024
"""Zalo takes pictures up to 1 MB (platform.md 4)."""

MOST_PIXELS = 40_000_000
"""A small file may unpack to more than the memory holds."""

SIDES = (1600, 1280, 1024, 800)
QUALITIES = (88, 80, 70, 60)
NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|png)")
FOLDER = "uploads"
ROUTE = "/tep"


class PictureError(Exception):
    """Why a picture cannot be used; one Vietnamese sentence."""


class Pictures:
    """The uploaded pictures of one installation."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        """They lie beside the database; a backup holds both (bot.backups)."""
        self._store, self._clock = store, clock
        self.folder = (settings.database_path.parent / FOLDER).absolute()
        self._public_url = settings.public_url
        self._host = settings.public_url.split("://", 1)[1]

    def keep(self, data: bytes, by: int | None = None) -> str:
        """Check, shrink and keep a picture an official uploads; returns the https address it will be fetched from.

        Raises PictureError.
        """
        small, ending = fitted(data)
        name = f"{secrets.token_hex(16)}.{ending}"
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(small)
        with self._store.write() as db:
            audit.write(db, self._clock(), by, "picture_upload", name)
        return f"https://{self._host}{ROUTE}/{name}"

    def path_of(self, address: str | None) -> str | None:
        """Where a picture of this installation lies on its own pages ("/tep/…"); None for one from elsewhere."""
        here = f"https://{self._host}/"
        return f"/{address.removeprefix(here)}" if address and address.startswith(here) else None

    def trouble(self) -> str:
        """Why Zalo cannot fetch pictures from here; empty when it can."""
        if self._public_url.startswith("https://"):
            return ""
        return (
            "Máy này chưa có địa chỉ https công khai (PUBLIC_URL), nên Zalo thật không lấy được hình tải lên. "
            "Nhờ kỹ thuật đặt PUBLIC_URL, hoặc dán địa chỉ hình https có sẵn."
        )


def fitted(data: bytes) -> tuple[bytes, str]:
    """(the picture in at most 1 MB and without what a camera wrote into it, jpg or png). Raises PictureError."""
    image = _opened(data)
    if image.format == "PNG" and len(png := _png(image)) <= MOST_BYTES and max(image.size) <= SIDES[0]:
        return png, "png"
    upright = _on_white(ImageOps.exif_transpose(image))
    for side, quality in zip(SIDES, QUALITIES, strict=True):
        small = upright.copy()
        small.thumbnail((side, side))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue(), "jpg"
    raise PictureError("Hình có quá nhiều chi tiết, thu nhỏ vẫn trên 1 MB. Hãy dùng hình khác.")


def _opened(data: bytes) -> Image.Image:
    if not data:
        raise PictureError("Chưa chọn tệp hình nào.")
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if image.width * image.height > MOST_PIXELS:
            raise PictureError("Hình quá lớn (trên 40 triệu điểm ảnh). Hãy thu nhỏ rồi tải lại.")
        image.load()
    except UnidentifiedImageError:
        raise PictureError("Tệp này không phải hình JPG hoặc PNG. Hãy chọn hình khác.") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("Tệp hình bị hỏng, không mở được. Hãy chọn hình khác.") from None
    return image


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    image.convert(mode).save(out, "PNG", optimize=True)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    sheet = Image.new("RGBA", image.size, "white")
    sheet.alpha_composite(image.convert("RGBA"))
    return sheet.convert("RGB")
