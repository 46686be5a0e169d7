"""Promotion: a paid message to followers who wrote long ago, one a day; off unless a setting opens its path."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bot.broadcasts.kinds.base import (
    BroadcastKind,
    FieldLength,
    KindSentences,
    KindServices,
    MessageRecipient,
    PhonePreview,
)
from bot.broadcasts.message import Message
from bot.broadcasts.texts import allowance_text, refusal
from bot.lib import personal_words
from bot.reply import Button
from bot.settings import Settings
from bot.zalo import limits
from bot.zalo.messages import SendResult

TITLE = limits.CARD_TITLE


class PromotionKind(BroadcastKind):
    """Zalo may have ended it (docs/zalo/platform.md 2.1), so its path can close while a broadcast is sent."""

    name = "promotion"
    title = "Tin truyền thông cho người theo dõi"
    label = "Tin truyền thông"
    hint = "Tới người theo dõi đã lâu chưa nhắn. Mỗi người một tin một ngày, có tính phí."
    report_label = "Tin truyền thông"
    message_label = "Tin truyền thông"
    sentences = KindSentences(
        refusals={
            "not_in_promotion": "Tin truyền thông chưa kèm được hình. Hãy bỏ hình, hoặc chọn loại tin khác.",
            "promotion_off": "Loại tin truyền thông đang tắt vì Zalo có thể đã ngừng nhận."
            " Hãy dùng bài viết hoặc tin tư vấn.",
        },
        reasons={
            "daily_cap": "Hôm nay đã nhận một tin truyền thông, Zalo chỉ cho một tin mỗi ngày.",
            "monthly_cap": "Tháng này đã nhận đủ số tin truyền thông theo gói, hoặc Zalo đã báo đủ."
            " Sang tháng mới nhận tiếp.",
        },
        allowances={
            "promotion": "Gói Zalo cho mỗi người {most} tin truyền thông mỗi tháng.",
            "promotion_unknown": "Chưa khai gói Zalo cho mỗi người mấy tin truyền thông mỗi tháng.",
        },
        path_states={
            "off": ("Đang tắt (Zalo có thể đã ngừng nhận loại này)", ""),
            "on": ("Đang bật", "Nên gửi thử một tin trước: Zalo có thể đã ngừng nhận loại này."),
            "closed": (
                "Đã bật nhưng Zalo không nhận",
                "Dùng bài viết hoặc tin tư vấn; kỹ thuật tắt ZALO_PROMOTION_MESSAGES.",
            ),
        },
    )
    is_proposable = True
    path = "promotion"
    daily_cap = 1
    has_monthly_cap = True
    has_period_quota = True

    def monthly_cap(self, settings: Settings) -> int:
        return settings.promotions_per_month or 0

    def is_turned_on(self, settings: Settings) -> bool:
        return settings.promotion_messages

    def price(self, settings: Settings) -> int:
        return settings.price_promotion

    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        yield from super().check(message, services)
        yield from self.path_problems(services)
        if message.picture:
            yield refusal("not_in_promotion")
        length = self.title_length(message)
        if length.size > length.most:
            yield refusal("long_title", size=length.size, most=length.most)

    def path_problems(self, services: KindServices) -> Iterator[str]:
        if not services.paths.is_open(self.path):
            yield refusal("promotion_off")

    def title_length(self, message: Message) -> FieldLength:
        return FieldLength(personal_words.longest(message.title), TITLE, has_names=True)

    def allowance(self, starts: datetime, services: KindServices) -> str:
        most = services.settings.promotions_per_month
        key = "promotion" if most else "promotion_unknown"
        return allowance_text(key, month=f"{starts:%m/%Y}", used=0, most=most or 0)

    def preview(self, message: Message, recipient: MessageRecipient, services: KindServices) -> PhonePreview:
        title = services.renderer.fill(message.title, recipient.name)
        text = services.renderer.fill(message.text, recipient.name)
        buttons = services.renderer.buttons(message, recipient.broadcast_id, recipient.name)
        return PhonePreview(title, text, buttons)

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        preview = self.preview(message, recipient, services)
        return {
            "title": preview.title,
            "paragraphs": [preview.text],
            "text": preview.text,
            "buttons": [button.as_dict() for button in preview.buttons],
        }

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        buttons = tuple(Button(**button) for button in content["buttons"])
        return services.zalo.send_promotion(person_id, content["title"], content["paragraphs"], buttons=buttons)
