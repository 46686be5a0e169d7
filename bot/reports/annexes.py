"""The annexes: every table of figures and the lists they are sums of."""

from __future__ import annotations

from bot.broadcasts.words import DELIVERIES, explained
from bot.reports.blocks import Annex, Paragraph, Table, table
from bot.reports.figures import Figures
from bot.reports.story import topic_name
from bot.reports.wording import (
    ACTIVITIES,
    BLANK,
    BROADCAST_KINDS,
    NOT_COUNTED,
    TICKET_KINDS,
    TICKET_STATES,
    TOTALS,
    difference,
    few,
    number,
)


def annexes(figures: Figures, earlier: Figures | None, topics: dict[str, str]) -> list[Annex]:
    """What stands behind the report, one page each; those without a single row are left out."""
    found = [Annex("SỐ LIỆU TỔNG HỢP", (*_remarks(figures, earlier), totals_table(figures, earlier)))]
    if figures.broadcasts:
        found.append(_filled("BẢN TIN ĐÃ GỬI", _kinds(figures), _broadcasts(figures, topics), reasons_table(figures)))
    if figures.articles:
        found.append(Annex("TIN, BÀI", (_articles(figures),)))
    if figures.activities:
        found.append(Annex("HOẠT ĐỘNG TRỰC TIẾP", (activities_table(figures),)))
    talking = _filled("CÂU HỎI VÀ PHẢN ÁNH", fields_table(figures), tickets_table(figures))
    found += [talking] if talking.blocks else []
    return [*found, Annex("SỐ LIỆU CẦN BỔ SUNG", (Paragraph("Trợ lý Zalo không có các số liệu sau."), _missing()))]


def _filled(title: str, *tables: Table) -> Annex:
    """An annex of the tables that have a row."""
    return Annex(title, tuple(one for one in tables if one.rows))


def totals_table(figures: Figures, earlier: Figures | None) -> Table:
    """Every figure, beside the one it is compared with."""
    now, then = figures.totals(), earlier.totals() if earlier else {}
    rows = []
    for key, named in TOTALS.items():
        value = f"{number(now[key])} ({named.why_unknown})" if now[key] is None else number(now[key])
        compared = [number(then[key]), difference(now[key], then[key])] if earlier else []
        rows.append([named.label, value, *compared])
    if earlier is None:
        return table(("Nội dung", "Kỳ này"), rows, (11, 6), (1,))
    head = ("Nội dung", "Kỳ này", earlier.period.name.capitalize(), "Tăng, giảm")
    return table(head, rows, (10, 4, 4, 5), (1, 2, 3))


def _remarks(figures: Figures, earlier: Figures | None) -> list[Paragraph]:
    remarks = [f"Số liệu {figures.period.days_said}, lấy từ trợ lý Zalo của phường tại thời điểm lập báo cáo."]
    if figures.is_reckoned:
        remarks.append("Số người theo dõi cuối kỳ tính lùi từ số hiện nay theo lần đổi gần nhất của mỗi người.")
    if not figures.is_over:
        remarks.append("Kỳ báo cáo chưa hết nên chưa so sánh với kỳ trước.")
    elif earlier is None:
        remarks.append("Không so sánh với kỳ trước vì trợ lý chưa có đủ số liệu của kỳ đó.")
    return [Paragraph(text) for text in remarks]


def _kinds(figures: Figures) -> Table:
    rows = [
        (BROADCAST_KINDS[group.key], *map(number, (group.broadcasts, group.reached, group.seen, group.clicks)))
        for group in figures.by_kind()
    ]
    return table(
        ("Loại tin", "Bản tin", "Lượt gửi tới", "Lượt đã xem", "Lượt mở, bấm"), rows, (7, 2, 3, 3, 3), (1, 2, 3, 4)
    )


def _broadcasts(figures: Figures, topics: dict[str, str]) -> Table:
    rows = [
        (few(position), f"{row.started:%d/%m/%Y}", row.title, topic_name(row.topic or "", topics),
         *(map(number, (row.reached, row.seen)) if row.kind != "article" else ("Zalo gửi", BLANK)))
        for position, row in enumerate(figures.broadcasts, 1)
    ]  # fmt: skip
    return table(("TT", "Ngày gửi", "Bản tin", "Chủ đề", "Gửi tới", "Đã xem"), rows, (2, 5, 11, 7, 4, 4), (4, 5))


def reasons_table(figures: Figures) -> Table:
    """Who got nothing and why, in numbers."""
    rows = [
        (DELIVERIES[state].capitalize(), explained(outcome) or "Không rõ lý do.", number(count))
        for state, outcome, count in figures.not_reached()
    ]
    return table(("Kết quả", "Lý do", "Lượt"), rows, (5, 10, 2), (2,))


def _articles(figures: Figures) -> Table:
    rows = [
        (few(position), f"{row.at:%d/%m/%Y}", row.title, "Trang thông tin điện tử" if row.source == "feed" else "Zalo")
        for position, row in enumerate(figures.articles, 1)
    ]
    return table(("TT", "Ngày", "Tin, bài", "Kênh"), rows, (2, 4, 13, 6))


def activities_table(figures: Figures) -> Table:
    """The book of activities."""
    rows = [
        (few(position), f"{row.day:%d/%m/%Y}", ACTIVITIES[row.kind][0], row.place,
         f"{few(row.events)} {ACTIVITIES[row.kind][1]}", attendance(row.people, row.is_more), row.note)
        for position, row in enumerate(figures.activities, 1)
    ]  # fmt: skip
    return table(
        ("TT", "Ngày", "Hoạt động", "Nơi làm", "Số lượng", "Lượt người", "Ghi chú"), rows, (3, 7, 6, 9, 5, 5, 7)
    )


def attendance(people: int | None, is_more: bool) -> str:
    """ "hơn 100", "85", "không đếm"."""
    return "không đếm" if people is None else f"{'hơn ' if is_more else ''}{number(people)}"


def fields_table(figures: Figures) -> Table:
    """Questions by field."""
    rows = [
        (field.name, *map(number, (field.asked, field.answer, field.clarify, field.decline, field.fallback)))
        for field in figures.by_field()
    ]
    head = ("Lĩnh vực", "Câu hỏi", "Trả lời ngay", "Hỏi lại", "Việc nơi khác", "Chưa hiểu")
    return table(head, rows, (7, 2, 2, 2, 2, 2), range(1, 6))


def tickets_table(figures: Figures) -> Table:
    """Tickets by kind and state."""
    rows = [
        (TICKET_KINDS[kind], number(sum(counts.values())), *(number(counts.get(state, 0)) for state in TICKET_STATES))
        for kind, counts in figures.ticket_kinds()
    ]
    return table(("Phiếu", "Tất cả", *TICKET_STATES.values()), rows, (6, 2, 2, 2, 2), range(1, 5))


def _missing() -> Table:
    return table(("Nội dung", "Số liệu", "Hỏi ở đâu"), ((what, BLANK, where) for what, where in NOT_COUNTED), (7, 3, 7))
