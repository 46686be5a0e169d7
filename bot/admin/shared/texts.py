"""Times, figures and states in the words officials read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from bot.clock import DAY, HOUR, MINUTE, at_zone
from bot.content import Content
from bot.event import WAITS_TOO_LONG_MS
from bot.lib.numbers import format_number


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that is well or not. `level` is ok, warn or bad; `advice` says what to do, empty when nothing."""

    name: str
    level: str
    state: str
    advice: str = ""


DONE = {
    "answered": "Đã xếp gửi câu trả lời. Trợ lý tiếp tục im lặng với người này.",
    "given_back": "Đã giao lại cho trợ lý. Người dân nhắn tiếp thì máy trả lời.",
    "ticket_closed": "Đã đóng phiếu.",
    "event_retried": "Đã đưa tin nhắn này vào xử lý lại.",
    "resent": "Đã xếp gửi lại.",
    "report_signed": "Đã chốt số liệu của kỳ này.",
    "put_aside": "Đã ghi nhận, tin này không còn trong danh sách.",
    "all_put_aside": "Đã ghi nhận. Danh sách chỉ còn tin chưa rõ tới hay chưa, và tin hỏng sau lúc này.",
    "nothing_put_aside": "Không có tin nào để ghi nhận.",
    "marked_arrived": "Đã ghi là tin đã tới.",
    "password_changed": "Đã đổi mật khẩu.",
    "connected": "Đã kết nối với Zalo. Trợ lý gửi và nhận tin được rồi.",
    "signed_out": "Đã đăng xuất.",
    "words_kept": "Phiên đăng nhập đã hết nên chưa có gì được gửi đi. Chữ anh/chị vừa viết vẫn còn: "
    "đăng nhập xong, máy mở lại trang đó với chữ đã viết.",
    "broadcast_saved": "Đã lưu bản nháp. Xem lại bên dưới rồi gửi duyệt.",
    "broadcast_submitted": "Đã gửi duyệt. Người duyệt phải là một cán bộ khác.",
    "broadcast_approved": "Đã duyệt. Tới giờ máy tự gửi.",
    "broadcast_returned": "Đã trả lại cho người soạn, kèm lý do.",
    "broadcast_rejected": "Đã ghi là không duyệt, kèm lý do.",
    "broadcast_paused": "Đã tạm dừng. Không tin nào của bản tin này ra thêm.",
    "broadcast_resumed": "Đã cho gửi tiếp.",
    "broadcast_stopped": "Đã dừng hẳn. Ai chưa nhận thì không nhận nữa.",
    "broadcast_retried": "Đã xếp gửi lại những tin hỏng còn gửi lại được.",
    "broadcast_copied": "Đã chép thành bản nháp mới. Sửa giờ và nội dung rồi gửi duyệt.",
    "template_saved": "Đã lưu làm mẫu. Bấm “Soạn từ mẫu này” để viết bản tin mới.",
    "template_removed": "Đã bỏ mẫu. Bản tin đã soạn từ mẫu đó vẫn còn.",
    "change_proposed": "Đã ghi đề nghị. Tới khi người khác duyệt, loạt tin vẫn theo lịch cũ.",
    "change_approved": "Đã đổi lịch của kỳ đó. Các kỳ khác giữ nguyên.",
    "change_refused": "Đã ghi là không đổi. Loạt tin theo lịch cũ.",
    "broadcasts_approved": "Đã duyệt các bản đã chọn. Tới giờ máy tự gửi.",
    "broadcasts_submitted": "Đã gửi duyệt các bản đã chọn. Người duyệt phải là một cán bộ khác.",
    "broadcasts_deleted": "Đã xóa các bản nháp đã chọn.",
    "broadcast_deleted": "Đã xóa bản nháp.",
    "broadcast_tested": "Đã xếp gửi thử. Xem trên điện thoại.",
    "propaganda_adopted": "Đã thành bản nháp, chưa gửi gì. Xem lại từng bản rồi gửi duyệt.",
    "propaganda_submitted": "Đã nhận và gửi duyệt các bài còn trước ngày gửi. "
    "Bài đã qua ngày hoặc còn thiếu gì thì nằm ở bản nháp, chờ anh/chị xem.",
    "propaganda_known": "Các bài này đã nhận từ trước, không tạo thêm bản nháp.",
    "zalo_untied": "Đã bỏ nối Zalo.",
    "restore_confirmed": "Đã xác nhận, máy gửi lại được. Bản tin đang tạm dừng vẫn chờ anh/chị xem từng bản.",
}
"""What was done, by the key a page is called with afterwards."""

