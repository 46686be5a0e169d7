"""Every state, act, refusal, reason and outcome of broadcasts in the words officials read. docs/ket-qua-ban-tin.md lists them."""

from __future__ import annotations

from bot.dotted import with_dots

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

KINDS = {
    "article": "Bài viết gửi mọi người theo dõi",
    "consultation": "Tin tư vấn cho người mới nhắn với phường",
    "promotion": "Tin truyền thông cho người theo dõi",
    "template": "Tin theo mẫu đã được Zalo duyệt",
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
    "no_window": "Quá 7 ngày chưa nhắn với phường, Zalo không cho gửi tin tư vấn.",
    "daily_cap": "Hôm nay đã nhận một tin truyền thông, Zalo chỉ cho một tin mỗi ngày.",
    "monthly_cap": "Tháng này đã nhận đủ số tin truyền thông theo gói, hoặc Zalo đã báo đủ. Sang tháng mới nhận tiếp.",
    "no_phone": "Chưa đồng ý cho phường nhắn theo số điện thoại.",
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
"""How a delivery ended."""

PAUSES = {
    "official": "Cán bộ tạm dừng.",
    "failures": "Máy tự dừng: từ 10 tin hỏng trở lên, và từ 10% trong 100 tin gần nhất. Xem lý do từng người rồi quyết định.",
    "token": "Máy tự dừng: mất kết nối với Zalo. Vào mục Kết nối Zalo để kết nối lại, rồi cho gửi tiếp.",
    "oa_problem": "Máy tự dừng: Zalo báo trang của phường chưa đủ điều kiện (gói, xác thực, số dư).",
    "content_rejected": "Máy tự dừng: Zalo từ chối nội dung tin.",
    "path_closed": "Máy tự dừng và tắt loại tin này: Zalo không còn nhận loại tin này.",
    "tampered": "Máy tự dừng: bản đã duyệt trong cơ sở dữ liệu không còn nguyên vẹn. Hãy soạn và duyệt lại.",
    "unrenderable": "Máy tự dừng: không dựng được tin từ bản đã duyệt. Hãy soạn và duyệt lại.",
    "restored": "Cơ sở dữ liệu vừa được khôi phục từ bản sao lưu. Bản tin này có thể đã gửi một phần; hãy xem lại rồi quyết định.",
    "article_failed": "Máy tự dừng: Zalo không nhận bài viết. Xem lý do ở mục Bài viết.",
}
"""Why a broadcast stands still until an official decides."""

HOLDS = {
    "quiet_hours": "Đang giờ yên tĩnh, sáng mai gửi tiếp.",
    "night": "Zalo không nhận loại tin này ban đêm, sáng mai gửi tiếp.",
    "quota": "Hết số tin Zalo cho phép, chờ tới kỳ sau.",
    "article": "Chờ Zalo duyệt xong bài viết.",
    "nothing_to_send": "Kỳ này không có bài mới hoặc mục nào đã duyệt nên không gửi.",
    "late": "Đã quá giờ gửi muộn nhất.",
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
    "no_article": "Loại tin này cần chọn một bài viết.",
    "no_template": "Loại tin này cần mã mẫu tin đã được Zalo duyệt.",
    "not_in_article": "Bài viết không có nút bấm, đường dẫn riêng và chữ điền sẵn. Hãy bỏ đi, hoặc chọn tin tư vấn.",
    "phone_needs_template": "Chỉ tin theo mẫu gửi được theo số điện thoại. Hãy chọn tin theo mẫu, hoặc gửi theo mã Zalo.",
    "not_in_template": "Tin theo mẫu chỉ gửi đúng mẫu đã duyệt, không kèm nội dung, hình, đường dẫn, nút. Hãy bỏ các mục đó.",
    "not_in_promotion": "Tin truyền thông chưa kèm được hình. Hãy bỏ hình, hoặc chọn loại tin khác.",
    "bad_template_data": "Tham số mẫu tin “{label}” chỉ gồm chữ không dấu, số và dấu gạch dưới, và phải có nội dung.",
    "bad_target": "Zalo không có nhóm người nhận “{value}” cho bài viết.",
    "target_codes": "Mã nhóm người nhận “{value}” chưa được quản trị khai trong cài đặt, nên chưa dùng được.",
    "article_audience": "Bài viết gửi qua Zalo tới mọi người theo dõi, không chọn riêng từng nhóm được. Hãy để “mọi người theo dõi”.",
    "promotion_off": "Loại tin truyền thông đang tắt vì Zalo có thể đã ngừng nhận. Hãy dùng bài viết hoặc tin tư vấn.",
    "bad_audience": "{value}",
    "unknown_topic": "Không có chủ đề “{value}”.",
    "unknown_words": "{value}",
    "bad_kind": "Không có loại tin “{value}”.",
    "bad_mode": "Không có cách chọn nội dung “{value}” cho loạt tin.",
    "past": "Giờ gửi {value} đã qua. Hãy chọn giờ khác hoặc để trống để gửi ngay sau khi duyệt.",
    "start_before_send": "Hạn gửi muộn nhất phải sau giờ gửi.",
    "far": "Giờ gửi {value} còn hơn hai năm nữa. Hãy xem lại năm.",
    "start_passed": "Hạn gửi muộn nhất {value} đã qua. Hãy chọn giờ khác hoặc để trống.",
    "never": "Lịch lặp này không có ngày nào để gửi.",
    "no_items": "Loạt tin xoay vòng chưa có mục nào được duyệt.",
    "no_series": "Không có loạt tin xoay vòng số {value}.",
    "item_kind": "Mục của loạt tin phải cùng loại với loạt: {kind}.",
    "own": "Người soạn không được tự duyệt. Nhờ một cán bộ khác có quyền duyệt.",
    "role": "Vai trò của anh/chị không được phép {act} bản tin.",
    "state": "Bản tin đang ở trạng thái “{state}” nên không {act} được.",
    "changed": "Bản tin vừa được người khác sửa. Hãy xem bản mới rồi làm lại.",
    "no_reason": "Hãy ghi lý do để người soạn biết cần sửa gì.",
    "missing": "Không có bản tin số {value}.",
    "nobody": "Không có tin nào của bản tin này đã gửi tới người có mã {value}.",
    "nothing_to_retry": "Không có tin hỏng nào gửi lại được.",
    "test_nobody": "Chưa chọn cán bộ nhận tin thử.",
    "test_unlinked": "Cán bộ {value} chưa nối Zalo của mình nên không nhận được tin thử.",
    "test_window": "Zalo của cán bộ {value} đã quá 7 ngày chưa nhắn với trang của phường. Hãy nhắn một tin rồi thử lại.",
    "test_article": "Bài viết không gửi thử được; hãy xem bài ngay trên Zalo.",
    "restored": "Cơ sở dữ liệu vừa khôi phục từ bản sao lưu, mọi việc gửi đang dừng. Quản lý cần xác nhận trước.",
    "no_official": "Không có cán bộ nào dùng email {value}, hoặc tài khoản đã khóa.",
    "bad_moment": "Giờ “{value}” chưa đúng. Ví dụ: 2026-12-01T08:00",
}
"""Why something cannot be done: all that apply are said at once."""

WARNINGS = {
    "spread": "Sau giờ đêm của Zalo, máy gửi rải đều trong {minutes} phút đầu.",
    "used_up": "Zalo đã báo hết số tin loại này. Máy chờ tới {until}; tới lúc đó mà quá hạn gửi muộn nhất thì không gửi nữa.",
    "quota_short": "Cần {needed} tin tính phí nhưng gói chỉ còn {left}. Phần thiếu chờ tới kỳ sau.",
    "articles_gone": "Tháng {month} đã đủ số lần gửi bài viết theo gói. Zalo từ chối thì máy chờ sang tháng sau.",
    "often": "{count} người đã nhận từ {most} tin kể từ lần nhắn gần nhất. Zalo có thể tính phí, hoặc không nhận thêm tin cho họ.",
}
"""What a forecast warns of, besides holds."""

ALLOWANCES = {
    "article": "Tháng {month} đã gửi {used} trên {most} lần gửi bài viết theo gói Zalo.",
    "article_unknown": "Tháng {month} đã gửi {used} lần bài viết; chưa khai gói Zalo cho mấy lần mỗi tháng.",
    "promotion": "Gói Zalo cho mỗi người {most} tin truyền thông mỗi tháng.",
    "promotion_unknown": "Chưa khai gói Zalo cho mỗi người mấy tin truyền thông mỗi tháng.",
}
"""What is known of the package's number for a month."""

STILL = PAUSES | HOLDS
"""Why a broadcast does not move."""


def explained(outcome: str | None) -> str:
    """The sentence of an outcome, or of the reason why somebody was left out; empty when there is none."""
    return REASONS.get(outcome or "") or OUTCOMES.get(outcome or "") or ""


def told(reason: str | None) -> str:
    """The sentence of a reason as tables and the audit keep it: a key of ours, or an official's own words."""
    return STILL.get(reason or "") or explained(reason) or reason or ""


def refusal(key: str, **values: object) -> str:
    """The sentence of a refusal with its blanks filled."""
    return REFUSALS[key].format(**with_dots(values))


def warning(key: str, **values: object) -> str:
    """The sentence of a forecast's warning with its blanks filled."""
    return WARNINGS[key].format(**with_dots(values))


def allowance(key: str, **values: object) -> str:
    """The sentence about a month's number with its blanks filled."""
    return ALLOWANCES[key].format(**with_dots(values))
