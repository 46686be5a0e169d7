"""Acts of the audit in the words managers read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.admin.content.texts import SECOND_READER, VERSIONS
from bot.admin.shared.role_texts import ROLES
from bot.broadcasts.texts import ACTS, STATES, explain_reason

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
    "read_talk": "đọc cuộc trò chuyện của người dân",
    "read_person": "xem dữ liệu một người",
    "give_back": "giao cuộc trò chuyện lại cho máy",
    "take": "nhận cuộc trò chuyện",
    "assign": "giao việc cho cán bộ",
    "note": "ghi chú nội bộ",
    "close_ticket": "đóng phiếu",
    "classify_ticket": "ghi lĩnh vực của phiếu",
    "reopen_ticket": "mở lại phiếu",
    "merge_tickets": "gộp phiếu trùng",
    "close_talk": "kết thúc cuộc trò chuyện",
    "canned_put": "lưu câu trả lời sẵn",
    "canned_delete": "bỏ câu trả lời sẵn",
    "retry_event": "xử lý lại tin đến",
    "resend": "gửi lại tin",
    "media_again": "tải lại tệp người dân gửi",
    "tag": "gắn nhãn",
    "untag": "gỡ nhãn",
    "export_person": "xuất dữ liệu một người",
    "correct_person": "sửa dữ liệu một người theo yêu cầu",
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
    "articles_sync": "lấy tin mới từ trang của phường",
    "people_sync": "cập nhật danh sách người theo dõi từ Zalo",
    "oa_check": "hỏi Zalo về trang của phường",
    "picture_upload": "tải hình lên",
    "picture_rename": "đổi tên một hình trong kho",
    "picture_remove": "bỏ một hình khỏi kho",
    "form_upload": "tải tệp mẫu đơn lên",
    "form_remove": "bỏ tệp mẫu đơn",
    "connect_start": "bắt đầu kết nối Zalo",
    "connect_done": "kết nối Zalo xong",
    "zalo_code": "lấy mã nối Zalo của mình",
    "zalo_tie": "nối Zalo của mình",
    "zalo_untie": "bỏ nối Zalo của mình",
    "official_zalo_invite": "mời nối Zalo của cán bộ",
    "official_zalo_untie": "bỏ nối Zalo của cán bộ",
    "notice_choices": "chọn cách nhận báo tin của mình",
    "notice_escalation": "đổi số phút chờ trước khi báo quản lý",
    "push_on": "bật thông báo trên một thiết bị",
    "push_off": "tắt thông báo trên một thiết bị",
    "confirm_restore": "xác nhận sau khi khôi phục",
    "backup": "sao lưu",
    "secrets_rotate": "đổi khóa giữ bí mật",
    "backup_fetch": "tải bản sao lưu về",
    "restore_order": "yêu cầu khôi phục một bản sao lưu",
    "restore": "khôi phục một bản sao lưu",
    "restore_failed": "khôi phục không thành, dữ liệu vẫn như cũ",
    "hours": "sửa giờ làm việc",
    "holiday_set": "sửa lịch nghỉ",
    "holiday_remove": "bỏ một ngày khỏi lịch nghỉ",
    "activity_add": "ghi một hoạt động",
    "activity_edit": "sửa một hoạt động",
    "activity_delete": "xóa một hoạt động",
    "content_edit": "sửa nội dung",
    "content_propose": "gửi thay đổi nội dung chờ duyệt",
    "content_approved": "duyệt thay đổi nội dung",
    "content_returned": "trả lại thay đổi nội dung",
    "content_withdrawn": "bỏ thay đổi nội dung của mình",
    "second_reader": "chọn thay đổi nào cần người thứ hai duyệt",
    "content_import": "so nội dung với Cổng",
    "content_settled": "đánh dấu nội dung đã đưa về bộ cài",
    "question_settled": "dạy trợ lý một nhóm câu",
    "question_dismissed": "bỏ qua câu chưa hiểu",
    "question_open": "xem lại câu đã bỏ qua",
    "failure_put_aside": "ghi nhận một tin gửi chưa tới",
    "failures_put_aside": "ghi nhận các tin gửi chưa tới",
    "message_arrived": "ghi là tin đã tới",
    "article_return": "trả lại bài viết",
    "report_signed": "chốt số liệu báo cáo",
    "template_save": "lưu một mẫu bản tin",
    "template_remove": "bỏ một mẫu bản tin",
    "propaganda_adopt": "nhận bản nháp của lịch tuyên truyền",
}


def action_name(name: str) -> str:
    """An act in words; one that has none yet keeps its own name."""
    if name.startswith("broadcast_") and name.removeprefix("broadcast_") in ACTS:
        return f"{ACTS[name.removeprefix('broadcast_')]} (bản tin)"
    return _ACTIONS.get(name, name)


_THINGS = {"broadcast": "Bản tin số {}", "activity": "Hoạt động số {}", "propaganda": "Lịch tuyên truyền {}"}
_NUMBERED = {
    "article": "Bài viết số {}",
    "segment": "Nhóm số {}",
    "template": "Mẫu số {}",
    "canned": "Câu mẫu số {}",
    "question": "Câu chưa hiểu số {}",
    "retry": "Tin đến số {}",
    "resend": "Tin đi số {}",
}
"""By the first word of the act whose subject is a bare number."""
_OF_OFFICIALS = frozenset({"official", "factor", "zalo", "session", "sign"})
_LONGEST_NUMBER = 12
"""A longer one is a person's id at Zalo."""


