"""Articles, saved segments, and the book of what was done away from Zalo."""

from __future__ import annotations

from functools import partial

from bot.articles.validation import ArticleDraft
from bot.broadcasts.lifecycle import Actor
from bot.clock import at_zone
from bot.demo.past import Past
from bot.people.audience import Audience, AudienceError
from bot.reports.activities import ActivityLog
from bot.store import article_steps, reporting

ARTICLES = (
    (
        23,
        "Từ nay nộp hồ sơ hộ tịch không cần bản sao khai sinh",
        True,
        "Cán bộ tự tra trong máy, bà con khỏi mang bản sao.\n\n- Mang căn cước.\n- Nhớ số điện thoại để nhận tin báo.",
    ),
    (
        11,
        "Khu phố 3 làm sạch tuyến hẻm ven kênh",
        True,
        "Sáng chủ nhật, hơn 60 người cùng dọn rác và trồng hoa dọc bờ kênh.\n\nPhường cảm ơn bà con đã góp tay.",
    ),
    (
        1,
        "Ba cách tra cứu hồ sơ đã nộp",
        False,
        "Bà con tra cứu bằng mã trên giấy hẹn.\n\n- Hỏi trợ lý Zalo.\n- Xem trên Cổng dịch vụ công.\n- Gọi quầy tiếp nhận.",
    ),
)
ACTIVITIES = (
    (26, "neighbourhood", "Văn phòng khu phố 3", "1", "45", ""),
    (20, "training", "Hội trường phường", "2", "100", "1"),
    (13, "mobile", "Chợ và bến cá", "3", "", ""),
    (6, "counter", "Trung tâm Phục vụ hành chính công", "5", "60", ""),
    (2, "loudspeaker", "Khu phố 1 tới khu phố 6", "12", "", ""),
)
SEGMENTS = (
    ("Khu phố 3", Audience(neighbourhoods=("Khu phố 3",))),
    ("Quan tâm đất đai", Audience(topics=("dat-dai",))),
    ("Tổ trưởng khu phố", Audience(tags=("tổ trưởng khu phố",))),
)


def plan_papers(past: Past, author: Actor, approver: Actor) -> None:
    """Schedule the articles, segments and activities of the month."""
    for number, (days_ago, title, is_shown, body) in enumerate(ARTICLES):
        past.schedule(
            past.time_at(days_ago, 10, number), partial(_write_article, past, title, body, is_shown, author, approver)
        )
    past.schedule(past.time_at(28, 10), partial(_add_segments, past, author))
    for days_ago, kind, place, events, many, more in ACTIVITIES:
        form = {"kind": kind, "place": place, "events": events, "people": many, "is_more": more}
        past.schedule(past.time_at(days_ago, 17), partial(_enter_activity, past, form, author))


def _write_article(past: Past, title: str, body: str, is_shown: bool, author: Actor, approver: Actor) -> None:
    """Written, approved, and shown by a Zalo that has it at once."""
    publishing = past.runtime.publishing
    ward = past.runtime.live_content.content.ward.called
    writing = ArticleDraft(title, ward, body.split("\n")[0], publishing.cover, body)
    article_id = publishing.create(writing, author)
    if not is_shown:
        return
    past.pass_time(3600)
    publishing.show(article_id, approver)
    with past.runtime.store.write() as db:
        article_steps.write(
            db,
            article_id,
            zalo_state="shown",
            zalo_id=f"mau-{past.now_ms}-{article_id}",
            wanted_version=1,
            sent_version=1,
            shown_version=1,
            published_at=past.moment,
            zalo_due_at=None,
            zalo_token=None,
        )
    if "kênh" in title:
        publishing.pin(article_id, author)


def _add_segments(past: Past, author: Actor) -> None:
    for name, audience in SEGMENTS:
        try:
            past.runtime.segments.add(name, audience, author.id)
        except AudienceError:
            continue  # there from an earlier month


def _enter_activity(past: Past, form: dict[str, str], author: Actor) -> None:
    runtime = past.runtime
    day = at_zone(past.moment, runtime.settings.timezone).date()
    ActivityLog(runtime.store, runtime.clock, runtime.settings.timezone).add(form | {"day": day.isoformat()}, author.id)
    with runtime.store.write() as db:
        for right in (3, 4, 5):
            reporting.count_quiz(db, day.isoformat(), "quyen-cua-dan", right, 5)
