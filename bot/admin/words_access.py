"""Roles and what is said about accounts, in the words officials read."""

from __future__ import annotations

ROLES = {
    "viewer": "Xem",
    "author": "Soạn bản tin",
    "approver": "Duyệt bản tin",
    "answerer": "Trả lời người dân",
    "editor": "Sửa nội dung",
    "manager": "Quản lý",
}
ROLE_HINTS = {
    "viewer": "xem mọi trang, không thay đổi gì",
    "author": "soạn bản tin và bài viết, gửi duyệt",
    "approver": "soạn, và duyệt bản tin của người khác",
    "answerer": "trả lời trong Hộp thư, xử lý phiếu",
    "editor": "sửa thủ tục, câu trả lời, giờ làm việc",
    "manager": "làm được mọi việc, kết nối Zalo, quản lý cán bộ",
}

DONE = {
    "session_ended": "Đã đăng xuất thiết bị đó.",
    "session_gone": "Thiết bị đó đã đăng xuất từ trước.",
    "sessions_ended": "Đã đăng xuất mọi thiết bị khác.",
    "factor_off": "Đã tắt xác thực hai bước.",
    "official_role": "Đã đổi vai trò, có hiệu lực ngay.",
    "official_disabled": "Đã khóa tài khoản và đăng xuất mọi thiết bị của người đó.",
    "official_enabled": "Đã mở khóa. Người đó đăng nhập lại bằng mật khẩu cũ.",
    "official_zalo_invited": "Đã gửi lời mời. Cán bộ bấm nút trong tin đó là nối xong, trang này sẽ hiện tên Zalo.",
    "official_zalo_untied": "Đã bỏ nối. Zalo đó không nhận tin gửi thử nữa, lời mời cũ cũng hết hiệu lực.",
    "factor_reset": "Đã gỡ xác thực hai bước của người đó và đăng xuất mọi thiết bị.",
    "factor_required": "Đã lưu. Ai thuộc diện bắt buộc mà chưa bật sẽ được yêu cầu bật ở trang kế tiếp.",
    "oa_checked": "Đã hỏi Zalo. Kết quả ở danh sách bên dưới.",
    "hours_saved": "Đã lưu giờ làm việc. Trợ lý trả lời theo giờ mới ngay.",
    "holiday_saved": "Đã lưu ngày này. Trợ lý và lịch gửi tin dùng ngay.",
    "holiday_removed": "Đã bỏ ngày này khỏi lịch.",
    "backup_made": "Đã sao lưu. Bản mới nhất đứng đầu danh sách.",
}
"""What was done, by the key a page is called with afterwards."""
