"""The articles' pages in words officials read."""

from __future__ import annotations

SOURCES = {"": "Tất cả", "feed": "Bài của trang tin", "own": "Bài của phường trên Zalo"}
ORDERS = {
    "changed": "Mới đổi trước",
    "newest": "Mới đăng trước",
    "oldest": "Đăng lâu nhất trước",
    "title": "Theo tên bài",
}
STATE_LEVELS = {"failed": "bad", "creating": "warn", "verifying": "warn", "showing": "warn", "removing": "warn"}
UNDER_WAY = ("creating", "verifying", "showing", "removing")
"""States in which the program is at work: the page offers to look again."""

DONE = {
    "saved": "Đã lưu bài nháp. Xem lại bên dưới rồi đưa lên Zalo.",
    "taken": "Đã lấy bài về thành bài nháp của phường. Xem lại rồi đưa lên Zalo.",
    "published": "Máy đang đưa bài lên Zalo, còn ẩn với người dân. Thường xong trong vài phút.",
    "shown": "Đã duyệt. Máy đang cho bài hiện trên Zalo, thường xong trong vài phút.",
    "returned": "Đã trả lại cho người viết, kèm lời nhắn.",
    "pinned": "Đã ghim lên đầu mục tin mới của trợ lý.",
    "unpinned": "Đã thôi ghim.",
    "removed": "Đã gỡ bài. Nếu bài có trên Zalo, máy đang gỡ ở đó.",
    "nothing_new": "Trang tin không có gì đổi từ lần trước.",
}


def fetched_sentence(total: int, new: int) -> str:
    """A sentence: how many articles the feed has, and how many of them are new."""
    return f"Đã đọc {total} bài của trang tin, {new} bài mới." if total else DONE["nothing_new"]


MARKUP = (
    ("Để trống một dòng", "sang đoạn mới"),
    ("**chữ**", "chữ đậm"),
    ("*chữ*", "chữ nghiêng"),
    ("## ở đầu dòng", "tiêu đề nhỏ, in đậm"),
    ("- ở đầu dòng", "một mục trong danh sách; số thứ tự thì gõ 1. 2. 3."),
    ("[chữ](https://…)", "đường dẫn"),
    ("![chú thích](https://…)", "ảnh, đứng một dòng riêng"),
)
