"""The inbox in words officials read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from bot.admin.shared.texts import moment, span
from bot.content import Content
from bot.helpdesk.service import ListedTicket, Remaining, TicketInHand
from bot.lib.numbers import format_number
from bot.runtime import Runtime

TABS = {
    "waiting": "Chờ trả lời",
    "mine": "Tôi đang nhận",
    "answered": "Đã trả lời",
    "tickets": "Phiếu",
    "closed": "Đã đóng",
}
EMPTY = {
    "waiting": "Không có ai chờ. Khi người dân nhắn “gặp cán bộ” hoặc gửi góp ý, phản ánh, họ hiện ở đây.",
    "mine": "Anh/chị chưa nhận việc nào. Mở một cuộc ở mục Chờ trả lời rồi bấm “Tôi nhận”, hoặc cứ trả lời là tự nhận.",
    "answered": "Không có cuộc nào đã trả lời mà chưa đóng. Trả lời một người ở mục Chờ trả lời thì cuộc đó sang đây.",
    "tickets": "Không có phiếu nào. Góp ý, phản ánh người dân gửi trong khung chat sẽ hiện ở đây.",
    "closed": "Chưa đóng cuộc hay phiếu nào. Xong việc thì đóng trong trang trò chuyện, người dân được hỏi điểm.",
}
FILTERS = {
    "": "Tất cả",
    "handover": "Gặp cán bộ",
    "contact": "Cán bộ nhắn trước",
    "feedback": "Phản ánh",
    "proposal": "Góp ý",
}
TALK_KINDS = {"handover": "gặp cán bộ", "contact": "cán bộ nhắn trước"}
TALKS = tuple(TALK_KINDS)

ENDED = {
    "closed": "cán bộ đóng",
    "given_back": "giao lại cho trợ lý",
    "by_person": "người dân hỏi trợ lý tiếp",
    "lapsed": "hết giờ chờ, người dân gọi lại lần khác",
    "erased": "người dân xóa dữ liệu",
    "merged": "gộp vào phiếu khác",
}
"""How a talk or ticket ended."""

DONE = {
    "assigned": "Đã đổi người phụ trách.",
    "media_again": "Máy đang thử tải lại.",
    "noted": "Đã ghi chú. Người dân không thấy ghi chú này.",
    "closed": "Đã đóng. Còn nhắn được cho người dân thì họ đã được báo và mời chấm điểm.",
    "classified": "Đã ghi lĩnh vực, địa điểm.",
    "reopened": "Đã mở lại phiếu. Còn nhắn được cho người dân thì họ đã được báo.",
    "merged": "Đã gộp. Còn nhắn được cho người dân thì họ đã được báo theo phiếu nào.",
    "canned_saved": "Đã lưu câu mẫu. Khi trả lời, chọn câu rồi bấm “Chèn”.",
    "canned_deleted": "Đã xóa câu mẫu.",
}
"""What was done, by the key a page is called with afterwards; the rest stands in bot.admin.shared.texts.DONE."""

THEIR_ANSWER = "Câu đồng nghiệp vừa gửi"
INSERTED = "Đã chèn câu mẫu. Đọc lại rồi bấm Gửi."
IN_ZALO = "Cán bộ (trả lời trong Zalo)"
CLOSED = "Đã quá 7 ngày từ lần nhắn cuối: Zalo không cho gửi tin nữa. Hãy gọi điện, hoặc chờ người dân nhắn lại."


def kind_name(content: Content, name: str) -> str:
    """What a talk or ticket is."""
    key = f"feedback.kind_{name}"
    return TALK_KINDS.get(name) or content.say(key if content.variants(key) else "feedback.kind_other")


@dataclass(frozen=True, slots=True)
class Due:
    """Until when a ticket should be settled, in words, and whether that is past."""

    words: str
    is_late: bool


def due_of(runtime: Runtime, row: TicketInHand | ListedTicket) -> Due | None:
    """The due day of an open report or proposal; None for talks and what is closed."""
    if row.kind in TALKS or row.state == "closed":
        return None
    due_at, now = runtime.helpdesk.deadlines.due_at(row.created_at), runtime.clock()
    when = moment(due_at, runtime.settings.timezone)
    return Due(f"quá hạn {span(now - due_at)}" if now > due_at else f"hạn {when}", now > due_at)


def window_text(remaining: Remaining, now: int, zone: tzinfo) -> str:
    """What a message costs, until when, and how long that is."""
    if remaining.until is None:
        return CLOSED
    deadline = f"tới {moment(remaining.until, zone)} (còn {span(remaining.until - now)})"
    if remaining.window == "free":
        return f"Trả lời được {deadline}, thường không tính phí."
    return f"Đã quá 48 giờ từ lần nhắn cuối: còn trả lời được {deadline}, Zalo có thể tính phí."


def frequency_note(count: int) -> str:
    """So many messages left since the person last wrote that Zalo may charge for more, or take no more."""
    sentence = f"Phường đã gửi {format_number(count)} tin kể từ lần người này nhắn gần nhất."
    return f"{sentence} Zalo có thể tính phí, hoặc không nhận thêm tin."


def others_here(name: str, since: str) -> str:
    """Another official is at the same talk."""
    return f"{name} đang mở cuộc này từ {since}."


CANNED_ORDERS = {"": "Theo tên", "newest": "Mới sửa trước", "oldest": "Lâu chưa sửa trước"}
