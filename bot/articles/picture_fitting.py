"""Makes a picture small enough for Zalo."""

from __future__ import annotations

import io
import threading

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.articles.picture_error import PictureError

MOST_BYTES = 1024 * 1024
"""Zalo takes pictures up to 1 MB (docs/zalo/platform.md 4)."""

MOST_PIXELS = 30_000_000
"""A small file may unpack to more than the memory holds."""
_one_at_a_time = threading.Lock()
"""A picture of 30 million points takes some 200 MB while it is made smaller."""

MOST_TIMES_LONGER = 5
"""A longer picture would be a thin strip once it is small enough for Zalo."""
SIDES = (1600, 1280, 1024, 800)
QUALITIES = (88, 80, 70, 60)


def fit_picture(data: bytes) -> tuple[bytes, str]:
    """(the picture in at most 1 MB and without what a camera wrote into it, jpg or png). Raises PictureError."""
    with _one_at_a_time:
        return _shrink(data)


def _shrink(data: bytes) -> tuple[bytes, str]:
    image = _open_image(data)
    kind = image.format
    image = ImageOps.exif_transpose(image)
    if kind == "PNG" and max(image.size) <= SIDES[0] and len(png := _encode_png(image)) <= MOST_BYTES:
        return png, "png"
    if image.mode == "P":
        image = image.convert("RGBA" if "transparency" in image.info else "RGB")
    image.thumbnail((SIDES[0], SIDES[0]))
    flat = _flatten_on_white(image)
    for side, quality in zip(SIDES, QUALITIES, strict=True):
        small = flat.copy()
        small.thumbnail((side, side))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=quality, optimize=True, progressive=True, comment=b"")
        if out.tell() <= MOST_BYTES:
            return out.getvalue(), "jpg"
    raise PictureError("Hình có quá nhiều chi tiết, thu nhỏ vẫn trên 1 MB. Hãy dùng hình khác.")


def _open_image(data: bytes) -> Image.Image:
    if not data:
        raise PictureError("Chưa chọn tệp hình nào.")
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
        if image.width * image.height > MOST_PIXELS:
            raise PictureError("Hình quá lớn (trên 30 triệu điểm ảnh). Hãy thu nhỏ rồi tải lại.")
        if max(image.size) > MOST_TIMES_LONGER * min(image.size):
            raise PictureError(
                "Hình quá dài, thu nhỏ cho Zalo sẽ thành một dải mỏng không đọc được. Hãy cắt thành nhiều hình."
            )
        image.draft("RGB", (SIDES[0], SIDES[0]))  # a JPEG is read at the size it will have
        image.load()
    except UnidentifiedImageError:
        raise PictureError(
            "Tệp này không phải hình JPG, PNG hoặc WebP. Hình HEIC của iPhone: mở hình, chụp lại màn hình rồi tải hình chụp lên."
        ) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError("Tệp hình bị hỏng, không mở được. Hãy chọn hình khác.") from None
    return _in_eight_bits(image)


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 bits with its tones; simply converted it would turn white."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda tone: tone / 256).convert("L")


def _encode_png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    mode = "RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB"
    image.convert(mode).save(out, "PNG", optimize=True)
    return out.getvalue()


def _flatten_on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    sheet = Image.new("RGBA", image.size, "white")
    sheet.alpha_composite(image.convert("RGBA"))
    return sheet.convert("RGB")
