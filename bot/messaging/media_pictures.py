"""Pictures that people sent: turned right as the camera was held, and a small copy for lists."""

from __future__ import annotations

import threading
from pathlib import Path

from PIL import Image, ImageOps

THUMBNAIL = 320
"""Pixels of the longer side."""
MOST_PIXELS = 50_000_000
"""A small file may unpack to more than the memory holds."""
LONGEST_SIDE = 4000
ORIENTATION = 0x0112
_one_at_a_time = threading.Lock()
_BROKEN = (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning)
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}


def prepare_picture(path: Path, small: Path, media_type: str) -> bool:
    """Turn the picture in `path` right, and write a JPEG of at most THUMBNAIL pixels to `small`.

    False for a file that is no such picture or too large to unpack: then nothing is written.
    """
    if media_type not in FORMATS:
        return False
    with _one_at_a_time:
        try:
            return _prepare(path, small, FORMATS[media_type])
        except _BROKEN:
            small.unlink(missing_ok=True)
            return False


def _prepare(path: Path, small: Path, kind: str) -> bool:
    with Image.open(path, formats=(kind,)) as image:
        if image.width * image.height > MOST_PIXELS:
            return False
        if kind == "JPEG" and image.getexif().get(ORIENTATION, 1) != 1:
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.save(path, "JPEG", quality=90)
        else:
            image.draft("RGB", (THUMBNAIL * 2, THUMBNAIL * 2))
            upright = image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB")
        upright.thumbnail((THUMBNAIL, THUMBNAIL))
        sheet = Image.new("RGB", upright.size, "white")
        sheet.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
        sheet.save(small, "JPEG", quality=80)
    return True
