"""Acts of the audit in the words managers read."""

from __future__ import annotations

import json
from typing import Any

from bot.broadcasts.words import ACTS, STATES, told

_ACTIONS = {
    "sign_in": "đăng nhập",
    "sign_out": "đăng xuất",
    "sign_in_slowed": "nhập sai nhiều lần, bị bắt đợi",
    "change_password": "đổi mật khẩu của mình",
    "session_end": "đăng xuất một thiết bị khác của mình",
    "session_end_others": "đăng xuất mọi thiết bị khác của mình",
    "factor_on": "bật xác thực hai bước",
    "factor_off": "tắt xác thực hai bước",
    "factor_codes": "tạo mã dự phòng mới",
    "factor_recovery": "đăng nhập bằng mã dự phòng",
    "factor_reset": "gỡ xác thực hai bước của cán bộ",
    "factor_require": "đặt vai trò phải dùng xác thực hai bước",
    "official_add": "thêm cán bộ",
    "official_role": "đổi vai trò cán bộ",
    "official_disable": "khóa cán bộ",
    "official_enable": "mở khóa cán bộ",
    "official_reset_password": "cấp lại mật khẩu cho cán bộ",
    "answer": "trả lời người dân",
    "give_back": "giao cuộc trò chuyện lại cho máy",
    "take": "nhận cuộc trò chuyện",
    "assign": "giao việc cho cán bộ",
    "note": "ghi chú nội bộ",
    "close_ticket": "đóng phiếu",
    "close_talk": "kết thúc cuộc trò chuyện",
    "canned_put": "lưu câu trả lời sẵn",
    "canned_delete": "bỏ câu trả lời sẵn",
    "retry_event": "xử lý lại tin đến",
    "resend": "gửi lại tin",
    "tag": "gắn nhãn",
    "untag": "gỡ nhãn",
    "export_person": "xuất dữ liệu một người",
    "erase_person": "xóa dữ liệu một người",
    "stop_broadcasts": "ngừng bản tin theo ý một người",
    "allow_broadcasts": "gửi lại bản tin theo ý một người",
    "segment_add": "tạo nhóm nhận",
    "segment_rename": "đổi tên nhóm nhận",
    "segment_change": "sửa nhóm nhận",
    "segment_remove": "bỏ nhóm nhận",
    "article_create": "viết bài",
    "article_take_over": "lấy bài từ trang của phường",
    "article_edit": "sửa bài",
    "article_remove": "bỏ bài",
    "article_publish": "đăng bài",
    "article_approve": "duyệt bài",
    "article_show": "cho hiện bài trên Zalo",
    "article_shown": "Zalo đã hiện bài",
    "article_removed": "Zalo đã bỏ bài",
    "article_failed": "Zalo không nhận bài",
    "article_pin": "ghim bài",
    "article_unpin": "bỏ ghim bài",
    "connect_start": "bắt đầu kết nối Zalo",
    "connect_done": "kết nối Zalo xong",
    "zalo_code": "lấy mã nối Zalo của mình",
    "zalo_tie": "nối Zalo của mình",
    "zalo_untie": "bỏ nối Zalo của mình",
    "confirm_restore": "xác nhận sau khi khôi phục",
    "backup": "sao lưu",
    "backup_fetch": "tải bản sao lưu về",
    "hours": "sửa giờ làm việc",
    "holiday_set": "sửa lịch nghỉ",
    "holiday_remove": "bỏ một ngày khỏi lịch nghỉ",
    "activity_add": "ghi một hoạt động",
    "activity_edit": "sửa một hoạt động",
    "activity_delete": "xóa một hoạt động",
    "content_edit": "sửa nội dung",
    "content_settled": "đánh dấu nội dung đã đưa về bộ cài",
    "question_settled": "dạy trợ lý một nhóm câu",
    "question_dismissed": "bỏ qua câu chưa hiểu",
    "question_open": "xem lại câu đã bỏ qua",
    "propaganda_adopt": "nhận bản nháp của lịch tuyên truyền",
}


def action(name: str) -> str:
    """An act in words; one that has none yet keeps its own name."""
    if name.startswith("broadcast_") and name.removeprefix("broadcast_") in ACTS:
        return f"{ACTS[name.removeprefix('broadcast_')]} (bản tin)"
    return _ACTIONS.get(name, name)


_THINGS = {"broadcast": "Bản tin số {}", "activity": "Hoạt động số {}", "propaganda": "Lịch tuyên truyền {}"}


def thing(subject: str) -> str:
    """What an act was done to, in words when it is a kind of thing that has some; else its own mark."""
    kind, _, mark = subject.partition(":")
    return _THINGS[kind].format(mark) if mark and kind in _THINGS else subject


def detail(kept: str | None) -> str:
    """What is kept beside an act: a change of state, a reason and a number in words; plain text as it is."""
    if not kept or not kept.startswith("{"):
        return kept or ""
    found: dict[str, Any] = json.loads(kept)
    moved = [STATES.get(found[end], "") for end in ("from", "to") if found.get(end)]
    parts = [" → ".join(filter(None, moved))]
    if found.get("reason"):
        parts.append(f"Lý do: {told(found['reason']).rstrip('.')}")
    parts += [f"{label}: {found[name]}" for name, label in _NUMBERS.items() if found.get(name)]
    return ". ".join(filter(None, parts))


_NUMBERS = {
    "count": "Số lượng", "series": "Loạt tin số", "broadcast": "Bản tin số", "draft": "Bản mẫu",
    "messages": "Tin nhắn", "answers": "Câu trả lời", "tickets": "Phiếu", "tags": "Nhãn",
}  # fmt: skip
"""What else is kept, by its name in the audit."""
