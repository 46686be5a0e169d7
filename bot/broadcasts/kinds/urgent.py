"""Urgent: storm, flood, a cut of water or power. Leaves at once, in the ward's quiet hours too, for a reason that is written down.

Two officials as ever. Once approved its words stand on the public page as well, until it is over.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.broadcasts.kinds.base import KindSentences, KindServices
from bot.broadcasts.kinds.consultation import ConsultationKind
from bot.broadcasts.message import Message
from bot.broadcasts.texts import refusal
from bot.lib.numbers import format_number
from bot.settings import QuietHours

MOST_HOURS = 168
"""A notice that holds longer than a week is no urgent one."""


class UrgentKind(ConsultationKind):
    """A consultation message by Zalo's rules: only who wrote within seven days can get it, at any hour."""

    name = "urgent"
    title = "Tin khẩn cho người mới nhắn với phường"
    label = "Tin khẩn"
    hint = (
        "Bão, lũ, cúp nước, cúp điện: gửi cả trong giờ yên tĩnh và hiện trên trang công khai. "
        "Chỉ tới ai nhắn với phường trong 7 ngày qua."
    )
    report_label = "Tin khẩn"
    message_label = "Tin khẩn"
    sentences = KindSentences(
        refusals={
            "urgent_reason": "Tin khẩn cần ghi lý do gửi cả trong giờ yên tĩnh, để người duyệt và nhật ký biết.",
            "urgent_hours": "Tin khẩn hiện trên trang công khai từ 1 đến {most} giờ.",
            "urgent_topic": "Tin khẩn gửi cho mọi người trong nhóm nhận, không lọc theo chủ đề. Hãy bỏ chủ đề.",
        }
    )
    is_proposable = False
    is_urgent = True
    has_weekly_cap = False
    form_fields = "admin/broadcasts/fields_urgent.html"

    def held_until(self, now: datetime, quiet: QuietHours) -> tuple[datetime, str] | None:
        """Nothing holds it: that is what the written reason is for."""
        return None

    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        if not message.urgent_reason.strip():
            yield refusal("urgent_reason")
        if not 1 <= message.public_hours <= MOST_HOURS:
            yield refusal("urgent_hours", most=MOST_HOURS)
        if message.topic:
            yield refusal("urgent_topic")
        yield from super().check(message, services)

    def describe_sending(self, reach: int, total: int, when: str) -> str:
        return f"Gửi khẩn cho {format_number(reach)} người {when}, cả trong giờ yên tĩnh, và hiện trên trang công khai"
