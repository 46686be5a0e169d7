"""The text of the report in plain sentences made of the figures.

Sections of a ward's periodic report on propaganda for administrative reform: I bases and direction, II results by channel,
III subjects, IV training and events, V exchange with residents, VI strengths, limits and causes, VII next tasks,
VIII proposals; figures in annexes.

What the assistant does not know stands as "……" for an official to fill in; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.reports.blocks import Block, ReportHeading, ReportParagraph, build_table
from bot.reports.figures import CHANNELS, PeriodFigures
from bot.reports.texts import (
    ACTIVITIES,
    BLANK,
    activities_words,
    attendances_words,
    by_activity,
    format_count,
    format_number,
    format_percent,
)

MOST_FIELDS = 5
"""Fields named in the text; all of them stand in the annex."""


def opening_sentence(figures: PeriodFigures, ward: str) -> str:
    """The sentence before the sections. `ward` as "phường Hòa Bình"."""
    return (
        f"Thực hiện Kế hoạch số {BLANK}/KH-UBND ngày {BLANK} của Ủy ban nhân dân {ward} về tuyên truyền cải cách hành chính"
        f" năm {figures.period.last.year}, Ủy ban nhân dân {ward} báo cáo kết quả {period_words(figures)} như sau:"
    )


def period_words(figures: PeriodFigures) -> str:
    """ "tháng 11 năm 2026 (số liệu từ ngày 01/11/2026 đến ngày 30/11/2026)"."""
    period = figures.period
    return period.name if period.kind == "free" else f"{period.name} (số liệu {period.days_said})"


def build_sections(figures: PeriodFigures, earlier: PeriodFigures | None, topics: dict[str, str]) -> list[Block]:
    """Sections I to VIII. `topics` names topics by id."""
    return [
        ReportHeading(1, "I. CĂN CỨ, CHỈ ĐẠO"),
        ReportParagraph(f"Văn bản chỉ đạo: {BLANK}"),
        ReportParagraph(f"Người phụ trách, đơn vị phối hợp: {BLANK}"),
        ReportHeading(1, "II. KẾT QUẢ THEO TỪNG KÊNH"),
        *_channel_blocks(figures, earlier),
        ReportHeading(1, "III. NỘI DUNG ĐÃ TUYÊN TRUYỀN"),
        *_subject_blocks(figures, topics),
        ReportHeading(1, "IV. TẬP HUẤN, HỘI NGHỊ, HỘI THI"),
        *_gathering_blocks(figures),
        ReportHeading(1, "V. TƯƠNG TÁC VỚI NGƯỜI DÂN"),
        *_exchange_blocks(figures),
        ReportHeading(1, "VI. ĐÁNH GIÁ"),
        *_assessment_blocks(figures),
        ReportHeading(1, "VII. NHIỆM VỤ KỲ TỚI"),
        ReportParagraph(BLANK),
        ReportHeading(1, "VIII. KIẾN NGHỊ"),
        ReportParagraph(BLANK),
    ]


def _channel_blocks(figures: PeriodFigures, earlier: PeriodFigures | None) -> list[Block]:
    totals = figures.totals()
    feed = totals["articles_feed"]
    return [
        ReportHeading(2, "1. Trang thông tin điện tử"),
        ReportParagraph(
            f"Trang thông tin điện tử của phường đăng {BLANK if feed is None else format_count(int(feed))} tin, bài."
        ),
        ReportHeading(2, "2. Trang Zalo của phường"),
        ReportHeading(3, "a) Bản tin"),
        *map(ReportParagraph, _broadcast_sentences(figures)),
        ReportHeading(3, "b) Bài viết"),
        ReportParagraph(_articles_sentence(figures)),
        ReportHeading(3, "c) Người theo dõi"),
        ReportParagraph(_followers_sentence(figures, earlier)),
        ReportHeading(2, "3. Loa truyền thanh, tờ rơi, pa-nô"),
        *_other_channel_blocks(figures),
    ]


def _broadcast_sentences(figures: PeriodFigures) -> Iterable[str]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    if not totals["broadcasts"]:
        yield "Trong kỳ chưa gửi bản tin nào."
        return
    numbers = {name: format_number(value) for name, value in totals.items()}
    personal = totals["broadcasts"] - totals["broadcasts_article"]
    if personal:
        share = format_percent(totals["seen"], totals["reached"])
        yield (
            f"Đã gửi {format_count(personal)} bản tin tới từng người, gồm {numbers['reached']} lượt gửi tới người nhận,"
            f" trong đó {numbers['seen']} lượt đã xem ({share})."
        )
    if totals["broadcasts_article"]:
        yield (
            f"Đã gửi {format_count(totals['broadcasts_article'])} bài viết tới mọi người theo dõi qua Zalo."
            f" Zalo không báo từng người nhận nên các bài này không nằm trong số lượt nêu trên; lượt xem: {BLANK}"
        )
    yield f"Người dân mở đường dẫn trong bản tin {numbers['clicks']} lượt, bấm nút {numbers['presses']} lượt."
    if totals["failed"] or totals["left_out"]:
        yield (
            f"Có {numbers['failed']} lượt không gửi được hoặc chưa rõ kết quả, {numbers['left_out']} lượt không"
            " gửi theo quy tắc hoặc theo ý người dân; lý do ghi ở phụ lục."
        )


def _articles_sentence(figures: PeriodFigures) -> str:
    own = [row for row in figures.articles if row.source == "own"]
    if not own:
        return "Trong kỳ chưa có bài viết nào của phường hiện trên Zalo."
    copies = sum(row.is_copy for row in own)
    origin = f", trong đó {format_count(copies)} bài lấy từ trang thông tin điện tử" if copies else ""
    return f"Có {format_count(len(own))} bài viết của phường hiện trên Zalo{origin}."


def _followers_sentence(figures: PeriodFigures, earlier: PeriodFigures | None) -> str:
    totals = figures.totals()
    at_end = "Tới cuối kỳ" if figures.is_over else "Tới ngày lập báo cáo"
    reckoned = " (tính từ các lần theo dõi, thôi theo dõi đã ghi)" if figures.is_reckoned else ""
    text = (
        f"{at_end}, trang Zalo của phường có {format_number(figures.followers)} người theo dõi{reckoned}; trong kỳ thêm"
        f" {format_number(totals['followers_new'])} người, {format_number(totals['followers_gone'])} người thôi theo dõi."
    )
    if earlier is not None:
        text += f" Ngày {earlier.period.last:%d/%m/%Y} có {format_number(earlier.followers)} người."
    return text


def _other_channel_blocks(figures: PeriodFigures) -> Iterable[Block]:
    rows = by_activity(row for row in figures.activities if row.kind in CHANNELS)
    for kind, some in rows.items():
        yield ReportParagraph(f"{ACTIVITIES[kind][0]}: {activities_words(some)}.")
    if not rows:
        yield ReportParagraph(f"{BLANK} (sổ hoạt động của kỳ này chưa ghi lượt phát loa, tờ rơi hay pa-nô nào).")


def _subject_blocks(figures: PeriodFigures, topics: dict[str, str]) -> Iterable[Block]:
    groups = figures.by_topic()
    if not groups:
        yield ReportParagraph(BLANK)
        return
    yield ReportParagraph("Các bản tin đã gửi xếp theo chủ đề như sau; tên từng bản tin ghi ở phụ lục.")
    yield build_table(
        ("Chủ đề", "Bản tin", "Lượt gửi tới", "Lượt đã xem", "Lượt mở, bấm"),
        (
            (
                topic_name(group.key, topics),
                *map(format_number, (group.broadcasts, group.reached, group.seen, group.clicks)),
            )
            for group in groups
        ),
        (6, 2, 3, 3, 3),
        (1, 2, 3, 4),
    )


def topic_name(key: str, topics: dict[str, str]) -> str:
    """A topic as residents know it."""
    return topics.get(key, key) if key else "Không thuộc chủ đề nào"


def _gathering_blocks(figures: PeriodFigures) -> Iterable[Block]:
    rows = tuple(row for row in figures.activities if row.kind not in CHANNELS)
    if not rows:
        yield ReportParagraph(f"{BLANK} (sổ hoạt động của kỳ này chưa ghi cuộc nào).")
        return
    yield ReportParagraph(f"Trong kỳ đã tổ chức {activities_words(rows)}, gồm:")
    for kind, some in by_activity(rows).items():
        yield ReportParagraph(f"- {ACTIVITIES[kind][0]}: {activities_words(some)}.")
    if not attendances_words(rows):
        yield ReportParagraph(f"Số lượt người dự: {BLANK}")


def _exchange_blocks(figures: PeriodFigures) -> Iterable[Block]:
    yield ReportHeading(2, "1. Hỏi đáp với trợ lý tự động")
    yield from map(ReportParagraph, _question_sentences(figures))
    yield ReportHeading(2, "2. Cán bộ trả lời")
    yield from map(ReportParagraph, _official_sentences(figures))
    yield ReportHeading(2, "3. Phản ánh, góp ý qua Zalo")
    yield ReportParagraph(_tickets_sentence(figures))
    yield ReportHeading(2, "4. Đố vui tìm hiểu")
    yield ReportParagraph(_quizzes_sentence(figures))


def _question_sentences(figures: PeriodFigures) -> Iterable[str]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    questions = totals["asked"]
    if not questions:
        yield "Trong kỳ chưa có câu hỏi nào."
        return
    parts = (
        ("trả lời ngay", "answered"),
        ("hỏi lại cho rõ", "clarified"),
        ("chỉ tới nơi giải quyết khác", "declined"),
        ("chưa hiểu", "not_understood"),
    )
    shares = ", ".join(
        f"{words} {format_number(totals[name])} câu ({format_percent(totals[name], questions)})"
        for words, name in parts
    )
    yield f"Người dân hỏi {format_number(questions)} câu; trợ lý {shares}."
    top = [field for field in figures.by_field() if field.answer][:MOST_FIELDS]
    if top:
        yield "Được hỏi nhiều: " + "; ".join(f"{field.name} ({format_number(field.asked)} câu)" for field in top) + "."


def _official_sentences(figures: PeriodFigures) -> Iterable[str]:
    totals = figures.totals()
    handed = int(totals["handed_over"] or 0)
    if not handed:
        yield "Trong kỳ không có ai xin gặp cán bộ qua Zalo."
    else:
        answered = format_count(int(totals["handed_answered"] or 0))
        text = f"Có {format_count(handed)} lượt người dân xin gặp cán bộ; cán bộ đã trả lời {answered} lượt"
        minutes = totals["first_answer_minutes"]
        yield (
            f"{text}. Một nửa số lượt đã trả lời chờ không quá {waiting_words(int(minutes))}, tính cả ngoài giờ làm việc."
            if minutes is not None
            else f"{text}."
        )
    if totals["ratings"]:
        count, mean = format_count(int(totals["ratings"])), format_number(totals["ratings_mean"])
        yield f"Người dân chấm điểm cán bộ {count} lượt, bình quân {mean} trên 5 điểm."


def waiting_words(minutes: int) -> str:
    """A length of time: 45 phút, 3 giờ 20 phút, 2 ngày."""
    if minutes < 60:
        return f"{max(1, minutes)} phút"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} giờ" + (f" {rest} phút" if rest else "")
    return f"{round(minutes / 1440)} ngày"


def _tickets_sentence(figures: PeriodFigures) -> str:
    totals = figures.totals()
    count, closed, late, left_over = (
        int(totals[name] or 0) for name in ("tickets", "tickets_closed", "tickets_late", "tickets_left_over")
    )
    if not count and not closed and not left_over:
        return "Trong kỳ không nhận phản ánh, góp ý nào qua Zalo."
    when = "cuối kỳ" if figures.is_over else "tới ngày lập báo cáo"
    settled = f"trong kỳ giải quyết xong {format_count(closed)}" + (f" ({format_count(late)} sau hạn)" if late else "")
    received = f"Nhận {format_count(count)} phản ánh, góp ý, lời khen qua Zalo"
    return f"{received}; {settled}; {when} còn lại {format_count(left_over)}."


def _quizzes_sentence(figures: PeriodFigures) -> str:
    if figures.quizzes is None:
        return f"{BLANK} (trợ lý chưa đếm được lượt nào)."
    played, right, questions = (
        sum(getattr(row, name) for row in figures.quizzes) for name in ("played", "right", "asked")
    )
    if not played:
        return "Trong kỳ chưa có lượt chơi nào tới câu cuối."
    return f"Có {format_count(played)} lượt chơi tới câu cuối, trả lời đúng {format_percent(right, questions)} số câu."


def _assessment_blocks(figures: PeriodFigures) -> list[Block]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    facts = []
    if totals["not_understood"]:
        share = format_percent(totals["not_understood"], totals["asked"])
        facts.append(f"Trợ lý chưa hiểu {format_number(totals['not_understood'])} câu ({share} số câu hỏi).")
    unanswered = totals["handed_over"] - totals["handed_answered"]
    if unanswered:
        facts.append(f"Còn {format_count(unanswered)} lượt xin gặp cán bộ chưa được trả lời.")
    return [
        ReportHeading(2, "1. Ưu điểm"),
        ReportParagraph(BLANK),
        ReportHeading(2, "2. Hạn chế"),
        *map(ReportParagraph, facts),
        ReportParagraph(BLANK),
        ReportHeading(2, "3. Nguyên nhân"),
        ReportParagraph(BLANK),
    ]
