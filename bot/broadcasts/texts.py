"""Every state, act, refusal, reason and outcome of broadcasts in the words officials read. docs/ket-qua-ban-tin.md lists them.

Registering a kind (bot.broadcasts.kinds) adds its own sentences to REASONS, PAUSES, HOLDS, REFUSALS, WARNINGS and ALLOWANCES.
"""

from __future__ import annotations

from collections import ChainMap

from bot.lib.numbers import with_dots

STATES = {
    "draft": "Bản nháp",
    "submitted": "Chờ duyệt",
    "approved": "Đã duyệt",
    "returned": "Trả lại để sửa",
    "rejected": "Không duyệt",
    "scheduled": "Đã lên lịch",
    "sending": "Đang gửi",
    "paused": "Tạm dừng",
    "sent": "Đã gửi xong",
    "stopped": "Đã dừng hẳn",
    "expired": "Quá hạn, không gửi",
}

ACTS = {
    "create": "soạn",
    "edit": "sửa",
    "submit": "gửi duyệt",
    "approve": "duyệt",
    "return": "trả lại",
    "reject": "không duyệt",
    "pause": "tạm dừng",
    "resume": "cho gửi tiếp",
    "cancel": "dừng hẳn",
    "retry_failed": "gửi lại tin hỏng",
    "schedule": "lên lịch",
    "start": "bắt đầu gửi",
    "replan": "đưa về lịch",
    "finish": "gửi xong",
    "expire": "bỏ vì quá hạn",
    "test": "gửi thử",
    "copy": "chép thành bản mới",
    "delete": "xóa bản nháp",
    "propose_change": "đề nghị đổi một kỳ",
    "approve_change": "duyệt việc đổi một kỳ",
    "refuse_change": "không đồng ý đổi một kỳ",
    "export": "tải danh sách người nhận",
}

DELIVERIES = {
    "waiting": "chưa tới lượt",
    "queued": "đang gửi",
    "sent": "đã gửi",
    "delivered": "đã tới máy",
    "seen": "đã xem",
    "failed": "không gửi được",
    "unknown": "chưa rõ đã tới chưa",
    "expired": "quá hạn, không gửi",
    "cancelled": "đã dừng, không gửi",
    "left_out": "không thuộc diện nhận",
}

AGREED = "chỉ ai đã đồng ý cho báo tin theo số điện thoại"
"""Goes on what is said of an audience of a template sent to numbers."""

REASONS = {
    "not_following": "Không còn theo dõi trang của phường.",
    "opted_out": "Đã xin ngừng nhận tin.",
    "blocked": "Đã chặn tin của phường trên Zalo.",
    "other_topics": "Chỉ chọn nhận chủ đề khác.",
    "weekly_cap": "Đã nhận đủ số tin phường cho phép trong 7 ngày.",
    "free": "Gửi được, thường không tính phí (nhắn với phường trong 48 giờ qua).",
    "paid": "Gửi được, Zalo có thể tính phí.",
}
"""Why a person is in or out, in forecasts and afterwards."""

OUTCOMES = {
    "sent": "Zalo đã nhận.",
    "rate_limited": "Zalo yêu cầu gửi chậm lại. Máy chờ rồi tự gửi tiếp.",
    "token_refresh": "Mất kết nối với Zalo giữa chừng. Kết nối lại rồi gửi lại.",
    "window_closed": "Người này lâu chưa nhắn với phường nên Zalo không nhận tin.",
    "quota_oa": "Trang của phường đã dùng hết số tin Zalo cho phép. Máy chờ tới kỳ sau.",
    "quota_person": "Người này đã nhận đủ số tin Zalo cho phép trong kỳ.",
    "blocked_by_person": "Người này đã chặn hoặc từ chối loại tin này.",
    "not_follower": "Người này không còn theo dõi trang của phường.",
    "night": "Zalo không cho gửi loại tin này ban đêm. Máy chờ tới sáng.",
    "retry_later": "Chưa tới được máy chủ Zalo. Có thể gửi lại.",
    "invalid_request": "Zalo không nhận nội dung tin (sai định dạng hoặc quá dài). Hãy sửa tin.",
    "content_rejected": "Zalo cho rằng nội dung vi phạm quy định. Hãy sửa tin.",
    "unsupported": "Zalo không nhận loại tin này: Zalo đã ngừng cả loại tin, hoặc tài khoản của riêng người này không nhận được.",
    "oa_problem": "Trang của phường chưa đủ điều kiện (gói dịch vụ, xác thực, số dư). Xem mã lỗi rồi báo kỹ thuật.",
    "unknown": "Đường truyền đứt khi đang gửi, chưa biết Zalo đã nhận chưa. Máy không tự gửi lại để khỏi gửi trùng.",
    "too_late": "Đã quá hạn gửi muộn nhất nên máy không gửi nữa.",
    "stopped": "Bản tin đã bị dừng trước khi tới lượt người này.",
}
"""How a delivery of a broadcast ended.

The same outcome of an answer to one person has another sentence, in content/sentences/outcomes.yaml: there an official must act
("bấm Gửi lại", "gọi điện"), here the program goes on by itself or the whole broadcast is changed. A test compares the keys.
"""

