"""Names of roles, and what was done about an account, in the words officials read."""

from __future__ import annotations

from collections.abc import Collection

from bot.accounts import roles

ROLES = {role.id: role.label for role in roles.ROLES.values()}
ROLE_HINTS = {role.id: role.hint for role in roles.ROLES.values()}


def name_roles(roles: Collection[str]) -> str:
    """Return the names of roles, in the order of the table."""
    return ", ".join(label for role, label in ROLES.items() if role in roles)


DONE = {
    "session_ended": "Đã đăng xuất thiết bị đó.",
    "session_gone": "Thiết bị đó đã đăng xuất từ trước.",
    "sessions_ended": "Đã đăng xuất mọi thiết bị khác.",
    "factor_on": "Đã bật xác thực hai bước. Mã dự phòng chỉ hiện một lần; chưa kịp chép thì lấy mã mới ở dưới.",
    "factor_off": "Đã tắt xác thực hai bước.",
    "official_added": "Đã thêm cán bộ này. Mật khẩu đầu chỉ hiện một lần; chưa kịp chép thì bấm “Cấp lại mật khẩu”.",
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
