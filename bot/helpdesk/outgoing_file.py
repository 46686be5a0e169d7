"""A picture or paper that an official sends to a resident: what Zalo takes, said before it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from bot.event import Kind
from bot.helpdesk.errors import HelpdeskError
from bot.lib.file_types import HEAD, detect_type
from bot.zalo.limits import FILE_BYTES, IMAGE_BYTES

PICTURES = {"image/jpeg": ".jpg", "image/png": ".png"}
PAPERS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
}
MEGABYTE = 1_000_000
REFUSED = (
    f"Zalo chỉ nhận hình JPG, PNG và tệp PDF, DOC, DOCX tới {FILE_BYTES // MEGABYTE} MB. Hãy chọn tệp khác, hoặc lưu tệp này"
    " thành PDF."
)


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """One file to be sent; `name` has the ending of its type."""

    name: str
    data: bytes
    media_type: str

    @property
    def kind(self) -> Kind:
        """Whether it goes out as a picture or as a file."""
        return Kind.IMAGE if self.media_type in PICTURES else Kind.FILE


def check_file(name: str, data: bytes) -> OutgoingFile:
    """The file as it will go out. Raises HelpdeskError for a type or size Zalo does not take.

    A picture must have been made small enough already.
    """
    media_type = detect_type(data[:HEAD], name)
    ending = {**PICTURES, **PAPERS}.get(media_type)
    if ending is None:
        raise HelpdeskError(REFUSED)
    if len(data) > (IMAGE_BYTES if media_type in PICTURES else FILE_BYTES):
        raise HelpdeskError(f"Tệp lớn {len(data) / MEGABYTE:.1f} MB. {REFUSED}".replace(".", ",", 1))
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].strip() or "tep"
    return OutgoingFile(f"{stem[:80]}{ending}", data, media_type)