PAUSES = {
    "official": "Cán bộ tạm dừng.",
    "failures": "Máy tự dừng: từ 10 tin hỏng trở lên, và từ 10% trong 100 tin gần nhất. Xem lý do từng người rồi quyết định.",
    "unknown": "Máy tự dừng: 5 tin liền không rõ Zalo đã nhận chưa. Máy đang hỏi lại Zalo từng tin; sau khoảng 5 phút hãy bấm "
    "“Gửi lại”: chỉ người Zalo chưa có tin mới được gửi lại. Rồi cho gửi tiếp.",
    "token": "Máy tự dừng: mất kết nối với Zalo. Vào mục Kết nối Zalo để kết nối lại, rồi cho gửi tiếp.",
    "oa_problem": "Máy tự dừng: Zalo báo trang của phường chưa đủ điều kiện (gói, xác thực, số dư).",
    "content_rejected": "Máy tự dừng: Zalo từ chối nội dung tin.",
    "path_closed": "Máy tự dừng và tắt loại tin này: Zalo không còn nhận loại tin này.",
    "tampered": "Máy tự dừng: bản đã duyệt trong cơ sở dữ liệu không còn nguyên vẹn. Hãy soạn và duyệt lại.",
    "unrenderable": "Máy tự dừng: không dựng được tin từ bản đã duyệt. Hãy soạn và duyệt lại.",
    "restored": "Cơ sở dữ liệu vừa được khôi phục từ bản sao lưu. Bản tin này có thể đã gửi một phần; hãy xem lại rồi quyết định.",
}
"""Why a broadcast is paused until an official decides."""

HOLDS = {
    "quiet_hours": "Đang giờ yên tĩnh, sáng mai gửi tiếp.",
    "night": "Zalo không nhận loại tin này ban đêm, sáng mai gửi tiếp.",
    "no_line": "Chưa tới được máy chủ Zalo, máy tự thử lại mỗi phút.",
    "quota": "Hết số tin Zalo cho phép, chờ tới kỳ sau.",
    "nothing_to_send": "Kỳ này không có bài mới hoặc mục nào đã duyệt nên không gửi.",
    "late": "Đã quá giờ gửi muộn nhất.",
    "nobody": "Tới giờ gửi, không có ai trong nhóm người nhận, nên không gửi. Hãy xem lại nhóm người nhận của bản tin hay loạt tin.",
    "overtaken": "Máy nghỉ qua nhiều kỳ liền nhau, nên chỉ gửi kỳ mới nhất.",
}
"""Why a broadcast waits by itself, or did not run."""