HEARD = {"new": "đang chờ xử lý", "working": "đang xử lý", "dead": "máy chưa xử lý được"}
SENT = {
    "queued": "đang chờ gửi",
    "sending": "đang gửi",
    "sent": "đã gửi",
    "delivered": "đã tới máy",
    "seen": "đã xem",
    "failed": "không gửi được",
    "expired": "không gửi nữa",
    "cancelled": "đã hủy",
    "unknown": "chưa rõ đã tới chưa",
}
STUCK_STATES = frozenset({"failed", "unknown", "expired"})

EVENT_LABELS = {
    "image": "Gửi hình",
    "gif": "Gửi hình động",
    "link": "Gửi đường dẫn",
    "voice": "Gửi tin thoại",
    "video": "Gửi video",
    "sticker": "Gửi nhãn dán",
    "location": "Gửi vị trí",
    "contact": "Gửi danh thiếp",
    "file": "Gửi tệp",
    "follow": "Bấm Quan tâm trang của phường",
    "unfollow": "Bỏ quan tâm trang của phường",
    "opened_chat": "Mở khung chat",
    "shared_info": "Gửi thông tin liên hệ",
    "reaction": "Thả cảm xúc",
    "withdraw": "Thu hồi một tin nhắn",
}
"""What a person did when it was no text."""

WINDOW = {
    "free": "Còn trả lời được, thường không tính phí.",
    "paid": "Đã quá 48 giờ từ lần nhắn cuối: còn trả lời được, Zalo có thể tính phí.",
    "closed": "Đã quá 7 ngày từ lần nhắn cuối: Zalo không cho gửi tin nữa. Hãy gọi điện, hoặc chờ người dân nhắn lại.",
}

CONNECT_AGAIN = "Hãy kết nối lại."
TOKENS = {
    "ok": ("ok", "Kết nối với Zalo đang tốt", ""),
    "not_connected": ("bad", "Chưa kết nối với Zalo", "Trợ lý chưa gửi tin được cho tới khi kết nối."),
    "refresh_token_dead": (
        "bad",
        "Mất kết nối với Zalo",
        f"Zalo không nhận khóa cũ nữa, máy không tự nối lại được. {CONNECT_AGAIN}",
    ),
    "refresh_refused": (
        "bad",
        "Mất kết nối với Zalo",
        f"Zalo từ chối cấp khóa mới nhiều lần liền, máy chưa gửi được tin nào. {CONNECT_AGAIN} Nếu vẫn không được, hãy xem "
        "ứng dụng ở trang developers.zalo.me còn hoạt động không.",
    ),
    "token_rejected": (
        "bad",
        "Zalo không nhận khóa mà chính Zalo vừa cấp",
        "Máy chưa gửi được tin nào và thử lại thưa dần. Hãy xem ở trang developers.zalo.me: ứng dụng có đang hoạt động, còn "
        f"được phép dùng trang của phường không. Rồi {CONNECT_AGAIN.lower()}",
    ),
    "access_expired": (
        "warn",
        "Khóa kết nối đã hết hạn",
        f"Máy đang tự xin khóa mới. Nếu 10 phút nữa vẫn vậy: {CONNECT_AGAIN}",
    ),
    "refresh_overdue": (
        "warn",
        "Khóa kết nối sắp hết hạn mà chưa thay được",
        f"Máy đang thử lại. Nếu tới mai vẫn vậy: {CONNECT_AGAIN}",
    ),
    "sign_in_soon": ("warn", "Kết nối cũ gần 3 tháng", f"Để khỏi gián đoạn, tuần này {CONNECT_AGAIN.lower()}"),
}
"""(level, state, advice) by the reason the token keeper gives."""


def check_token(level: str, reason: str) -> HealthCheck:
    """Return how the connection to Zalo is."""
    bad = ("bad", "Mất kết nối với Zalo", CONNECT_AGAIN)
    return HealthCheck("Kết nối Zalo", *TOKENS.get(reason, bad if level == "lost" else TOKENS["access_expired"]))


