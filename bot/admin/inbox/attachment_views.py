"""What came with a message, as officials see it: a picture, a player, a file, a place on a map, or why it is not there yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from bot.event import Kind
from bot.helpdesk.service import Attachment, ListedTicket, TicketInHand
from bot.lib.file_types import SHOWN
from bot.lib.numbers import format_number
from bot.messaging.media import Media
from bot.runtime import Runtime

NAMES = {
    Kind.IMAGE: "Hình",
    Kind.GIF: "Hình động",
    Kind.STICKER: "Nhãn dán",
    Kind.VOICE: "Tin thoại",
    Kind.VIDEO: "Video",
    Kind.FILE: "Tệp",
    Kind.LOCATION: "Vị trí",
    Kind.CONTACT: "Danh thiếp",
    Kind.LINK: "Đường dẫn",
}
REASONS = {
    "host": "địa chỉ không thuộc Zalo nên máy không tải",
    "size": "lớn quá 30 MB",
    "type": "tệp không đúng loại nên máy không giữ",
    "gone": "Zalo không còn giữ tệp này",
    "net": "Zalo chưa trả lời",
    "disk": "máy chưa ghi được, nhờ kỹ thuật xem ổ đĩa",
}
MAP = "https://www.google.com/maps?q={},{}"


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attachment on a page. `shape` is picture, sticker, sound, film, file, link, text, waiting or failed."""

    shape: str
    label: str
    detail: str = ""
    url: str = ""
    thumbnail: str = ""
    again: str = ""


def view_attachments(items: Iterable[Attachment]) -> list[AttachmentView]:
    """The attachments in the words and links of a page."""
    return [_view(item) for item in items]


def read_ticket(runtime: Runtime, row: TicketInHand | ListedTicket) -> tuple[str, list[AttachmentView]]:
    """(words, attachments) of a ticket."""
    words, attachments = runtime.helpdesk.read_ticket(row.person_id, row.text)
    return words, view_attachments(attachments)


def _view(item: Attachment) -> AttachmentView:
    label = NAMES.get(Kind(item.kind), "Đính kèm")
    if item.place is not None:
        where = f"{item.place[0]:.6f}, {item.place[1]:.6f}"
        return AttachmentView("link", label, f"Xem trên bản đồ: {where}", MAP.format(*item.place))
    if item.phone:
        return AttachmentView("text", label, " · ".join(filter(None, (item.name, item.phone))))
    if item.media is not None:
        return _view_media(label, item.media)
    if item.kind == Kind.LINK:
        words = item.name or item.address
        is_web = item.address.startswith(("https://", "http://"))
        return AttachmentView("link" if is_web else "text", label, words, item.address if is_web else "")
    return AttachmentView("text" if item.name or not item.address else "waiting", label, item.name)


def _view_media(label: str, media: Media) -> AttachmentView:
    if media.state == "failed":
        again = url_for("admin.media_again", media_id=media.id)
        return AttachmentView("failed", label, REASONS.get(media.reason or "", "chưa rõ vì sao"), again=again)
    if media.state != "stored":
        return AttachmentView("waiting", label, REASONS.get(media.reason or "", ""))
    return AttachmentView(
        _shape(media),
        label,
        " · ".join(filter(None, (media.name, _size_text(media.size or 0)))),
        url_for("admin.media", media_id=media.id),
        url_for("admin.media", media_id=media.id, size="small"),
    )


def _shape(media: Media) -> str:
    family = (media.media_type or "").partition("/")[0]
    if media.media_type not in SHOWN:
        return "amr" if family == "audio" else "file"
    if media.kind == Kind.STICKER:
        return "sticker"
    return {"image": "picture", "audio": "sound"}.get(family, "sound" if media.kind == Kind.VOICE else "film")


def _size_text(size: int) -> str:
    """Bytes in words: "120 KB", "2,4 MB"."""
    if size < 1_000_000:
        return f"{format_number(max(1, round(size / 1000)))} KB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
