"""Which columns hold personal data, what for, how long, and how they are erased (Luật 91/2025/QH15).

The privacy notice is drawn from here (bot.pages), and tests/people/test_data_register.py holds it equal to the schema, to the
export of a person (bot.people.export) and to erasing (bot.people.erasure). Vietnamese texts are read by residents.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Erasure(StrEnum):
    """What becomes of a column when its person asks for erasing."""

    EMPTIED = "emptied"
    KEPT = "kept"
    NAMELESS = "nameless"
    """Nothing in it leads to a person."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """A row of the notice: what, what for, how long ({days} is the retention of messages), and the columns it speaks of.

    `kept` are columns of the same data that stay when the person is erased, for the reason that the notice gives.
    """

    data: str
    what_for: str
    how_long: str
    emptied: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()

    def columns(self) -> dict[str, Erasure]:
        """Each column with what erasing does to it."""
        groups = ((self.emptied, Erasure.EMPTIED), (self.kept, Erasure.KEPT), (self.nameless, Erasure.NAMELESS))
        return {column: way for columns, way in groups for column in columns}


REGISTER = (
    Purpose(
        "Mã Zalo và tên hiển thị",
        "Biết trả lời cho ai",
        "Tên: tới khi anh/chị yêu cầu xóa. Mã Zalo: giữ lại để nhớ ý muốn của anh/chị (xem dòng “Lần nhắn gần nhất”)",
        emptied=("people.name", "people.folded", "people.name_corrected_at", "officials.person_id"),
        kept=("people.id", "people.first_seen_at", "people.introduced_at", "people.follows", "people.follows_at"),
    ),
    Purpose(
        "Tin nhắn anh/chị gửi, nguyên dạng như Zalo chuyển tới: chữ, địa chỉ của hình, tệp, ghi âm, vị trí, danh thiếp, mẫu thông tin"
        " (số điện thoại, ngày sinh, địa chỉ) nếu anh/chị gửi mẫu; nút đã bấm, lúc bắt đầu và thôi quan tâm; và câu trả lời",
        "Hiểu câu hỏi, trả lời, và để cán bộ đọc khi anh/chị muốn gặp cán bộ",
        "Nhiều nhất {days} ngày, kể cả tin máy không xử lý được",
        emptied=(
            "talk_words.words", "talk_words.person_id", "talk_words.at", "inbox.body", "inbox.error", "outbox.reply",
            "people.state", "people.state_at",
        ),
        kept=(
            "inbox.person_id", "inbox.key", "inbox.name", "inbox.kind", "inbox.received_at",
            "outbox.person_id", "outbox.kind", "outbox.fingerprint", "outbox.message_id", "outbox.created_at",
            "receipts.person_id", "receipts.fingerprint", "receipts.message_id", "receipts.kind", "receipts.at",
        ),
    ),
    Purpose(
        "Hình, ghi âm, video, tệp anh/chị gửi: máy tải về từ Zalo một lần",
        "Để cán bộ xem, nghe đúng thứ anh/chị gửi",
        "Như tin nhắn: nhiều nhất {days} ngày, hoặc tới khi anh/chị yêu cầu xóa. Không có trong bản sao lưu",
        emptied=("media.person_id", "media.address", "media.name", "media.file", "media.received_at"),
    ),
    Purpose(
        "Số điện thoại, chỉ khi anh/chị bấm đồng ý",
        "Báo tin qua Zalo, như lịch hẹn, kết quả",
        "Tới khi anh/chị đổi ý hoặc yêu cầu xóa",
        emptied=("person_phones.person_id", "person_phones.phone", "person_phones.agreed_at"),
    ),
    Purpose(
        "Chủ đề muốn nhận, khu phố anh/chị chọn; nhãn cán bộ gắn để gửi đúng người",
        "Gửi đúng tin anh/chị cần",
        "Tới khi anh/chị đổi hoặc yêu cầu xóa; nhãn chờ gỡ ở Zalo thì tới khi Zalo gỡ xong",
        emptied=("people.neighbourhood", "people.topics", "person_tags.person_id", "person_tags.tag"),
        kept=("tag_changes.person_id", "tag_changes.tag", "tag_changes.wanted", "tag_changes.created_at"),
    ),
    Purpose(
        "Phiếu góp ý, phản ánh; lúc chờ và gặp cán bộ; ghi chú của cán bộ; điểm và lời đánh giá anh/chị cho",
        "Xử lý, cho anh/chị theo dõi, và phục vụ tốt hơn",
        "Tới khi xong việc; xong rồi, anh/chị yêu cầu thì xóa nội dung",
        emptied=(
            "tickets.text", "tickets.result", "tickets.place", "tickets.rating_words", "talk_notes.person_id", "talk_notes.text",
            "talk_notes.created_at", "talk_presence.person_id", "talk_presence.since", "talk_presence.seen_at",
            "talk_reads.person_id", "talk_reads.read_to",
            "form_drafts.person_id", "form_drafts.fields", "form_drafts.saved_at", "people.handed_over_at", "people.handed_over_until",
        ),
        kept=("tickets.person_id", "tickets.code", "tickets.kind", "tickets.state", "tickets.rating", "tickets.created_at"),
    ),
    Purpose(
        "Bản tin nào đã gửi tới anh/chị, đã tới máy và đã xem chưa",
        "Không gửi trùng, không gửi quá nhiều",
        "Không kèm tên và lời nhắn; giữ theo mã Zalo",
        kept=("deliveries.person_id", "deliveries.state", "deliveries.outcome", "deliveries.sent_at", "deliveries.settled_at"),
    ),
    Purpose(
        "Số lượt bấm đường dẫn và nút trong bản tin",
        "Biết tin nào có ích",
        "Chỉ đếm theo ngày, không ghi ai bấm",
        nameless=("clicks.times", "quiz_counts.played"),
    ),
    Purpose(
        "Câu hỏi máy chưa hiểu, đã bỏ tên, số điện thoại, mã số",
        "Dạy máy hiểu đúng hơn",
        "Không ghi ai hỏi; câu chưa dùng tới thì nhiều nhất {days} ngày",
        nameless=("misunderstood.text", "misunderstood.folded", "regression_questions.question", "regression_questions.folded"),
    ),
    Purpose(
        "Mỗi ngày có bao nhiêu câu hỏi về việc gì",
        "Làm báo cáo",
        "Chỉ là con số, không gắn với ai",
        nameless=("question_counts.count",),
    ),
    Purpose(
        "Lần nhắn gần nhất, và việc anh/chị không muốn nhận tin",
        "Không gửi khi Zalo hoặc anh/chị không cho",
        "Giữ lại, kể cả sau khi xóa tin nhắn",
        kept=(
            "people.last_message_at", "people.last_interaction_at", "people.opted_out_at", "people.blocked_at",
            "people.erased_at",
        ),
    ),
    Purpose(
        "Việc cán bộ đã làm (ai trả lời, ai đóng phiếu)",
        "Kiểm tra được về sau",
        "Ghi mã Zalo và giờ, không ghi lời anh/chị nhắn",
        kept=("audit.subject", "audit.at", "audit.action", "audit.detail"),
    ),
    Purpose(
        "Bản sao lưu của toàn bộ dữ liệu",
        "Máy hỏng thì không mất tin nhắn và phiếu của anh/chị",
        "Nhiều nhất 12 tháng. Khôi phục bản cũ thì những gì anh/chị đã xóa được xóa lại, việc dừng nhận tin được giữ",
    ),
    Purpose(
        "Với cán bộ dùng trang quản lý: tên, địa chỉ thư, mật khẩu (dạng băm), xác thực hai bước, thiết bị và giờ đăng nhập",
        "Chỉ người được giao mới vào được",
        "Tới khi thôi việc; tên còn trong nhật ký. Phiên đăng nhập nhiều nhất 7 ngày",
        nameless=(
            "officials.email", "officials.name", "officials.password_hash",
            "officials.disabled_at", "factors.secret", "recovery_codes.code_hash", "sessions.device", "sessions.seen_at",
            "lockouts.origin", "lockouts.failed_at", "known_devices.device_hash", "known_devices.used_at",
        ),
    ),
)  # fmt: skip

TECHNICAL = frozenset(
    {
        "people.listed_at", "people.details_at", "people.details_due_at",
        "inbox.id", "inbox.state", "inbox.owner", "inbox.done_at", "inbox.attempts", "inbox.erase_when_done",
        "outbox.id", "outbox.event_id", "outbox.official_id", "outbox.priority", "outbox.state", "outbox.attempts",
        "outbox.not_before", "outbox.owner", "outbox.attempted_at", "outbox.outcome", "outbox.code", "outbox.note",
        "outbox.settled_at", "outbox.delivery_id",
        "talk_words.event_id", "outbox.put_aside_at",
        "media.id", "media.event_id", "media.place", "media.kind", "media.state", "media.due_at", "media.attempts", "media.reason",
        "media.media_type", "media.size",
        "tag_changes.id", "tag_changes.attempts", "tag_changes.due_at", "tag_changes.code", "tag_changes.outcome",
        "tickets.field", "tickets.public_words",
        "tickets.id", "tickets.settled_at", "tickets.settled_by", "tickets.official_id", "tickets.waiting_since",
        "tickets.first_answer_at", "tickets.answered_by", "tickets.ended", "tickets.rating_asked_at", "tickets.rated_at",
        "talk_notes.id", "talk_notes.official_id", "talk_presence.official_id", "talk_reads.official_id",
        "form_drafts.official_id", "form_drafts.address", "form_drafts.page",
        "deliveries.id", "deliveries.broadcast_id", "deliveries.code", "deliveries.attempts",
        "audit.id", "audit.official_id",
        "officials.id", "officials.must_change", "officials.created_at", "officials.roles",
        "misunderstood.id", "misunderstood.reason", "misunderstood.outcome", "misunderstood.intent", "misunderstood.procedure",
        "misunderstood.count", "misunderstood.first_at", "misunderstood.last_at", "misunderstood.state",
        "misunderstood.official_id", "misunderstood.decided_at", "misunderstood.target",
        "regression_questions.id", "regression_questions.behaviour", "regression_questions.target",
        "regression_questions.official_id", "regression_questions.at",
        "clicks.broadcast_id", "clicks.kind", "clicks.target", "clicks.day",
        "quiz_counts.day", "quiz_counts.quiz", "quiz_counts.right", "quiz_counts.asked",
        "question_counts.day", "question_counts.outcome", "question_counts.intent", "question_counts.procedure",
        "factors.official_id", "factors.confirmed_at", "factors.last_step", "recovery_codes.official_id",
        "sessions.id", "sessions.official_id", "sessions.csrf", "sessions.created_at", "sessions.is_half", "sessions.ended_at",
        "lockouts.official_id", "lockouts.failures", "lockouts.locked_until", "known_devices.official_id",
    }
)  # fmt: skip
"""Columns of the same tables that say how the program handles a row: states, counters, keys to rows."""


def ways_of_erasure() -> dict[str, Erasure]:
    """Each column with personal data, as "table.column", with what erasing does to it."""
    return {column: way for purpose in REGISTER for column, way in purpose.columns().items()}
