"""What to do about a code with which Zalo refuses everything, in words for the person who sets the installation up."""

from __future__ import annotations

_CONSOLE = "Trên developers.zalo.me"
_CONNECT = "Vào trang Kết nối Zalo của cán bộ để kết nối lại."
_ACTIVE = f"{_CONSOLE} chuyển ứng dụng sang “Đang hoạt động”."

_ADVICE = {
    "-14002": f"{_ACTIVE} Kiểm tra ZALO_APP_ID.",
    "-14003": f"{_CONSOLE}, mục Thiết lập chung, sửa Callback URL cho giống từng chữ với ZALO_CALLBACK_URL.",
    "-14014": _CONNECT,
    "-14020": _CONNECT,
    "-204": "OA đang bị vô hiệu hóa: xem lại trên oa.zalo.me.",
    "-205": "Không có OA này: kiểm tra ZALO_OA_ID và liên kết OA với ứng dụng.",
    "-209": _ACTIVE,
    "-212": f"{_CONSOLE} đăng ký Official Account API cho ứng dụng.",
    "-216": _CONNECT,
    "-219": f"Ứng dụng đã bị gỡ khỏi OA. {_CONNECT}",
    "-220": _CONNECT,
    "-221": "OA chưa xác thực: xác thực OA trên oa.zalo.me.",
    "-223": f"{_CONSOLE} chọn đủ nhóm quyền của ứng dụng, rồi kết nối lại.",
    "-224": "OA cần nâng gói dịch vụ trên oa.zalo.me.",
    "-242": "Kiểm tra ZALO_APP_SECRET và ZALO_APPSECRET_PROOF.",
}

UNNAMED = "Xem dòng Kết nối Zalo."
"""When nothing is known about the code."""


def advice_for(code: object) -> str:
    """How to mend what this code reports; empty when the code says nothing about the set-up."""
    return _ADVICE.get(str(code or ""), "")
