"""Articles, saved segments, and the book of what was done away from Zalo."""

from __future__ import annotations

from functools import partial

from bot.article_checks import Writing
from bot.audiences import Audience, AudienceError
from bot.broadcasts.service import Actor
from bot.clock import at_zone
from bot.demo_month.past import Past
from bot.reports.activities import ActivityBook
from bot.store import article_steps, reporting

ARTICLES = (
    (23, "Từ nay nộp hồ sơ hộ tịch không cần bản sao khai sinh", True,
     "Cán bộ tự tra trong máy, bà con khỏi mang bản sao.\n\n- Mang căn cước.\n- Nhớ số điện thoại để nhận tin báo."),
    (11, "Khu phố 3 làm sạch tuyến hẻm ven kênh", True,
     "Sáng chủ nhật, hơn 60 người cùng dọn rác và trồng hoa dọc bờ kênh.\n\nPhường cảm ơn bà con đã góp tay."),
    (1, "Ba cách tra cứu hồ sơ đã nộp", False,
     "Bà con tra cứu bằng mã trên giấy hẹn.\n\n- Hỏi trợ lý Zalo.\n- Xem trên Cổng dịch vụ công.\n- Gọi quầy tiếp nhận."),
)  # fmt: skip
ACTIVITIES = (
    (26, "neighbourhood", "Văn phòng khu phố 3", "1", "45", ""), (20, "training", "Hội trường phường", "2", "100", "1"),
    (13, "mobile", "Chợ và bến cá", "3", "", ""), (6, "counter", "Trung tâm Phục vụ hành chính công", "5", "60", ""),
    (2, "loudspeaker", "Khu phố 1 tới khu phố 6", "12", "", ""),
)  # fmt: skip
SEGMENTS = (
    ("Khu phố 3", Audience(neighbourhoods=("Khu phố 3",))),
    ("Quan tâm đất đai", Audience(topics=("dat-dai",))),
    ("Tổ trưởng khu phố", Audience(tags=("tổ trưởng khu phố",))),
)


def file(past: Past, author: Actor, approver: Actor) -> None:
    """Plan them."""
    for number, (days_ago, title, is_shown, body) in enumerate(ARTICLES):
        past.plan(past.at(days_ago, 10, number), partial(_article, past, title, body, is_shown, author, approver))
    past.plan(past.at(28, 10), partial(_segments, past, author))
    for days_ago, kind, place, events, many, more in ACTIVITIES:
        typed = {"kind": kind, "place": place, "events": events, "people": many, "is_more": more}
        past.plan(past.at(days_ago, 17), partial(_activity, past, typed, author))


def _article(past: Past, title: str, body: str, is_shown: bool, author: Actor, approver: Actor) -> None:
    """Written, approved, and shown by a Zalo that has it at once."""
    publishing = past.runtime.publishing
    ward = past.runtime.brain.content.ward.called
    writing = Writing(title, ward, body.split("\n")[0], publishing.cover, body)
    article_id = publishing.create(writing, author)
    if not is_shown:
        return
    past.wait(3600)
    publishing.show(article_id, approver)
    with past.runtime.store.write() as db:
        article_steps.write(
            db, article_id, zalo_state="shown", zalo_id=f"mau-{past.now_ms}-{article_id}", wanted_version=1, sent_version=1,
            shown_version=1, published_at=past.moment, zalo_due_at=None, zalo_token=None,
        )  # fmt: skip
    if "kênh" in title:
        publishing.pin(article_id, author)


def _segments(past: Past, author: Actor) -> None:
    for name, audience in SEGMENTS:
        try:
            past.runtime.segments.add(name, audience, author.id)
        except AudienceError:
            continue  # there from an earlier month


def _activity(past: Past, typed: dict[str, str], author: Actor) -> None:
    runtime = past.runtime
    day = at_zone(past.moment, runtime.settings.timezone).date()
    ActivityBook(runtime.store, runtime.clock, runtime.settings.timezone).put(
        None, typed | {"day": day.isoformat()}, author.id
    )
    with runtime.store.write() as db:
        for right in (3, 4, 5):
            reporting.count_quiz(db, day.isoformat(), "quyen-cua-dan", right, 5)
