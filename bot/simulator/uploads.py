"""Uploaded pictures and files: accepted types and sizes, and how long an id is valid."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from bot.simulator.clock import DAY_MS, SimulatedClock
from bot.simulator.errors import ZaloError, invalid_field, over_limit

LIFE_MS = 7 * DAY_MS
MEGABYTE = 1_000_000
KEPT_BYTES = 100 * MEGABYTE
"""Above this the bytes of the oldest uploads are dropped; their ids stay valid."""

ENDINGS = {
    "image": {"jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"},
    "gif": {"gif": b"GIF8"},
    "file": {"pdf": b"%PDF", "doc": b"\xd0\xcf\x11\xe0", "docx": b"PK", "csv": b""},
}
"""Kind → allowed endings of the file name, and how such a file begins."""

LARGEST = {"image": MEGABYTE, "gif": 5 * MEGABYTE, "file": 5 * MEGABYTE}
MIME = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif"}


@dataclass(slots=True)
class Upload:
    """One upload: `id` is the attachment_id of a picture or the token of a file."""

    id: str
    kind: str
    name: str
    content: bytes
    size: int
    checksum: str
    at: int

    @property
    def name_ending(self) -> str:
        """The ending of the name, in small letters."""
        return self.name.rpartition(".")[2].lower()


class UploadedFiles:
    """All uploads by id."""

    def __init__(self, clock: SimulatedClock) -> None:
        self._clock = clock
        self._uploads: dict[str, Upload] = {}

    def add_upload(self, kind: str, name: str, content: bytes) -> Upload:
        """Store a file; raises -201 for a wrong kind or name, -210 when it is too large."""
        _check_file(kind, name, content)
        checksum = hashlib.md5(content, usedforsecurity=False).hexdigest()
        upload = Upload(secrets.token_urlsafe(30), kind, name, content, len(content), checksum, self._clock.now_ms())
        self._uploads[upload.id] = upload
        self._drop_oldest_bytes()
        return upload

    def _drop_oldest_bytes(self) -> None:
        total = sum(len(upload.content) for upload in self._uploads.values())
        for upload in self._uploads.values():
            if total <= KEPT_BYTES:
                return
            total -= len(upload.content)
            upload.content = b""

    def use_upload(self, upload_id: str, kinds: tuple[str, ...]) -> Upload:
        """The upload with this id and one of `kinds`; raises -201 if there is none, -100 after seven days."""
        upload = self._uploads.get(upload_id)
        if upload is None or upload.kind not in kinds:
            raise invalid_field("attachment_id")
        if self._clock.now_ms() - upload.at >= LIFE_MS:
            raise ZaloError(-100)
        return upload

    def find_upload(self, upload_id: str) -> Upload | None:
        """The upload with this id, also an expired one; None if there is none."""
        return self._uploads.get(upload_id)


def _check_file(kind: str, name: str, content: bytes) -> None:
    ending = name.rpartition(".")[2].lower()
    if not name.isascii() or "." not in name or ending not in ENDINGS[kind]:
        raise invalid_field("file name")
    if not content or not content.startswith(ENDINGS[kind][ending]):
        raise invalid_field("file content")
    if len(content) > LARGEST[kind]:
        raise over_limit("file size")
