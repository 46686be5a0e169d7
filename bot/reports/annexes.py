"""The annexes: every table of figures and the lists they are sums of."""

from __future__ import annotations

from bot.broadcasts.kinds import find_kind
from bot.broadcasts.texts import DELIVERIES, explain_outcome
from bot.reports.blocks import Annex, ReportParagraph, ReportTable, build_table
from bot.reports.figures import PeriodFigures
from bot.reports.story import topic_name
from bot.reports.texts import (
    ACTIVITIES,
    BLANK,
    NOT_COUNTED,
    TICKET_KINDS,
    TICKET_STATES,
    format_count,
    format_difference,
    format_number,
)
from bot.reports.totals import TOTALS


def build_annexes(figures: PeriodFigures, earlier: PeriodFigures | None, topics: dict[str, str]) -> list[Annex]:
    """What stands behind the report, one page each; those without a single row are left out."""
    annex_list = [Annex("SỐ LIỆU TỔNG HỢP", (*_remark_paragraphs(figures, earlier), totals_table(figures, earlier)))]
    if figures.broadcasts:
        annex_list.append(
            _annex_of_tables(
                "BẢN TIN ĐÃ GỬI", _kinds_table(figures), _broadcasts_table(figures, topics), reasons_table(figures)
            )
        )
    if figures.articles:
        annex_list.append(Annex("TIN, BÀI", (_articles_table(figures),)))
    if figures.activities:
        annex_list.append(Annex("HOẠT ĐỘNG TRỰC TIẾP", (activities_table(figures),)))
    talking = _annex_of_tables("CÂU HỎI VÀ PHẢN ÁNH", fields_table(figures), tickets_table(figures))
    annex_list += [talking] if talking.blocks else []
    return [
        *annex_list,
        Annex("SỐ LIỆU CẦN BỔ SUNG", (ReportParagraph("Trợ lý Zalo không có các số liệu sau."), _missing_table())),
    ]


def _annex_of_tables(title: str, *tables: ReportTable) -> Annex:
    """An annex of the tables that have a row."""
    return Annex(title, tuple(one for one in tables if one.rows))


def totals_table(figures: PeriodFigures, earlier: PeriodFigures | None) -> ReportTable:
    """Every figure, beside the one it is compared with."""
    now, then = figures.totals(), earlier.totals() if earlier else {}
    rows = []
    for key, total in TOTALS.items():
        value = f"{format_number(now[key])} ({total.why_unknown})" if now[key] is None else format_number(now[key])
        compared = [format_number(then[key]), format_difference(now[key], then[key])] if earlier else []
        rows.append([total.label, value, *compared])
    if earlier is None:
        return build_table(("Nội dung", "Kỳ này"), rows, (11, 6), (1,))
    head = ("Nội dung", "Kỳ này", earlier.period.name.capitalize(), "Tăng, giảm")
    return build_table(head, rows, (10, 4, 4, 5), (1, 2, 3))


def _remark_paragraphs(figures: PeriodFigures, earlier: PeriodFigures | None) -> list[ReportParagraph]:
    remarks = [f"Số liệu {figures.period.days_said}, lấy từ trợ lý Zalo của phường tại thời điểm lập báo cáo."]
    if figures.is_reckoned:
        remarks.append("Số người theo dõi cuối kỳ tính từ các lần theo dõi và thôi theo dõi đã ghi.")
    if figures.signed is not None:
        remarks.append("Số liệu tổng hợp là số liệu kỳ này đã được chốt.")
    if not figures.is_over:
        remarks.append("Kỳ báo cáo chưa hết nên chưa so sánh với kỳ trước.")
    elif earlier is None:
        remarks.append("Không so sánh với kỳ trước vì trợ lý chưa có đủ số liệu của kỳ đó.")
    return [ReportParagraph(text) for text in remarks]


