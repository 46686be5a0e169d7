"""The words of alerts: what it is, and what to do. Read by officials, in mails and on the page of `flask doctor`."""

from __future__ import annotations

from bot.installation.alerts import Alert, RaisedAlert

_WORDS: dict[Alert, tuple[str, str]] = {
    Alert.DATABASE: (
        "Máy không đọc hoặc không ghi được dữ liệu",
        "Báo kỹ thuật ngay: ổ đĩa có thể đầy, hỏng hoặc chưa gắn. Tin người dân gửi lúc này chưa nhận được.",
    ),
    Alert.TOKEN_LOST: (
        "Mất kết nối với Zalo",
        "Quản lý vào mục Kết nối Zalo và kết nối lại. Câu trả lời được giữ một ngày, sau đó máy chỉ mời người dân hỏi lại.",
    ),
    Alert.OA_SECRET_LOST: (
        "Thiếu OA Secret Key, mọi tin gửi tới đều bị trả lại",
        "Kỹ thuật chép lại OA Secret Key vào ZALO_OA_SECRET rồi khởi động lại, càng sớm càng tốt.",
    ),
    Alert.WEBHOOK_SILENT: (
        "Trong giờ làm việc mà lâu rồi Zalo không chuyển tin nào tới",
        "Nhắn thử một câu cho trang của phường. Máy không trả lời thì kỹ thuật xem Webhook ở trang ứng dụng Zalo.",
    ),
    Alert.QUEUE_OLD: (
        "Có tin chờ quá lâu",
        "Tin vẫn được giữ. Nếu sau 5 phút vẫn vậy: xem kết nối Zalo, rồi khởi động lại chương trình.",
    ),
    Alert.MACHINE_STUCK: ("Một phần của máy bị treo", "Nếu sau 5 phút vẫn vậy: khởi động lại chương trình."),
    Alert.DISK_LOW: (
        "Ổ đĩa sắp đầy, còn {detail} GB",
        "Dọn bớt bản sao lưu cũ, nhật ký, hoặc thêm ổ đĩa. Đầy thì máy không nhận được tin.",
    ),
    Alert.BACKUP_FAILED: ("Lần sao lưu gần nhất bị lỗi", "Giữ mọi bản cũ, xem lý do ở trang Sao lưu, rồi sao lưu lại."),
    Alert.BACKUP_OLD: (
        "Hơn 26 giờ chưa có bản sao lưu mới",
        "Xem lịch sao lưu hằng ngày còn chạy không, rồi sao lưu ngay một bản.",
    ),
    Alert.BACKUP_NOT_COPIED: (
        "Bản sao lưu chưa sang được nơi thứ hai",
        "Xem ổ đĩa hay thư mục mạng (BACKUP_COPY_PATH) có gắn không; nửa giờ sau máy thử lại.",
    ),
    Alert.RESTORED_COPY: (
        "Dữ liệu vừa khôi phục, máy đang nghỉ và chưa trả lời ai",
        "Quản lý xem lại rồi xác nhận ở trang Hôm nay.",
    ),
    Alert.RESTARTED: (
        "Một phần của máy vừa hỏng và tự chạy lại",
        "Không cần làm gì ngay. Lặp lại nhiều lần thì gửi nhật ký cho người làm phần mềm.",
    ),
    Alert.BROADCAST_PAUSED: (
        "Bản tin bị máy tự dừng: {detail}",
        "Mở bản tin, xem lý do, rồi cho gửi tiếp hoặc dừng hẳn.",
    ),
    Alert.ANSWERS_DROPPED: (
        "{detail} câu trả lời chờ quá một ngày nên không gửi nữa",
        "Người dân đã được xin lỗi và mời hỏi lại. Xem danh sách ở trang Tin bị trục trặc.",
    ),
    Alert.CONTENT_BROKEN: (
        "Tệp nội dung có lỗi, máy đang dùng bản tốt gần nhất",
        "Chạy flask --app app content check, sửa chỗ được nêu.",
    ),
    Alert.TOKEN_ENDS: (
        "Trong 7 ngày nữa phải kết nối lại với Zalo",
        "Quản lý vào mục Kết nối Zalo và kết nối lại trước khi hết hạn.",
    ),
    Alert.CONTENT_OVERDUE: (
        "{detail} mục nội dung quá hạn xem lại",
        "Người sửa nội dung xem danh sách ở trang Hôm nay, so lại với nguồn.",
    ),
}


def alert_words(raised: RaisedAlert) -> tuple[str, str]:
    """(what it is, what to do) in Vietnamese."""
    title, advice = _WORDS[raised.alert]
    return title.format(detail=raised.detail), advice
