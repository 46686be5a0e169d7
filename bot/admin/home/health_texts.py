"""What does not work, in words for officials: one sentence what, one what to do."""

from __future__ import annotations

from collections.abc import Iterable

from bot.installation.health import Reason

CALL = "Hãy báo kỹ thuật"

PROBLEMS: dict[str, tuple[str, str]] = {
    Reason.DATABASE_UNWRITABLE: (
        "Máy không ghi được dữ liệu",
        f"Tin người dân gửi lúc này chưa nhận được, Zalo sẽ gửi lại sau. {CALL} ngay: đĩa có thể đã đầy hoặc hỏng.",
    ),
    Reason.CLOCK_STOPPED: (
        "Đồng hồ của máy đã ngừng",
        f"Bản tin hẹn giờ và các việc theo giờ không chạy. {CALL} khởi động lại chương trình.",
    ),
    Reason.WORKER_HANGS: (
        "Một phần của máy đang bị treo",
        f"Người dân có thể phải chờ lâu mới được trả lời. Nếu sau 5 phút vẫn thấy dòng này: {CALL.lower()} "
        "khởi động lại chương trình.",
    ),
    Reason.EVENTS_LATE: (
        "Có tin của người dân chờ quá lâu",
        f"Tin vẫn được giữ, không mất. Nếu sau 5 phút vẫn thấy dòng này: {CALL.lower()}.",
    ),
    Reason.NO_WORKER: (
        "Không có phần nào của máy xử lý tin đến",
        f"Tin vẫn được giữ, không mất, nhưng chưa ai được trả lời. {CALL}: tiến trình trả lời (RUN_WORKERS) chưa chạy.",
    ),
    Reason.ANSWERS_LATE: (
        "Có câu trả lời chờ quá lâu chưa gửi được",
        f"Máy vẫn giữ và gửi tiếp khi được. Xem “Kết nối Zalo” và “Tin đi” ở cuối trang; nếu cả hai đều tốt: {CALL.lower()}.",
    ),
    Reason.WEBHOOK_SILENT: (
        "Lâu rồi Zalo không chuyển tin nào tới",
        f"Có thể Zalo đã tắt webhook. Hãy thử nhắn một câu cho OA; nếu máy không trả lời: {CALL.lower()} xem trang ứng dụng Zalo.",
    ),
    Reason.BACKUP_OLD: (
        "Hơn 26 giờ chưa có bản sao lưu tốt",
        "Máy hỏng lúc này thì mất mọi thứ từ bản cuối. Quản lý vào Cài đặt, Sao lưu và bấm “Sao lưu ngay”; "
        f"không được thì {CALL.lower()}.",
    ),
    Reason.BACKUP_NOT_COPIED: (
        "Bản sao lưu chưa sang được nơi thứ hai",
        f"Máy vẫn giữ một bản, nhưng máy hỏng thì bản ấy mất theo. {CALL}: ổ đĩa hay thư mục mạng có thể chưa gắn.",
    ),
}
"""(what does not work, what to do). The connection to Zalo, its secret and a restored copy have notices of their own, and without
the database there is no page."""


def problem_texts(reasons: Iterable[str]) -> list[tuple[str, str]]:
    """The words for those reasons of /healthz that officials are told here."""
    return [PROBLEMS[reason] for reason in reasons if reason in PROBLEMS]
