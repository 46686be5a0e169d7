"""The pages about notices in words officials read."""

from __future__ import annotations

DONE = {
    "notices_chosen": "Đã lưu cách báo tin cho anh/chị.",
    "push_on": "Thiết bị này nhận thông báo rồi. Bấm “Gửi thử” để xem.",
    "push_off": "Đã tắt thông báo trên thiết bị đó.",
    "escalation_set": "Đã lưu số phút chờ trước khi báo quản lý.",
    "tried_push": "Đã gửi thử tới thiết bị của anh/chị.",
    "tried_zalo": "Đã gửi thử tới Zalo của anh/chị.",
    "tried_email": "Đã gửi thử tới hộp thư của anh/chị.",
    "tried_none": "Không có cách nào báo được cho anh/chị khi trang này đóng. Hãy bật thông báo trên một thiết bị, hoặc nối Zalo.",
}
DAYS = {1: "Thứ Hai", 2: "Thứ Ba", 3: "Thứ Tư", 4: "Thứ Năm", 5: "Thứ Sáu", 6: "Thứ Bảy", 7: "Chủ nhật"}
NO_ADDRESS = "Trình duyệt này không cho địa chỉ nhận thông báo. Hãy thử trình duyệt khác, hoặc cập nhật trình duyệt."
WRONG_MINUTES = "Số phút phải từ 0 (không báo) tới {most}."
REASONS = {"concern": "", "escalation": "chưa ai trả lời, báo quản lý"}
