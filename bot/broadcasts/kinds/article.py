"""Article: one article of the ward that Zalo itself spreads to everybody who follows, or to a part of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.articles import texts as articles_texts
from bot.articles.validation import BODY
from bot.broadcasts.kinds.base import (
    BroadcastKind,
    FieldLength,
    KindSentences,
    KindServices,
    MessageRecipient,
    Obstacle,
    PhonePreview,
    count_characters,
)
from bot.broadcasts.message import Message
from bot.broadcasts.texts import allowance_text, refusal, warning_text
from bot.clock import SECOND
from bot.lib.numbers import format_number
from bot.store import Store, deliveries, people
from bot.zalo import limits
from bot.zalo.messages import SendResult

WAIT_MS = 2 * SECOND
"""How long until it is looked again whether Zalo shows an article."""
NOT_KEPT = "Bài viết không có nút bấm, đường dẫn riêng và chữ điền sẵn như {tên}. Hãy bỏ đi, hoặc chọn “Tin tư vấn”."
"""What the form says of words that would be lost."""


class ArticleKind(BroadcastKind):
    """There is one call, one delivery, and no way back: Zalo tells nothing of single people."""

    name = "article"
    title = "Bài viết gửi mọi người theo dõi"
    label = "Bài viết"
    hint = "Một bài cho mọi người theo dõi, không chọn nhóm, không điền tên. Zalo duyệt bài trước khi gửi."
    report_label = "Bài viết gửi mọi người theo dõi"
    message_label = "Bài viết gửi mọi người"
    preview_note = ""
    confirmation = "Bài viết tới mọi người theo dõi và không thu lại được. Hãy đánh dấu ô “Tôi biết…” rồi duyệt."
    sentences = KindSentences(
        refusals={
            "no_article": "Loại tin này cần chọn một bài viết.",
            "not_in_article": "Bài viết không có nút bấm, đường dẫn riêng và chữ điền sẵn."
            " Hãy bỏ đi, hoặc chọn tin tư vấn.",
            "article_audience": "Bài viết gửi qua Zalo tới mọi người theo dõi, không chọn riêng từng nhóm được."
            " Hãy để “mọi người theo dõi”.",
            "test_article": "Bài viết không gửi thử được; hãy xem bài ngay trên Zalo.",
        },
        warnings={
            "articles_gone": "Tháng {month} đã đủ số lần gửi bài viết theo gói."
            " Zalo từ chối thì máy chờ sang tháng sau.",
            "opted_out": "Trong đó {count} người đã xin ngừng nhận tin: Zalo phát bài viết tới tất cả, không loại riêng ai được.",
        },
        allowances={
            "article": "Tháng {month} đã gửi {used} trên {most} lần gửi bài viết theo gói Zalo.",
            "article_unknown": "Tháng {month} đã gửi {used} lần bài viết; chưa khai gói Zalo cho mấy lần mỗi tháng.",
        },
        holds={"article": "Chờ Zalo duyệt xong bài viết."},
        pauses={"article_failed": "Máy tự dừng: Zalo không nhận bài viết. Xem lý do ở mục Bài viết."},
    )
    is_proposable = True
    form_fields = "admin/broadcasts/fields_article.html"
    has_text = False
    has_buttons = False
    sends_article = True
    can_be_tested = False
    is_spread_by_zalo = True
    has_period_quota = True
    is_counted_monthly = True

    def fits(self, message: Message) -> bool:
        return not message.audience and message.mode == "fixed" and message.is_for_all_alike()

    def count_paid(self, counts: Mapping[str, int]) -> int:
        return 0

    def check(self, message: Message, services: KindServices) -> Iterator[str]:
        if message.mode == "fixed":
            if message.article_id is None:
                yield refusal("no_article")
            else:
                yield from _check_article(message, services.publishing.find_problems(message.article_id))
        if not message.is_for_all_alike():
            yield refusal("not_in_article")
        yield from super().check(message, services)

    def check_audience(self, message: Message) -> Iterator[str]:
        if message.audience:
            yield refusal("article_audience")

    def check_test(self) -> Iterator[str]:
        yield refusal("test_article")

    def check_form(self, message: Message) -> Iterator[str]:
        """Words that would be lost when the article is made of them."""
        if message.mode == "fixed" and not message.is_for_all_alike():
            yield NOT_KEPT

    def text_length(self, message: Message) -> FieldLength:
        return FieldLength(count_characters(message.text), BODY)

    def warnings(self, message: Message, starts: datetime, services: KindServices) -> Iterator[str]:
        most = services.settings.articles_per_month
        if most and _count_in_month(services.store, starts) >= most:
            yield warning_text("articles_gone", month=f"{starts:%m/%Y}")
        opted_out = people.count_opted_out_followers(services.store)
        if opted_out:
            yield warning_text("opted_out", count=opted_out)

    def allowance(self, starts: datetime, services: KindServices) -> str:
        most, count = services.settings.articles_per_month, _count_in_month(services.store, starts)
        key = "article" if most else "article_unknown"
        return allowance_text(key, month=f"{starts:%m/%Y}", used=count, most=most or 0)

    def describe_sending(self, reach: int, total: int, when: str) -> str:
        return f"Gửi bài viết tới MỌI NGƯỜI theo dõi trang của phường ({format_number(total)} người) {when}"

    def preview(self, message: Message, recipient: MessageRecipient, services: KindServices) -> PhonePreview:
        row = services.publishing.get(message.article_id) if message.article_id else None
        if row is None:
            return PhonePreview(message.title, message.text, picture=message.picture)
        return PhonePreview(row.title, row.summary, picture=row.image)

    def payload(self, message: Message, recipient: MessageRecipient, services: KindServices) -> dict[str, Any]:
        zalo_id = services.publishing.zalo_id(message.article_id or 0)
        return {"article_id": zalo_id, "target": dict(message.target)}

    def find_obstacle(self, message: Message, approver_id: int | None, services: KindServices) -> Obstacle | None:
        """Zalo has to show the article first; asked for once, on the approver's word."""
        article_id = message.article_id or 0
        if services.publishing.zalo_id(article_id):
            return None
        if services.publishing.has_failed(article_id):
            return Obstacle("article_failed")
        services.publishing.request_show(article_id, approver_id)
        return Obstacle("article", WAIT_MS)

    def send(self, person_id: str, content: dict[str, Any], services: KindServices) -> SendResult:
        target = {key: codes.split(",") for key, codes in content["target"].items()}
        return services.zalo.broadcast_article(content["article_id"], target, everyone=not target)


def _check_article(message: Message, faults: list[str]) -> Iterator[str]:
    """What the article lacks, without what was said of the broadcast's words already: it may be made of them."""
    repeated = {
        articles_texts.refusal_sentence("title", size=count_characters(message.title), most=limits.ARTICLE_TITLE)
    }
    if not message.title.strip():
        repeated.add(articles_texts.refusal_sentence("no_title"))
    if articles_texts.refusal_sentence("no_body") in faults:
        repeated.add(articles_texts.refusal_sentence("no_summary"))
    yield from (fault for fault in faults if fault not in repeated)


def _count_in_month(store: Store, starts: datetime) -> int:
    month = starts.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return deliveries.count_articles(store, int(month.timestamp() * 1000))