def subject_text(subject: str, act: str = "", names: Mapping[str, str] | None = None) -> str:
    """What an act was done to, in words when it is a kind of thing that has some; else its own mark.

    `names`: of officials, by their number.
    """
    kind, _, mark = subject.partition(":")
    if mark and kind in _THINGS:
        return _THINGS[kind].format(mark)
    if not subject.isdecimal():
        return (names or {}).get(subject, subject)
    if len(subject) > _LONGEST_NUMBER:
        return f"Người dân …{subject[-4:]}"
    first = act.partition("_")[0]
    if first in _OF_OFFICIALS:
        return (names or {}).get(subject, f"Cán bộ số {subject}")
    return _NUMBERED.get(first, "{}").format(subject)


def describe_detail(detail_text: str | None, act: str = "", names: Mapping[str, str] | None = None) -> str:
    """What is kept beside an act: a change of state, a reason, a role or a number in words; plain text as it is."""
    if detail_text and act in _PLAIN:
        return _PLAIN[act](detail_text, names or {})
    if not detail_text or not detail_text.startswith("{"):
        return detail_text or ""
    facts: dict[str, Any] = json.loads(detail_text)
    states = [STATES.get(facts[end], "") for end in ("from", "to") if facts.get(end)]
    parts = [" → ".join(filter(None, states))]
    if facts.get("reason"):
        parts.append(f"Lý do: {explain_reason(facts['reason']).rstrip('.')}")
    parts += [f"{label}: {facts[name]}" for name, label in _NUMBERS.items() if facts.get(name)]
    return ". ".join(filter(None, parts))


_NUMBERS = {
    "count": "Số lượng",
    "series": "Loạt tin số",
    "broadcast": "Bản tin số",
    "draft": "Bản mẫu",
    "messages": "Tin nhắn",
    "answers": "Câu trả lời",
    "tickets": "Phiếu",
    "tags": "Nhãn",
}
"""What else is kept, by its name in the audit."""


def _describe_roles(detail_text: str, _: Mapping[str, str]) -> str:
    """As "Soạn bản tin → Duyệt bản tin" of "author > approver", and "Quản lý, Xem" of "manager,viewer"."""
    return " → ".join(", ".join(ROLES.get(role, role) for role in side.split(",")) for side in detail_text.split(" > "))


def _describe_required(detail_text: str, names: Mapping[str, str]) -> str:
    return "không bắt buộc vai trò nào" if detail_text == "none" else _describe_roles(detail_text, names)


def _describe_version(detail_text: str, _: Mapping[str, str]) -> str:
    kind, number = (*detail_text.split(maxsplit=1), "")[:2]
    return f"{VERSIONS.get(kind, kind)}, lần sửa số {number}"


_PLAIN: dict[str, Callable[[str, Mapping[str, str]], str]] = {
    "official_add": _describe_roles,
    "official_role": _describe_roles,
    "factor_require": _describe_required,
    "content_edit": _describe_version,
    "assign": lambda detail, names: f"Giao cho {names.get(detail, 'cán bộ số ' + detail)}",
    "session_end_others": lambda detail, _: f"{detail} thiết bị",
    "question_settled": lambda detail, _: f"{detail} cách hỏi",
    "question_dismissed": lambda detail, _: f"{detail} cách hỏi",
    "question_open": lambda detail, _: f"{detail} cách hỏi",
    "answer": lambda detail, _: f"Phiếu {detail}",
    "content_propose": lambda detail, _: f"Thay đổi số {detail}",
    "content_approved": lambda detail, _: f"Thay đổi số {detail}",
    "content_withdrawn": lambda detail, _: f"Thay đổi số {detail}",
    "second_reader": lambda detail, _: SECOND_READER[detail][0],
    "article_shown": lambda detail, _: f"Lần sửa thứ {detail}",
    "article_show": lambda detail, _: f"Lần sửa thứ {detail}",
    "article_approve": lambda detail, _: f"Lần sửa thứ {detail}",
}
"""What is kept as plain text, in words, by the act."""
