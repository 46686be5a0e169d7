"""Uploads, with kind and size checked before the call. What Zalo hands back is safe to use for six days."""

from __future__ import annotations

import re
import unicodedata

from bot.zalo import limits
from bot.zalo.calls import CallFailed, Calls
from bot.zalo.errors import Outcome, Retry
from bot.zalo.outgoing import Refused, TooLong

_IMAGES = {b"\xff\xd8\xff": ("jpg", "image/jpeg"), b"\x89PNG\r\n\x1a\n": ("png", "image/png")}
_GIFS = {b"GIF87a": ("gif", "image/gif"), b"GIF89a": ("gif", "image/gif")}
_FILES = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"PK\x03\x04": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("doc", "application/msword"),
}
_Kinds = dict[bytes, tuple[str, str]]


class UploadCalls(Calls):
    """The three uploads; each returns the id or token a message needs. Raise Refused, TooLong or CallFailed."""

    def upload_image(self, content: bytes, name: str) -> str:
        """A JPEG or PNG up to 1 MB; returns its attachment id."""
        return self._upload_file("image", content, name, _IMAGES, limits.IMAGE_BYTES, "attachment_id")

    def upload_gif(self, content: bytes, name: str) -> str:
        """A GIF up to 5 MB; returns its attachment id."""
        return self._upload_file("gif", content, name, _GIFS, limits.GIF_BYTES, "attachment_id")

    def upload_file(self, content: bytes, name: str) -> str:
        """A PDF, DOC or DOCX up to 5 MB; returns its token."""
        return self._upload_file("file", content, name, _FILES, limits.FILE_BYTES, "token")

    def _upload_file(self, path: str, content: bytes, name: str, kinds: _Kinds, most: int, field: str) -> str:
        ending, media_type = _detect_kind(content, name, kinds)
        if len(content) > most:
            raise TooLong(f"{path} bytes", len(content), most)
        part = (f"{_plain_stem(name)}.{ending}", content, media_type)
        result = self.ask("POST", f"/v2.0/oa/upload/{path}", files={"file": part})
        value = result.table.get(field)
        if not value:
            raise CallFailed(path, type(result)(Outcome.UNKNOWN, result.code, note=f"no {field}", retry=Retry.LATER))
        return str(value)


def _detect_kind(content: bytes, name: str, kinds: _Kinds) -> tuple[str, str]:
    """By the first bytes, not by the name; a DOCX is a ZIP, so there the name must agree."""
    for magic, (ending, media_type) in kinds.items():
        if content.startswith(magic) and (ending != "docx" or name.lower().endswith(".docx")):
            return ending, media_type
    raise Refused("kind of file", "allowed: " + ", ".join(sorted({ending for ending, _ in kinds.values()})))


def uploaded_name(name: str) -> str:
    """What a file of this name, with its right ending, is called at Zalo: in the talk and in the echo of the message."""
    return f"{_plain_stem(name)}.{name.rsplit('.', 1)[-1].lower()}"


def _plain_stem(name: str) -> str:
    """The name in plain ASCII and without its ending: Zalo trips over accents."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("đ", "d").replace("Đ", "D")
    ascii_only = unicodedata.normalize("NFD", stem).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:60] or "tep"