STUCK_ADVICE = (
    "Người dân có thể chưa được trả lời, hoặc tình trạng “đã tới”, “đã xem” chưa được ghi. Hãy báo kỹ thuật khởi động lại "
    "chương trình; trong lúc chờ, mở Hộp thư để trả lời những người đang đợi."
)


def list_checks(facts: dict[str, Any], paused_until: str) -> list[HealthCheck]:
    """What /healthz says of the clock and both queues, in words."""
    return [
        _check_clock(facts["clock"]["status"]),
        _check_incoming(facts["queues"]["inbox"]),
        _check_outgoing(facts["queues"]["outbox"], paused_until),
    ]


def _check_clock(status: str) -> HealthCheck:
    if status == "ok":
        return HealthCheck("Đồng hồ", "ok", "Đang chạy")
    return HealthCheck(
        "Đồng hồ", "bad", "Đã ngừng", "Việc theo giờ không chạy. Hãy báo kỹ thuật khởi động lại chương trình."
    )


def _check_incoming(queue: dict[str, Any]) -> HealthCheck:
    open_events = queue["new"] + queue["working"]
    if not open_events:
        return HealthCheck("Tin đến", "ok", "Không có tin nào chờ máy xử lý")
    state = f"{format_number(open_events)} tin chờ máy xử lý, lâu nhất {span((queue['oldest_s'] or 0) * 1000)}"
    if (queue["oldest_s"] or 0) < 60:
        return HealthCheck("Tin đến", "ok", state)
    if (queue["oldest_s"] or 0) * 1000 > WAITS_TOO_LONG_MS:
        return HealthCheck("Tin đến", "bad", state, STUCK_ADVICE)
    return HealthCheck("Tin đến", "warn", state, "Máy đang chậm. Nếu số này không giảm trong 5 phút, hãy báo kỹ thuật.")


def _check_outgoing(queue: dict[str, int], paused_until: str) -> HealthCheck:
    waiting = queue["queued"] + queue["sending"]
    state = f"{format_number(waiting)} tin đang chờ gửi" if waiting else "Không có tin nào chờ gửi"
    if paused_until:
        return HealthCheck("Tin đi", "warn", state, f"Zalo yêu cầu gửi chậm lại; máy tự gửi tiếp lúc {paused_until}.")
    return HealthCheck("Tin đi", "ok", state)


def outcome(content: Content, outcome_name: str | None, note: str | None) -> str:
    """Why a message did not go out, or why that is not known: a sentence of content/sentences/outcomes.yaml."""
    for name in (note, outcome_name, "unknown"):
        if name and content.variants(f"outcomes.{name}"):
            return content.say(f"outcomes.{name}")
    return ""


def ticket_kind(content: Content, kind: str) -> str:
    """What a ticket is about."""
    key = f"feedback.kind_{kind}"
    return content.say(key if content.variants(key) else "feedback.kind_other")


def moment(at: int, zone: tzinfo) -> str:
    """Format a moment (ms) as dd/mm/yyyy HH:mm."""
    return f"{at_zone(at, zone):%d/%m/%Y %H:%M}"


def day(at: int, zone: tzinfo) -> str:
    """Format the day of a moment (ms) as dd/mm/yyyy."""
    return f"{at_zone(at, zone):%d/%m/%Y}"


def clock_time(at: int, zone: tzinfo) -> str:
    """Format a moment (ms) as HH:mm."""
    return f"{at_zone(at, zone):%H:%M}"


def exact_span(milliseconds: int) -> str:
    """A length of time in two units: 2 ngày 5 giờ, 3 giờ 12 phút, 7 phút."""
    days, hours, minutes = milliseconds // DAY, milliseconds % DAY // HOUR, milliseconds % HOUR // MINUTE
    parts = ((days, "ngày"), (hours, "giờ"), (0 if days else minutes, "phút"))
    return " ".join(f"{format_number(number)} {name}" for number, name in parts if number) or "dưới 1 phút"


def span(milliseconds: int) -> str:
    """A length of time in whole units, rounded down: 3 ngày (from two days on), 47 giờ, 12 phút, dưới 1 phút."""
    for least, length, name in ((2 * DAY, DAY, "ngày"), (HOUR, HOUR, "giờ"), (MINUTE, MINUTE, "phút")):
        if milliseconds >= least:
            return f"{format_number(milliseconds // length)} {name}"
    return "dưới 1 phút"