REFUSALS = {
    "no_title": "Chưa có tiêu đề.",
    "long_title": "Tiêu đề dài {size} ký tự, tối đa {most}.",
    "no_text": "Chưa có nội dung.",
    "long_text": "Nội dung dài {size} ký tự (tính cả tên người nhận dài nhất), Zalo chỉ nhận {most}.",
    "bad_link": "Đường dẫn phải bắt đầu bằng https:// và không có dấu cách: {value}",
    "bad_picture": "Địa chỉ hình phải bắt đầu bằng https:// và không có dấu cách: {value}",
    "many_buttons": "Có {size} nút, Zalo chỉ nhận {most} nút.",
    "link_is_button": "Đường dẫn không kèm hình cũng là một nút, thêm {most} nút kia là quá nhiều. Hãy bỏ bớt một nút.",
    "bad_button": "Nút “{label}” cần đúng một việc: câu gửi đi, đường dẫn hoặc số điện thoại.",
    "long_button": "Tên nút “{label}” dài {size} ký tự, tối đa {most}.",
    "bad_phone": "Số điện thoại của nút “{label}” chưa đúng.",
    "phone_needs_template": "Chỉ tin theo mẫu gửi được theo số điện thoại. Hãy chọn tin theo mẫu, hoặc gửi theo mã Zalo.",
    "bad_target": "Zalo không có nhóm người nhận “{value}” cho bài viết.",
    "target_codes": "Mã nhóm người nhận “{value}” chưa được quản trị khai trong cài đặt, nên chưa dùng được.",
    "bad_audience": "{value}",
    "empty_audience": "Hiện không có người theo dõi nào trong nhóm người nhận này. Hãy xem lại nhãn, khu phố, chủ đề đã chọn.",
    "long_intro": "Lời mở đầu dài {size} ký tự. Loạt tin “bài mới” cần chỗ cho các bài, nên lời mở đầu tối đa {most}.",
    "unknown_topic": "Không có chủ đề “{value}”.",
    "unknown_words": "{value}",
    "bad_kind": "Không có loại tin “{value}”.",
    "bad_mode": "Không có cách chọn nội dung “{value}” cho loạt tin.",
    "mode_of_series": "“Nội dung mỗi kỳ” chỉ dùng cho loạt tin lặp lại. Hãy chọn lịch lặp, hoặc chọn nội dung cố định.",
    "past": "Giờ gửi {value} đã qua. Hãy chọn giờ khác hoặc để trống để gửi ngay sau khi duyệt.",
    "start_before_send": "Hạn gửi muộn nhất phải sau giờ gửi.",
    "far": "Giờ gửi {value} còn hơn hai năm nữa. Hãy xem lại năm.",
    "start_passed": "Hạn gửi muộn nhất {value} đã qua. Hãy chọn giờ khác hoặc để trống.",
    "never": "Lịch lặp này không có ngày nào để gửi.",
    "no_items": "Loạt tin xoay vòng chưa có mục nào được duyệt.",
    "no_series": "Không có loạt tin xoay vòng số {value}.",
    "item_kind": "Mục của loạt tin phải cùng loại với loạt: {kind}.",
    "own": "Người soạn không được tự duyệt. Nhờ một cán bộ khác có quyền duyệt.",
    "same_hand": "Trong 24 giờ qua, một người đã cấp hoặc đặt lại tài khoản cho cả bên soạn và bên duyệt. "
    "Nhờ cán bộ khác duyệt, hoặc đợi qua 24 giờ.",
    "role": "Vai trò của anh/chị không được phép {act} bản tin.",
    "state": "Bản tin đang ở trạng thái “{state}” nên không {act} được.",
    "changed": "Bản tin vừa được người khác sửa. Hãy xem bản mới rồi làm lại.",
    "no_change_reason": "Hãy ghi vì sao bỏ hoặc dời kỳ này, để người duyệt biết.",
    "no_such_run": "Loạt tin không có kỳ nào lúc {value}, hoặc kỳ đó đã qua. Hãy mở lại trang rồi chọn kỳ.",
    "same_moment": "Giờ mới trùng giờ cũ của kỳ này. Hãy chọn giờ khác, hoặc chọn bỏ kỳ.",
    "change_gone": "Đề nghị này đã có người quyết định, hoặc kỳ đó đã qua.",
    "change_needs_series": "Chỉ bỏ hoặc dời được một kỳ của loạt tin đã duyệt, đang theo lịch.",
    "not_deletable": "Chỉ xóa được bản nháp chưa được duyệt lần nào. Bản đã duyệt thì bấm “Dừng hẳn”.",
    "no_reason": "Hãy ghi lý do để người soạn biết cần sửa gì.",
    "missing": "Không có bản tin số {value}.",
    "nobody": "Không có tin nào của bản tin này đã gửi tới người có mã {value}.",
    "nothing_to_retry": "Không có tin hỏng nào gửi lại được.",
    "test_nobody": "Chưa chọn cán bộ nhận tin thử.",
    "test_unlinked": "Cán bộ {value} chưa nối Zalo của mình nên không nhận được tin thử.",
    "test_window": "Zalo của cán bộ {value} đã quá 7 ngày chưa nhắn với trang của phường. Hãy nhắn một tin rồi thử lại.",
    "restored": "Cơ sở dữ liệu vừa khôi phục từ bản sao lưu, mọi việc gửi đang dừng. Quản lý cần xác nhận trước.",
    "no_official": "Không có cán bộ nào dùng email {value}, hoặc tài khoản đã khóa.",
    "bad_moment": "Giờ “{value}” chưa đúng. Ví dụ: 2026-12-01T08:00",
}
"""Why something cannot be done: all that apply are said at once."""

WARNINGS = {
    "spread": "Sau giờ đêm của Zalo, máy gửi rải đều trong {minutes} phút đầu.",
    "used_up": "Zalo đã báo hết số tin loại này. Máy chờ tới {until}; tới lúc đó mà quá hạn gửi muộn nhất thì không gửi nữa.",
    "ahead": "Số người được tính cho lúc {starts}, theo ai đã nhắn tới bây giờ; ai nhắn thêm trước lúc ấy cũng sẽ nhận.",
    "quota_short": "Cần {needed} tin tính phí nhưng gói chỉ còn {left}. Phần thiếu chờ tới kỳ sau.",
}
"""What a forecast warns of, besides holds."""

ALLOWANCES: dict[str, str] = {}
"""What is known of the package's number for a month."""

STILL = ChainMap(PAUSES, HOLDS)
"""Why a broadcast does not move."""


def explain_outcome(outcome: str | None) -> str:
    """The sentence of an outcome, or of the reason why somebody was left out; empty when there is none."""
    return REASONS.get(outcome or "") or OUTCOMES.get(outcome or "") or ""


def explain_reason(reason: str | None) -> str:
    """The sentence of a reason as tables and the audit keep it: a key of ours, or an official's own words."""
    return STILL.get(reason or "") or explain_outcome(reason) or reason or ""


def refusal(key: str, **values: object) -> str:
    """The sentence of a refusal with its blanks filled."""
    return REFUSALS[key].format(**with_dots(values))


def warning_text(key: str, **values: object) -> str:
    """The sentence of a forecast's warning with its blanks filled."""
    return WARNINGS[key].format(**with_dots(values))


def allowance_text(key: str, **values: object) -> str:
    """The sentence about a month's number with its blanks filled."""
    return ALLOWANCES[key].format(**with_dots(values))
