"""What changed in a broadcast since it was read last: since it was returned, and since it was approved."""

from __future__ import annotations

from dataclasses import dataclass

from bot.admin.broadcasts import previews, texts
from bot.admin.shared.differences import FieldChange, changed_fields
from bot.broadcasts.drafts import approved_draft, draft_from_text
from bot.broadcasts.lifecycle import Broadcast, BroadcastDraft
from bot.broadcasts.repeat_texts import describe_repeat
from bot.clock import at_zone
from bot.runtime import Runtime

READ_IN = frozenset({"draft", "returned", "submitted"})
"""States in which it is still compared."""


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """A heading, why it was returned (empty otherwise), and the fields that differ since."""

    heading: str
    reason: str
    changes: list[FieldChange]


def compare_draft(runtime: Runtime, row: Broadcast, draft: BroadcastDraft) -> list[DraftComparison]:
    """The draft against what was returned and what was approved, each if there is such a version."""
    if row.state not in READ_IN:
        return []
    comparisons = []
    if row.returned:
        changes = list_changes(runtime, draft_from_text(row.returned), draft)
        heading = "Khác gì so với bản bị trả lại lần trước"
        comparisons.append(DraftComparison(heading, row.returned_reason or "", changes))
    approved = approved_draft(row)
    if approved:
        changes = list_changes(runtime, approved, draft)
        comparisons.append(DraftComparison("Khác gì so với bản duyệt lần trước", "", changes))
    return comparisons


def list_changes(runtime: Runtime, old: BroadcastDraft, new: BroadcastDraft) -> list[FieldChange]:
    """The differences between two versions, in words."""
    return changed_fields(_fields(runtime, old), _fields(runtime, new))


def _fields(runtime: Runtime, draft: BroadcastDraft) -> list[tuple[str, str]]:
    message = draft.message
    article = runtime.publishing.get(message.article_id) if message.article_id else None
    parameters = "\n".join(f"{name} = {value}" for name, value in message.template_data.items())
    return [
        ("Tiêu đề", message.title),
        ("Nội dung", message.text),
        ("Hình", message.picture or "không có"),
        ("Đường dẫn", message.link or "không có"),
        ("Nút", "\n".join(previews.button_words(button) for button in message.buttons) or "không có"),
        ("Bài viết", f"{article.title} (số {article.id})" if article else "không có"),
        ("Mẫu tin", "\n".join(filter(None, (message.template_id, parameters))) or "không có"),
        ("Người nhận", previews.audience_words(runtime, message)),
        ("Lý do gửi khẩn", message.urgent_reason or "không có"),
        ("Chủ đề", previews.topic_labels(runtime).get(message.topic or "", "không có")),
        ("Cách chọn nội dung", texts.MODES[message.mode]),
        ("Giờ gửi", _moment(runtime, draft.send_at, "ngay khi được duyệt")),
        ("Gửi chậm nhất", _moment(runtime, draft.latest_start, "như thường lệ")),
        ("Lịch lặp", describe_repeat(draft.repeat) if draft.repeat else "gửi một lần"),
    ]


def _moment(runtime: Runtime, moment_ms: int | None, otherwise: str) -> str:
    return f"{at_zone(moment_ms, runtime.settings.timezone):%H:%M %d/%m/%Y}" if moment_ms else otherwise
