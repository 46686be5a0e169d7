"""The inbox in words officials read."""

from __future__ import annotations

from datetime import tzinfo

from bot.admin.words import moment, number, span
from bot.content import Content
from bot.desk import Remaining

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
KINDS = {"handover": "gặp cán bộ", "contact": "cán bộ nhắn trước"}
TALKS = tuple(KINDS)

ENDED = {
    "closed": "cán bộ đóng",
    "given_back": "giao lại cho trợ lý",
    "by_person": "người dân hỏi trợ lý tiếp",
    "lapsed": "hết giờ chờ, người dân gọi lại lần khác",
    "erased": "người dân xóa dữ liệu",
}
"""How a talk or ticket ended."""

BROADCASTS = {
    "article": "Bài viết gửi mọi người",
    "promotion": "Tin truyền thông",
    "template": "Tin theo mẫu",
    "template_phone": "Tin theo mẫu, gửi theo số điện thoại",
}
"""What the bot sent besides consultation messages."""

DONE = {
    "assigned": "Đã đổi người phụ trách.",
    "noted": "Đã ghi chú. Người dân không thấy ghi chú này.",
    "closed": "Đã đóng. Còn nhắn được cho người dân thì họ đã được báo và mời chấm điểm.",
    "canned_saved": "Đã lưu câu mẫu. Khi trả lời, chọn câu rồi bấm “Chèn”.",
    "canned_deleted": "Đã xóa câu mẫu.",
}
"""What was done, by the key a page is called with afterwards; the rest stands in bot.admin.words.DONE."""

INSERTED = "Đã chèn câu mẫu. Đọc lại rồi bấm Gửi."
CLOSED = "Đã quá 7 ngày từ lần nhắn cuối: Zalo không cho gửi tin nữa. Hãy gọi điện, hoặc chờ người dân nhắn lại."


def kind(content: Content, name: str) -> str:
    """What a talk or ticket is."""
    key = f"feedback.kind_{name}"
    return KINDS.get(name) or content.say(key if content.variants(key) else "feedback.kind_other")


def window(found: Remaining, now: int, zone: tzinfo) -> str:
    """What a message costs, until when, and how long that is."""
    if found.until is None:
        return CLOSED
    left = f"tới {moment(found.until, zone)} (còn {span(found.until - now)})"
    if found.window == "free":
        return f"Trả lời được {left}, thường không tính phí."
    return f"Đã quá 48 giờ từ lần nhắn cuối: còn trả lời được {left}, Zalo có thể tính phí."


def often(count: int) -> str:
    """So many messages left since the person last wrote that Zalo may charge for more, or take no more."""
    return f"Phường đã gửi {number(count)} tin kể từ lần người này nhắn gần nhất. Zalo có thể tính phí, hoặc không nhận thêm tin."


def others_here(name: str, since: str) -> str:
    """Another official is at the same talk."""
    return f"{name} đang mở cuộc này từ {since}."


CANNED_ORDERS = {"": "Theo tên", "newest": "Mới sửa trước", "oldest": "Lâu chưa sửa trước"}