def _kinds_table(figures: PeriodFigures) -> ReportTable:
    rows = [
        (
            find_kind(group.key).report_label,
            *map(format_number, (group.broadcasts, group.reached, group.seen, group.clicks)),
        )
        for group in figures.by_kind()
    ]
    return build_table(
        ("Loại tin", "Bản tin", "Lượt gửi tới", "Lượt đã xem", "Lượt mở, bấm"), rows, (7, 2, 3, 3, 3), (1, 2, 3, 4)
    )


def _broadcasts_table(figures: PeriodFigures, topics: dict[str, str]) -> ReportTable:
    rows = [
        (
            format_count(position),
            f"{row.started:%d/%m/%Y}",
            row.title,
            topic_name(row.topic or "", topics),
            *(
                map(format_number, (row.reached, row.seen))
                if not find_kind(row.kind).is_spread_by_zalo
                else ("Zalo gửi", BLANK)
            ),
        )
        for position, row in enumerate(figures.broadcasts, 1)
    ]
    return build_table(("TT", "Ngày gửi", "Bản tin", "Chủ đề", "Gửi tới", "Đã xem"), rows, (2, 5, 11, 7, 4, 4), (4, 5))


def reasons_table(figures: PeriodFigures) -> ReportTable:
    """Who got nothing and why, in numbers."""
    rows = [
        (DELIVERIES[state].capitalize(), explain_outcome(outcome) or "Không rõ lý do.", format_number(count))
        for state, outcome, count in figures.not_reached()
    ]
    return build_table(("Kết quả", "Lý do", "Lượt"), rows, (5, 10, 2), (2,))


def _articles_table(figures: PeriodFigures) -> ReportTable:
    rows = [
        (
            format_count(position),
            f"{row.at:%d/%m/%Y}",
            row.title,
            "Trang thông tin điện tử" if row.source == "feed" else "Zalo",
        )
        for position, row in enumerate(figures.articles, 1)
    ]
    return build_table(("TT", "Ngày", "Tin, bài", "Kênh"), rows, (2, 4, 13, 6))


def activities_table(figures: PeriodFigures) -> ReportTable:
    """The book of activities."""
    rows = [
        (
            format_count(position),
            f"{row.day:%d/%m/%Y}",
            ACTIVITIES[row.kind][0],
            row.place,
            f"{format_count(row.events)} {ACTIVITIES[row.kind][1]}",
            attendance_words(row.people, row.is_more),
            row.note,
        )
        for position, row in enumerate(figures.activities, 1)
    ]
    return build_table(
        ("TT", "Ngày", "Hoạt động", "Nơi làm", "Số lượng", "Lượt người", "Ghi chú"), rows, (3, 7, 6, 9, 5, 5, 7)
    )


def attendance_words(people: int | None, is_more: bool) -> str:
    """ "hơn 100", "85", "không đếm"."""
    return "không đếm" if people is None else f"{'hơn ' if is_more else ''}{format_number(people)}"


def fields_table(figures: PeriodFigures) -> ReportTable:
    """A row for each field: its questions in all, and by outcome."""
    rows = [
        (field.name, *map(format_number, (field.asked, field.answer, field.clarify, field.decline, field.fallback)))
        for field in figures.by_field()
    ]
    head = ("Lĩnh vực", "Câu hỏi", "Trả lời ngay", "Hỏi lại", "Việc nơi khác", "Chưa hiểu")
    return build_table(head, rows, (7, 2, 2, 2, 2, 2), range(1, 6))


def tickets_table(figures: PeriodFigures) -> ReportTable:
    """Tickets by kind and state."""
    rows = [
        (
            TICKET_KINDS[kind],
            format_number(sum(counts.values())),
            *(format_number(counts.get(state, 0)) for state in TICKET_STATES),
        )
        for kind, counts in figures.ticket_kinds()
    ]
    return build_table(("Phiếu", "Tất cả", *TICKET_STATES.values()), rows, (6, 2, 2, 2, 2), range(1, 5))


def _missing_table() -> ReportTable:
    return build_table(
        ("Nội dung", "Số liệu", "Hỏi ở đâu"), ((what, BLANK, where) for what, where in NOT_COUNTED), (7, 3, 7)
    )
