"""Consultation: a message with names and buttons, for people who wrote to the ward within the last seven days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.broadcasts import timing
from bot.broadcasts.kinds.base import BroadcastKind, KindSentences, KindServices
from bot.broadcasts.message import Message
from bot.broadcasts.texts import warning_text
from bot.lib.numbers import find_integer
from bot.reply import Reply
from bot.settings import Settings
from bot.store import deliveries
from bot.zalo.calls import CallFailed
from bot.zalo.messages import SendResult


class ConsultationKind(BroadcastKind):
    """Replies to residents are of this kind too; the outbox calls them by its name (bot.store.outbox)."""

    name = "consultation"
    title = "Tin tư vấn cho người mới nhắn với phường"
    label = "Tin tư vấn"
    hint = "Riêng từng người: có tên, nút, chọn được nhóm. Chỉ tới ai nhắn với phường trong 7 ngày qua."
    report_label = "Tin tư vấn"
    sentences = KindSentences(
        reasons={"no_window": "Quá 7 ngày chưa nhắn với phường, Zalo không cho gửi tin tư vấn."},
        warnings={
            "often": "{count} người đã nhận từ {most} tin kể từ lần nhắn gần nhất."
            " Zalo có thể tính phí, hoặc không nhận thêm tin cho họ."
        },
    )
    is_proposable = True
    obeys_night = False
    needs_window = True
    has_paid_quota = True

    def price(self, settings: Settings) -> int:
        return settings.price_consultation

    def count_paid(self, counts: Mapping[str, int]) -> int:
        """Free within 48 hours of a person's last message."""
        return counts.get("paid", 0)

    def quota_left(self, services: KindServices) -> int | None:
        """What Zalo says of the package; advice only (docs/zalo/platform.md 13)."""
        try:
            assets = services.zalo.quota("cs", "sub_quota")
        except CallFailed:
            return None
        numbers = [find_integer(str(asset.get("remain", ""))) for asset in assets]
        amounts = [number for number in numbers if number is not None]
        return sum(amounts) if amounts else None

    def warnings(self, message: Message, starts: datetime, services: KindServices) -> Iterator[str]:
        """Of people who got many messages since they last wrote."""
        most, now = services.settings.free_messages_warned, services.clock()
        if not most:
            return
        count = deliveries.count_often_written_to(
            services.store, message.audience, free_since=now - timing.FREE_MS, most=most, now_ms=now
        )
        if count:
            yield warning_text("often", count=count, most=most)

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        return services.send_reply(person_id, Reply.from_dict(content))
