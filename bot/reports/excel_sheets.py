"""The sheets of the Excel report: one kind of row each, with nobody's name or id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.broadcasts.kinds import find_kind
from bot.broadcasts.texts import DELIVERIES, STATES, explain_outcome
from bot.reports.figures import TICKETS, PeriodFigures
from bot.reports.rows import Activity, BroadcastRow, QuestionDay, QuestionRow
from bot.reports.story import topic_name
from bot.reports.texts import ACTIVITIES, OUTCOME_NAMES, TICKET_KINDS, TICKET_STATES


@dataclass(frozen=True, slots=True)
class ExcelSheet:
    """One kind of rows. `head` has (heading, width in characters)."""

    name: str
    head: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def build_sheets(figures: PeriodFigures, topics: dict[str, str], days: tuple[QuestionDay, ...]) -> list[ExcelSheet]:
    """Every sheet but the summary, in the order of the file."""
    return [
        _broadcasts_sheet(figures, topics),
        _reasons_sheet(figures),
        _articles_sheet(figures),
        _followers_sheet(figures),
        _questions_sheet(days),
        _talks_sheet(figures),
        _tickets_sheet(figures),
        _ratings_sheet(figures),
        _quizzes_sheet(figures),
        _activities_sheet(figures),
    ]


_BROADCAST_HEAD = (
    ("Số", 6),
    ("Giờ bắt đầu", 17),
    ("Bản tin", 48),
    ("Loại", 24),
    ("Chủ đề", 22),
    ("Trạng thái", 16),
    ("Gửi tới", 10),
    ("Tới máy", 10),
    ("Đã xem", 10),
    ("Không gửi được", 10),
    ("Không gửi", 10),
    ("Còn chờ", 10),
    ("Mở đường dẫn", 10),
    ("Bấm nút", 10),
)


def _broadcasts_sheet(figures: PeriodFigures, topics: dict[str, str]) -> ExcelSheet:
    return ExcelSheet("Bản tin", _BROADCAST_HEAD, [_broadcast_cells(row, topics) for row in figures.broadcasts])


def _broadcast_cells(row: BroadcastRow, topics: dict[str, str]) -> Sequence[Any]:
    return (
        row.id,
        row.started,
        row.title,
        find_kind(row.kind).report_label,
        topic_name(row.topic or "", topics),
        STATES[row.state],
        row.reached,
        row.delivered,
        row.seen,
        row.failed,
        row.left_out,
        row.waiting,
        row.clicks,
        row.presses,
    )


def _reasons_sheet(figures: PeriodFigures) -> ExcelSheet:
    rows = [
        (row.id, DELIVERIES[state], explain_outcome(outcome) or "Không rõ lý do.", count)
        for row in figures.broadcasts
        for (state, outcome), count in row.reasons.items()
    ]
    return ExcelSheet("Lý do không nhận", [("Bản tin số", 12), ("Kết quả", 26), ("Lý do", 80), ("Lượt", 10)], rows)


def _articles_sheet(figures: PeriodFigures) -> ExcelSheet:
    rows = [
        (
            row.at,
            "Trang thông tin điện tử" if row.source == "feed" else "Zalo",
            "có" if row.is_copy else "",
            row.title,
            row.url,
        )
        for row in figures.articles
    ]
    head = [("Ngày giờ", 17), ("Kênh", 24), ("Lấy từ trang tin", 12), ("Tên bài", 60), ("Địa chỉ", 50)]
    return ExcelSheet("Tin bài", head, rows)


def _followers_sheet(figures: PeriodFigures) -> ExcelSheet:
    head = [("Ngày", 12), ("Mới theo dõi", 14), ("Thôi theo dõi", 14)]
    return ExcelSheet("Người theo dõi", head, [(row.day, row.new, row.gone) for row in figures.follower_days])


_QUESTION_HEAD = (
    ("Ngày", 12),
    ("Lĩnh vực", 34),
    ("Mã thủ tục", 14),
    ("Thủ tục", 44),
    ("Ý hỏi", 18),
    ("Kết quả", 18),
    ("Số câu", 10),
)


def _questions_sheet(days: tuple[QuestionDay, ...]) -> ExcelSheet:
    rows = [(one.day, *_question_cells(one.row)) for one in days]
    return ExcelSheet("Câu hỏi", _QUESTION_HEAD, rows)


def _question_cells(row: QuestionRow) -> Sequence[Any]:
    return row.field, row.procedure, row.title, row.intent, OUTCOME_NAMES[row.outcome], row.count


def _talks_sheet(figures: PeriodFigures) -> ExcelSheet:
    head = [("Lúc xin gặp", 17), ("Trạng thái", 14), ("Được trả lời lúc", 17), ("Chờ (phút)", 12), ("Xong lúc", 17)]
    rows = [
        (
            row.created,
            TICKET_STATES[row.state],
            row.first_answer,
            None if row.waited_ms is None else row.waited_ms // 60_000,
            row.settled,
        )
        for row in figures.tickets
        if row.kind == "handover"
    ]
    return ExcelSheet("Xin gặp cán bộ", head, rows)


def _tickets_sheet(figures: PeriodFigures) -> ExcelSheet:
    rows = [
        (row.created, TICKET_KINDS[row.kind], TICKET_STATES[row.state], row.first_answer, row.settled)
        for row in figures.tickets
        if row.kind in TICKETS
    ]
    head = [("Lúc nhận", 17), ("Loại", 20), ("Trạng thái", 14), ("Được trả lời lúc", 17), ("Xong lúc", 17)]
    return ExcelSheet("Phản ánh, góp ý", head, rows)


def _ratings_sheet(figures: PeriodFigures) -> ExcelSheet:
    rows = [(row.at, "Cán bộ", row.points) for row in figures.ratings]
    rows += [
        (row.created, "Trợ lý", row.rating)
        for row in figures.tickets
        if row.kind == "rating" and row.rating is not None
    ]
    return ExcelSheet("Chấm điểm", [("Lúc chấm", 17), ("Chấm ai", 12), ("Điểm (1–5)", 12)], rows)


def _quizzes_sheet(figures: PeriodFigures) -> ExcelSheet:
    rows = [(row.day, row.title, row.played, row.right, row.asked) for row in figures.quizzes or ()]
    head = [("Ngày", 12), ("Bộ câu đố", 40), ("Lượt chơi", 12), ("Câu đúng", 12), ("Câu đã hỏi", 12)]
    return ExcelSheet("Đố vui", head, rows)


_ACTIVITY_HEAD = (
    ("Ngày", 12),
    ("Hoạt động", 26),
    ("Nơi làm", 40),
    ("Số lượng", 10),
    ("Đơn vị", 12),
    ("Hơn", 8),
    ("Lượt người", 12),
    ("Ghi chú", 50),
)


def _activities_sheet(figures: PeriodFigures) -> ExcelSheet:
    return ExcelSheet("Hoạt động", _ACTIVITY_HEAD, [_activity_cells(row) for row in figures.activities])


def _activity_cells(row: Activity) -> Sequence[Any]:
    name, unit = ACTIVITIES[row.kind]
    return row.day, name, row.place, row.events, unit, "hơn" if row.is_more else "", row.people, row.note
