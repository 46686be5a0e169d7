"""The go-live list in the words officials read: what each item is, how it stands, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.golive import Item


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list; `endpoint` is the page where it is mended, empty for none."""

    name: str
    level: str
    state: str
    advice: str = ""
    endpoint: str = ""
    link: str = ""


NAMES = {
    "address": "Địa chỉ công khai", "token": "Kết nối Zalo", "oa": "Đúng OA của phường", "webhook": "Zalo gửi tin về máy",
    "verifier": "Xác minh tên miền", "managers": "Người quản lý thứ hai", "approval": "Người soạn và người duyệt",
    "factor": "Xác thực hai bước", "backup": "Sao lưu", "quiet": "Giờ yên tĩnh", "blanks": "Thông tin phường",
    "hours": "Giờ làm việc", "feed": "Nguồn tin bài", "promotion": "Tin truyền thông",
}  # fmt: skip

BLANKS = {
    "address": "địa chỉ", "phone": "điện thoại", "hotline": "đường dây nóng", "website": "trang thông tin",
    "data_contact": "người phụ trách dữ liệu cá nhân",
}  # fmt: skip

_ASK = "Bấm “Hỏi Zalo ngay” bên dưới."

TEXTS: dict[tuple[str, str], tuple[str, str]] = {
    ("address", "ok"): ("{url}", ""),
    ("address", "local"): (
        "{url} chỉ mở được trên máy này", "Kỹ thuật đặt PUBLIC_URL là địa chỉ https có tên miền, để Zalo gọi tới được."
    ),
    ("address", "odd"): (
        "{url} không phải địa chỉ https có tên miền",
        "Kỹ thuật sửa PUBLIC_URL, ví dụ https://bot.phuong.gov.vn",
    ),
    ("token", "ok"): ("Đang tốt", ""),
    ("token", "expiring"): ("Sắp hết hạn hoặc đang xin khóa mới", "Nếu tới mai vẫn vậy, hãy kết nối lại."),
    ("token", "lost"): ("Đã mất kết nối", "Kết nối lại để trợ lý gửi được tin."),
    ("token", "none"): ("Chưa kết nối", "Kết nối OA của phường, mất khoảng hai phút."),
    ("oa", "ok"): ("Zalo xác nhận: {found} (hỏi lúc {at})", ""),
    ("oa", "other"): (
        "Khóa kết nối thuộc về OA khác: {found}",
        "Kết nối lại và chọn đúng OA, hoặc kỹ thuật sửa ZALO_OA_ID.",
    ),
    ("oa", "refused"): ("Zalo không trả lời được (hỏi lúc {at})", f"Xem dòng Kết nối Zalo, rồi thử lại. {_ASK}"),
    ("oa", "unasked"): ("Chưa hỏi Zalo trong 30 ngày qua", _ASK),
    ("webhook", "ok"): ("Tin gần nhất lúc {at}", ""),
    ("webhook", "old"): (
        "Tin gần nhất lúc {at}, đã hơn một ngày",
        "Nhắn thử cho OA. Không thấy gì thì kỹ thuật xem mục Webhook trên developers.zalo.me.",
    ),
    ("webhook", "never"): (
        "Chưa nhận tin nào", "Trên developers.zalo.me đặt Webhook là {public}/webhook, rồi nhắn thử cho OA."
    ),
    ("verifier", "ok"): ("Máy đang đưa ra tệp xác minh cho Zalo", ""),
    ("verifier", "missing"): (
        "Chưa có mã xác minh",
        "Lấy mã ở developers.zalo.me, mục Xác thực tên miền; kỹ thuật đặt vào ZALO_VERIFIER_CODE."
        " Đã xác minh bằng cách khác thì bỏ qua.",
    ),
    ("managers", "ok"): ("{count} quản lý đã đăng nhập", ""),
    ("managers", "alone"): (
        "Mới có {count} quản lý đã đăng nhập",
        "Thêm một quản lý nữa, để mất mật khẩu hay đi vắng vẫn có người cấp lại.",
    ),
    ("approval", "ok"): ("Đủ người soạn và người duyệt", ""),
    ("approval", "alone"): (
        "Chưa đủ hai người",
        "Người soạn không tự duyệt được. Thêm ít nhất một người soạn và một người duyệt.",
    ),
    ("factor", "ok"): ("Bắt buộc với quản lý, và mọi quản lý đã bật", ""),
    ("factor", "free"): ("Mọi quản lý đã bật", "Nên chọn bắt buộc, để quản lý thêm sau này cũng phải bật."),
    ("factor", "some"): (
        "{count} quản lý chưa bật",
        "Mở Tài khoản của tôi để bật; ở mục Cán bộ chọn bắt buộc theo vai trò.",
    ),
    ("backup", "ok"): ("Bản gần nhất lúc {at}", ""),
    ("backup", "old"): (
        "Bản gần nhất lúc {at}, đã hơn hai ngày",
        "Sao lưu ngay, và hẹn lịch hằng đêm (xem docs/van-hanh.md).",
    ),
    ("backup", "never"): (
        "Chưa sao lưu lần nào",
        "Sao lưu ngay, và hẹn lịch hằng đêm (xem docs/van-hanh.md).",
    ),
    ("quiet", "ok"): ("Không gửi bản tin từ {start} tới {end}", ""),
    ("quiet", "none"): ("Đang tắt: bản tin gửi cả ban đêm", "Kỹ thuật đặt QUIET_HOURS, ví dụ 21:00-07:00."),
    ("blanks", "ok"): ("Đã điền đủ", ""),
    ("blanks", "open"): (
        "Còn trống: {missing}",
        "Điền ở Nội dung, nhóm Thông tin phường. Chỗ trống thì trợ lý nói “phường chưa cập nhật”.",
    ),
    ("hours", "ok"): ("Phường đã xác nhận", ""),
    ("hours", "unsure"): ("Chưa được phường xác nhận", "Xem lại giờ rồi đánh dấu xác nhận."),
    ("feed", "ok"): ("Đang đọc tin từ trang của phường", ""),
    ("feed", "unread"): ("Chưa đọc được lần nào", "Đợi nửa giờ; vẫn vậy thì kỹ thuật kiểm lại ARTICLES_FEED_URL."),
    ("feed", "none"): (
        "Chưa nối với trang tin của phường",
        "Nếu trang của phường có RSS, kỹ thuật đặt ARTICLES_FEED_URL. Không có thì viết bài ở mục Bài viết.",
    ),
    ("promotion", "off"): ("Đang tắt (Zalo có thể đã ngừng nhận loại này)", ""),
    ("promotion", "on"): ("Đang bật", "Nên gửi thử một tin trước: Zalo có thể đã ngừng nhận loại này."),
    ("promotion", "closed"): (
        "Đã bật nhưng Zalo không nhận",
        "Dùng bài viết hoặc tin tư vấn; kỹ thuật tắt ZALO_PROMOTION_MESSAGES.",
    ),
}  # fmt: skip
"""(how it stands, what to do) by item and state."""

PLACES = {
    "token": ("connect", "Kết nối Zalo"), "oa": ("connect", "Kết nối Zalo"), "managers": ("officials", "Cán bộ"),
    "approval": ("officials", "Cán bộ"), "factor": ("officials", "Cán bộ"), "backup": ("backups", "Sao lưu"),
    "hours": ("hours", "Giờ làm và ngày nghỉ"), "blanks": ("content", "Thông tin phường"),
}  # fmt: skip
"""Where an item is mended."""


def line(item: Item, public_url: str, moment: Callable[[int], str]) -> Line:
    """An item in words."""
    facts: dict[str, Any] = {"public": public_url, **dict(item.facts)}
    if "at" in facts:
        facts["at"] = moment(facts["at"])
    if "missing" in facts:
        facts["missing"] = ", ".join(BLANKS[name] for name in facts["missing"])
    state, advice = (text.format(**facts) for text in TEXTS[item.name, item.state])
    endpoint, link = PLACES.get(item.name, ("", "")) if item.level != "ok" or advice else ("", "")
    return Line(NAMES[item.name], item.level, state, advice, endpoint, link)


BACKUP_ORDERS = {"": "Mới trước", "oldest": "Cũ trước", "largest": "Lớn trước"}
