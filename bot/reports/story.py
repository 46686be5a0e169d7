"""The text of the report: sections I to VIII of shared/domain/reform.md 7, in plain sentences made of the figures.

What the assistant does not know stands as "……" for an official to fill in; nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.reports.blocks import Block, Heading, Paragraph, table
from bot.reports.figures import CHANNELS, Figures
from bot.reports.wording import (
    ACTIVITIES,
    BLANK,
    activities_said,
    by_activity,
    few,
    number,
    people_said,
    percent,
)

MOST_FIELDS = 5
"""Fields named in the text; all of them stand in the annex."""


def opening(figures: Figures, ward: str) -> str:
    """The sentence before the sections. `ward` as "phường Phan Thiết"."""
    return (
        f"Thực hiện Kế hoạch số {BLANK}/KH-UBND ngày {BLANK} của Ủy ban nhân dân {ward} về tuyên truyền cải cách hành chính"
        f" năm {figures.period.last.year}, Ủy ban nhân dân {ward} báo cáo kết quả {when(figures)} như sau:"
    )


def when(figures: Figures) -> str:
    """ "tháng 11 năm 2026 (số liệu từ ngày 01/11/2026 đến ngày 30/11/2026)"."""
    period = figures.period
    return period.name if period.kind == "free" else f"{period.name} (số liệu {period.days_said})"


def sections(figures: Figures, earlier: Figures | None, topics: dict[str, str]) -> list[Block]:
    """Sections I to VIII. `topics` names topics by id."""
    return [
        Heading(1, "I. CĂN CỨ, CHỈ ĐẠO"),
        Paragraph(f"Văn bản chỉ đạo: {BLANK}"),
        Paragraph(f"Người phụ trách, đơn vị phối hợp: {BLANK}"),
        Heading(1, "II. KẾT QUẢ THEO TỪNG KÊNH"),
        *_channels(figures, earlier),
        Heading(1, "III. NỘI DUNG ĐÃ TUYÊN TRUYỀN"),
        *_subjects(figures, topics),
        Heading(1, "IV. TẬP HUẤN, HỘI NGHỊ, HỘI THI"),
        *_gatherings(figures),
        Heading(1, "V. TƯƠNG TÁC VỚI NGƯỜI DÂN"),
        *_talking(figures),
        Heading(1, "VI. ĐÁNH GIÁ"),
        *_judging(figures),
        Heading(1, "VII. NHIỆM VỤ KỲ TỚI"),
        Paragraph(BLANK),
        Heading(1, "VIII. KIẾN NGHỊ"),
        Paragraph(BLANK),
    ]


def _channels(figures: Figures, earlier: Figures | None) -> list[Block]:
    totals = figures.totals()
    feed = totals["articles_feed"]
    return [
        Heading(2, "1. Trang thông tin điện tử"),
        Paragraph(f"Trang thông tin điện tử của phường đăng {BLANK if feed is None else few(int(feed))} tin, bài."),
        Heading(2, "2. Trang Zalo của phường"),
        Heading(3, "a) Bản tin"),
        *map(Paragraph, _broadcasts(figures)),
        Heading(3, "b) Bài viết"),
        Paragraph(_own_articles(figures)),
        Heading(3, "c) Người theo dõi"),
        Paragraph(_followers(figures, earlier)),
        Heading(2, "3. Loa truyền thanh, tờ rơi, pa-nô"),
        *_other_channels(figures),
    ]


def _broadcasts(figures: Figures) -> Iterable[str]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    if not totals["broadcasts"]:
        yield "Trong kỳ chưa gửi bản tin nào."
        return
    personal = totals["broadcasts"] - totals["broadcasts_article"]
    if personal:
        yield (
            f"Đã gửi {few(personal)} bản tin tới từng người, gồm {number(totals['reached'])} lượt gửi tới người nhận,"
            f" trong đó {number(totals['seen'])} lượt đã xem ({percent(totals['seen'], totals['reached'])})."
        )
    if totals["broadcasts_article"]:
        yield (
            f"Đã gửi {few(totals['broadcasts_article'])} bài viết tới mọi người theo dõi qua Zalo. Zalo không báo từng người"
            f" nhận nên các bài này không nằm trong số lượt nêu trên; lượt xem: {BLANK}"
        )
    yield (
        f"Người dân mở đường dẫn trong bản tin {number(totals['clicks'])} lượt, bấm nút {number(totals['presses'])} lượt."
    )
    if totals["failed"] or totals["left_out"]:
        yield (
            f"Có {number(totals['failed'])} lượt không gửi được hoặc chưa rõ kết quả, {number(totals['left_out'])} lượt không"
            " gửi theo quy tắc hoặc theo ý người dân; lý do ghi ở phụ lục."
        )


def _own_articles(figures: Figures) -> str:
    own = [row for row in figures.articles if row.source == "own"]
    if not own:
        return "Trong kỳ chưa có bài viết nào của phường hiện trên Zalo."
    copies = sum(row.is_copy for row in own)
    taken = f", trong đó {few(copies)} bài lấy từ trang thông tin điện tử" if copies else ""
    return f"Có {few(len(own))} bài viết của phường hiện trên Zalo{taken}."


def _followers(figures: Figures, earlier: Figures | None) -> str:
    totals = figures.totals()
    at_end = "Tới cuối kỳ" if figures.is_over else "Tới ngày lập báo cáo"
    reckoned = " (tính lùi từ số hiện nay)" if figures.is_reckoned else ""
    text = (
        f"{at_end}, trang Zalo của phường có {number(figures.followers)} người theo dõi{reckoned}; trong kỳ thêm"
        f" {number(totals['followers_new'])} người, {number(totals['followers_gone'])} người thôi theo dõi."
    )
    if earlier is not None:
        text += f" Ngày {earlier.period.last:%d/%m/%Y} có {number(earlier.followers)} người."
    return text


def _other_channels(figures: Figures) -> Iterable[Block]:
    rows = by_activity(row for row in figures.activities if row.kind in CHANNELS)
    for kind, some in rows.items():
        yield Paragraph(f"{ACTIVITIES[kind][0]}: {activities_said(some)}.")
    if not rows:
        yield Paragraph(f"{BLANK} (sổ hoạt động của kỳ này chưa ghi lượt phát loa, tờ rơi hay pa-nô nào).")


def _subjects(figures: Figures, topics: dict[str, str]) -> Iterable[Block]:
    groups = figures.by_topic()
    if not groups:
        yield Paragraph(BLANK)
        return
    yield Paragraph("Các bản tin đã gửi xếp theo chủ đề như sau; tên từng bản tin ghi ở phụ lục.")
    yield table(
        ("Chủ đề", "Bản tin", "Lượt gửi tới", "Lượt đã xem", "Lượt mở, bấm"),
        ((topic_name(group.key, topics), *map(number, (group.broadcasts, group.reached, group.seen, group.clicks)))
         for group in groups),
        (6, 2, 3, 3, 3), (1, 2, 3, 4),
    )  # fmt: skip


def topic_name(key: str, topics: dict[str, str]) -> str:
    """A topic as residents know it."""
    return topics.get(key, key) if key else "Không thuộc chủ đề nào"


def _gatherings(figures: Figures) -> Iterable[Block]:
    rows = tuple(row for row in figures.activities if row.kind not in CHANNELS)
    if not rows:
        yield Paragraph(f"{BLANK} (sổ hoạt động của kỳ này chưa ghi cuộc nào).")
        return
    yield Paragraph(f"Trong kỳ đã tổ chức {activities_said(rows)}, gồm:")
    for kind, some in by_activity(rows).items():
        yield Paragraph(f"- {ACTIVITIES[kind][0]}: {activities_said(some)}.")
    if not people_said(rows):
        yield Paragraph(f"Số lượt người dự: {BLANK}")


def _talking(figures: Figures) -> Iterable[Block]:
    yield Heading(2, "1. Hỏi đáp với trợ lý tự động")
    yield from map(Paragraph, _questions(figures))
    yield Heading(2, "2. Cán bộ trả lời")
    yield from map(Paragraph, _officials(figures))
    yield Heading(2, "3. Phản ánh, góp ý qua Zalo")
    yield Paragraph(_tickets(figures))
    yield Heading(2, "4. Đố vui tìm hiểu")
    yield Paragraph(_quizzes(figures))


def _questions(figures: Figures) -> Iterable[str]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    asked = totals["asked"]
    if not asked:
        yield "Trong kỳ chưa có câu hỏi nào."
        return
    parts = (("trả lời ngay", "answered"), ("hỏi lại cho rõ", "clarified"), ("chỉ tới nơi giải quyết khác", "declined"),
             ("chưa hiểu", "not_understood"))  # fmt: skip
    said = ", ".join(f"{words} {number(totals[name])} câu ({percent(totals[name], asked)})" for words, name in parts)
    yield f"Người dân hỏi {number(asked)} câu; trợ lý {said}."
    top = [field for field in figures.by_field() if field.answer][:MOST_FIELDS]
    if top:
        yield "Được hỏi nhiều: " + "; ".join(f"{field.name} ({number(field.asked)} câu)" for field in top) + "."


def _officials(figures: Figures) -> Iterable[str]:
    totals = figures.totals()
    handed = int(totals["handed_over"] or 0)
    if not handed:
        yield "Trong kỳ không có ai xin gặp cán bộ qua Zalo."
    else:
        text = f"Có {few(handed)} lượt người dân xin gặp cán bộ; cán bộ đã trả lời {few(int(totals['handed_answered'] or 0))} lượt"
        minutes = totals["first_answer_minutes"]
        yield (
            f"{text}. Một nửa số lượt đã trả lời chờ không quá {waiting_said(int(minutes))}, tính cả ngoài giờ làm việc."
            if minutes is not None
            else f"{text}."
        )
    if totals["ratings"]:
        yield (
            f"Người dân chấm điểm cán bộ {few(int(totals['ratings']))} lượt, bình quân {number(totals['ratings_mean'])} trên 5 điểm."
        )


def waiting_said(minutes: int) -> str:
    """A length of time: 45 phút, 3 giờ 20 phút, 2 ngày."""
    if minutes < 60:
        return f"{max(1, minutes)} phút"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} giờ" + (f" {rest} phút" if rest else "")
    return f"{round(minutes / 1440)} ngày"


def _tickets(figures: Figures) -> str:
    totals = figures.totals()
    count = int(totals["tickets"] or 0)
    if not count:
        return "Trong kỳ không nhận phản ánh, góp ý nào qua Zalo."
    closed = few(int(totals["tickets_closed"] or 0))
    return f"Nhận {few(count)} phản ánh, góp ý, lời khen qua Zalo; tới ngày lập báo cáo đã xong {closed}."


def _quizzes(figures: Figures) -> str:
    if figures.quizzes is None:
        return f"{BLANK} (trợ lý chưa đếm được lượt nào)."
    played, right, asked = (sum(getattr(row, name) for row in figures.quizzes) for name in ("played", "right", "asked"))
    if not played:
        return "Trong kỳ chưa có lượt chơi nào tới câu cuối."
    return f"Có {few(played)} lượt chơi tới câu cuối, trả lời đúng {percent(right, asked)} số câu."


def _judging(figures: Figures) -> list[Block]:
    totals = {name: int(value or 0) for name, value in figures.totals().items()}
    facts = []
    if totals["not_understood"]:
        share = percent(totals["not_understood"], totals["asked"])
        facts.append(f"Trợ lý chưa hiểu {number(totals['not_understood'])} câu ({share} số câu hỏi).")
    unanswered = totals["handed_over"] - totals["handed_answered"]
    if unanswered:
        facts.append(f"Còn {few(unanswered)} lượt xin gặp cán bộ chưa được trả lời.")
    return [
        Heading(2, "1. Ưu điểm"), Paragraph(BLANK),
        Heading(2, "2. Hạn chế"), *map(Paragraph, facts), Paragraph(BLANK),
        Heading(2, "3. Nguyên nhân"), Paragraph(BLANK),
    ]  # fmt: skip
