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
NO_PICTURE = "Tệp này không phải hình JPG, PNG, WebP hoặc HEIC."
BROKEN = "Tệp hình bị hỏng, không mở được. Hãy chọn hình khác."
NO_HEIC = "Máy này không mở được hình HEIC của iPhone. Mở hình, chụp lại màn hình rồi tải hình chụp lên."
_one_at_a_time = threading.Lock()
"""A picture of 30 million points takes some 200 MB while it is made smaller."""

MOST_TIMES_LONGER = 5
"""A longer picture would be a thin strip once it is small enough for Zalo."""
SIDES = (1600, 1280, 1024, 800)
QUALITIES = (88, 80, 70, 60)
THUMBNAIL = 320
HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
"""At the ninth byte of a picture as iPhones take it (ISO/IEC 23008-12, 10.2)."""


def fit_picture(data: bytes) -> tuple[bytes, str]:
    """(the picture in at most 1 MB and without what a camera wrote into it, jpg or png). Raises PictureError."""
    with _one_at_a_time:
        return _shrink(data)


def shrink_to_thumbnail(data: bytes) -> bytes:
    """A small JPEG for a list of pictures. Raises PictureError."""
    with _one_at_a_time:
        image = _open_image(data)
        image.thumbnail((THUMBNAIL, THUMBNAIL))
        out = io.BytesIO()
        _flatten_on_white(image if image.mode != "P" else image.convert("RGBA")).save(out, "JPEG", quality=75)
        return out.getvalue()


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
        formats = ("HEIF",) if _is_heic(data) and _can_open_heic() else ("JPEG", "PNG", "WEBP")
        image = Image.open(io.BytesIO(data), formats=formats)
        if image.width * image.height > MOST_PIXELS:
            raise PictureError("Hình quá lớn (trên 30 triệu điểm ảnh). Hãy thu nhỏ rồi tải lại.")
        if max(image.size) > MOST_TIMES_LONGER * min(image.size):
            raise PictureError(
                "Hình quá dài, thu nhỏ cho Zalo sẽ thành một dải mỏng không đọc được. Hãy cắt thành nhiều hình."
            )
        image.draft("RGB", (SIDES[0], SIDES[0]))  # a JPEG is read at the size it will have
        image.load()
    except UnidentifiedImageError:
        if _is_heic(data):
            raise PictureError(BROKEN if _can_open_heic() else NO_HEIC) from None
        raise PictureError(NO_PICTURE) from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureError(BROKEN) from None
    return _in_eight_bits(image)


def _is_heic(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS


def _can_open_heic() -> bool:
    """Whether this machine opens pictures as iPhones take them (docs/decisions/0004-dependencies.md); prepares it once."""
    try:
        from pi_heif import register_heif_opener
    except ImportError:  # no wheel for this kind of machine
        return False
    register_heif_opener(thumbnails=False)
    return True


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
