"""Template: words that Zalo approved, with parameters; to a person's Zalo id, or to a number a person agreed to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.broadcasts.kinds.base import BroadcastKind, KindSentences, KindServices, MessageRecipient, PhonePreview
from bot.broadcasts.message import Message
from bot.broadcasts.texts import refusal
from bot.lib import personal_words
from bot.settings import Settings
from bot.store import phones
from bot.zalo.messages import SendResult


class TemplateKind(BroadcastKind):
    """Zalo keeps the words; we know the template's number and what fills its blanks."""

    name = "template"
    title = "Tin theo mẫu đã được Zalo duyệt"
    label = "Tin theo mẫu"
    hint = "Chữ theo mẫu Zalo đã duyệt, cần mã mẫu và các tham số."
    report_label = "Tin theo mẫu"
    message_label = "Tin theo mẫu"
    preview_note = "Chữ của mẫu ở bên Zalo; ở đây là mã mẫu và các tham số, với tên dài nhất."
    sentences = KindSentences(
        refusals={
            "no_template": "Loại tin này cần mã mẫu tin đã được Zalo duyệt.",
            "not_in_template": "Tin theo mẫu chỉ gửi đúng mẫu đã duyệt, không kèm nội dung, hình, đường dẫn, nút."
            " Hãy bỏ các mục đó.",
            "bad_template_data": "Tham số mẫu tin “{label}” chỉ gồm chữ không dấu, số và dấu gạch dưới,"
            " và phải có nội dung.",
        }
    )
    form_fields = "admin/broadcasts/fields_template.html"
    has_text = False
    has_template = True

    def for_message(self, message: Message) -> BroadcastKind:
        return BY_PHONE if message.by_phone else self

    def price(self, settings: Settings) -> int:
        return settings.price_template

    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        """Zalo sends its own approved words; whatever else was written would be lost."""
        if not message.template_id:
            yield refusal("no_template")
        if message.text.strip() or message.link or message.picture or message.buttons:
            yield refusal("not_in_template")
        for name, value in message.template_data.items():
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) or not value.strip():
                yield refusal("bad_template_data", label=name)
            for problem in personal_words.problems(value):
                yield refusal("unknown_words", value=problem)

    def preview(self, message: Message, recipient: MessageRecipient, services: KindServices) -> PhonePreview:
        data = self._fill_data(message, recipient, services)
        lines = (f"{key}: {value}" for key, value in data.items())
        return PhonePreview("", "\n".join((f"Mẫu {message.template_id or 'chưa chọn'}", *lines)))

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        data = self._fill_data(message, recipient, services)
        return {"template_id": message.template_id, "data": data, "text": message.title}

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        return services.zalo.send_template(person_id, content["template_id"], content["data"])

    def _fill_data(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, str]:
        return {key: services.renderer.fill(value, recipient.name) for key, value in message.template_data.items()}


class TemplateByPhone(TemplateKind):
    """The number itself is looked up when the message leaves: the outbox never holds one."""

    name = "template_phone"
    message_label = "Tin theo mẫu, gửi theo số điện thoại"
    sentences = KindSentences(reasons={"no_phone": "Chưa đồng ý cho phường nhắn theo số điện thoại."})
    is_choosable = False
    needs_phone = True

    def price(self, settings: Settings) -> int:
        return settings.price_template_phone

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        tracking_id = f"bt-{recipient.broadcast_id}-{recipient.delivery_id}"
        return {**super().payload(message, recipient, services), "tracking_id": tracking_id}

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        phone = phones.of_person(services.store, person_id) or ""  # none is refused before anything is sent
        return services.zalo.send_template_by_phone(
            phone, content["template_id"], content["data"], content["tracking_id"]
        )


BY_PHONE = TemplateByPhone()
