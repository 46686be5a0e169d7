"""The report as an Excel file: the totals, and a sheet for each kind of row they are sums of. Nobody's name or id is in it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from bot.broadcasts.words import DELIVERIES, STATES, explained
from bot.reports.figures import TICKETS, Figures
from bot.reports.rows import QuestionDay
from bot.reports.story import topic_name
from bot.reports.wording import (
    ACTIVITIES,
    BROADCAST_KINDS,
    OUTCOME_NAMES,
    TICKET_KINDS,
    TICKET_STATES,
    TOTALS,
    difference,
)

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="FFE2F0F0")
_WRAP = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of rows. `head` has (heading, width in characters)."""

    name: str
    head: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def excel_file(
    figures: Figures, earlier: Figures | None, topics: dict[str, str], question_days: Iterable[QuestionDay]
) -> bytes:  # fmt: skip
    """The .xlsx. The last column of the first sheet adds the rows up again by formulas."""
    book = Workbook(write_only=True)
    sheets = _sheets(figures, topics, tuple(question_days))
    lengths = {sheet.name: len(tuple(sheet.rows)) for sheet in sheets}
    _summary(book, figures, earlier, lengths)
    for sheet in sheets:
        _write(book, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheets(figures: Figures, topics: dict[str, str], days: tuple[QuestionDay, ...]) -> list[Sheet]:
    return [
        _broadcasts(figures, topics), _reasons(figures), _articles(figures), _followers(figures), _questions(days),
        _talks(figures), _tickets(figures), _ratings(figures), _quizzes(figures), _activities(figures),
    ]  # fmt: skip


def _broadcasts(figures: Figures, topics: dict[str, str]) -> Sheet:
    head = [("Số", 6), ("Giờ bắt đầu", 17), ("Bản tin", 48), ("Loại", 24), ("Chủ đề", 22), ("Trạng thái", 16), ("Gửi tới", 10),
            ("Tới máy", 10), ("Đã xem", 10), ("Không gửi được", 10), ("Không gửi", 10), ("Còn chờ", 10), ("Mở đường dẫn", 10),
            ("Bấm nút", 10)]  # fmt: skip
    rows = [
        (row.id, row.started, row.title, BROADCAST_KINDS[row.kind], topic_name(row.topic or "", topics), STATES[row.state],
         row.reached, row.delivered, row.seen, row.failed, row.left_out, row.waiting, row.clicks, row.presses)
        for row in figures.broadcasts
    ]  # fmt: skip
    return Sheet("Bản tin", head, rows)


def _reasons(figures: Figures) -> Sheet:
    rows = [
        (row.id, DELIVERIES[state], explained(outcome) or "Không rõ lý do.", count)
        for row in figures.broadcasts
        for (state, outcome), count in row.reasons.items()
    ]
    return Sheet("Lý do không nhận", [("Bản tin số", 12), ("Kết quả", 26), ("Lý do", 80), ("Lượt", 10)], rows)


def _articles(figures: Figures) -> Sheet:
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
    return Sheet("Tin bài", head, rows)


def _followers(figures: Figures) -> Sheet:
    head = [("Ngày", 12), ("Mới theo dõi", 14), ("Thôi theo dõi", 14)]
    return Sheet("Người theo dõi", head, [(row.day, row.new, row.gone) for row in figures.follower_days])


def _questions(days: tuple[QuestionDay, ...]) -> Sheet:
    head = [
        ("Ngày", 12),
        ("Lĩnh vực", 34),
        ("Mã thủ tục", 14),
        ("Thủ tục", 44),
        ("Ý hỏi", 18),
        ("Kết quả", 18),
        ("Số câu", 10),
    ]
    rows = [
        (one.day, one.row.field, one.row.procedure, one.row.title, one.row.intent, OUTCOME_NAMES[one.row.outcome],
         one.row.count)
        for one in days
    ]  # fmt: skip
    return Sheet("Câu hỏi", head, rows)


def _talks(figures: Figures) -> Sheet:
    head = [("Lúc xin gặp", 17), ("Trạng thái", 14), ("Được trả lời lúc", 17), ("Chờ (phút)", 12), ("Xong lúc", 17)]
    rows = [
        (row.created, TICKET_STATES[row.state], row.first_answer, None if row.waited_ms is None else row.waited_ms // 60_000,
         row.settled)
        for row in figures.tickets if row.kind == "handover"
    ]  # fmt: skip
    return Sheet("Xin gặp cán bộ", head, rows)


def _tickets(figures: Figures) -> Sheet:
    rows = [
        (row.created, TICKET_KINDS[row.kind], TICKET_STATES[row.state], row.first_answer, row.settled)
        for row in figures.tickets
        if row.kind in TICKETS
    ]
    head = [("Lúc nhận", 17), ("Loại", 20), ("Trạng thái", 14), ("Được trả lời lúc", 17), ("Xong lúc", 17)]
    return Sheet("Phản ánh, góp ý", head, rows)


def _ratings(figures: Figures) -> Sheet:
    rows = [(row.at, "Cán bộ", row.points) for row in figures.ratings]
    rows += [
        (row.created, "Trợ lý", row.rating)
        for row in figures.tickets
        if row.kind == "rating" and row.rating is not None
    ]
    return Sheet("Chấm điểm", [("Lúc chấm", 17), ("Chấm ai", 12), ("Điểm (1–5)", 12)], rows)


def _quizzes(figures: Figures) -> Sheet:
    rows = [(row.day, row.title, row.played, row.right, row.asked) for row in figures.quizzes or ()]
    head = [("Ngày", 12), ("Bộ câu đố", 40), ("Lượt chơi", 12), ("Câu đúng", 12), ("Câu đã hỏi", 12)]
    return Sheet("Đố vui", head, rows)


def _activities(figures: Figures) -> Sheet:
    rows = [
        (row.day, ACTIVITIES[row.kind][0], row.place, row.events, ACTIVITIES[row.kind][1], "hơn" if row.is_more else "",
         row.people, row.note)
        for row in figures.activities
    ]  # fmt: skip
    head = [("Ngày", 12), ("Hoạt động", 26), ("Nơi làm", 40), ("Số lượng", 10), ("Đơn vị", 12), ("Hơn", 8), ("Lượt người", 12),
            ("Ghi chú", 50)]  # fmt: skip
    return Sheet("Hoạt động", head, rows)


_SUMS = {
    "broadcasts": ("Bản tin", "COUNT({A})"), "reached": ("Bản tin", "SUM({G})"), "delivered": ("Bản tin", "SUM({H})"),
    "seen": ("Bản tin", "SUM({I})"), "failed": ("Bản tin", "SUM({J})"), "left_out": ("Bản tin", "SUM({K})"),
    "waiting": ("Bản tin", "SUM({L})"), "clicks": ("Bản tin", "SUM({M})"), "presses": ("Bản tin", "SUM({N})"),
    "articles_feed": ("Tin bài", 'COUNTIF({B},"Trang thông tin điện tử")'),
    "articles_own": ("Tin bài", 'COUNTIF({B},"Zalo")'),
    "followers_new": ("Người theo dõi", "SUM({B})"), "followers_gone": ("Người theo dõi", "SUM({C})"),
    "answered": ("Câu hỏi", 'SUMIF({F},"Trả lời ngay",{G})'), "clarified": ("Câu hỏi", 'SUMIF({F},"Hỏi lại",{G})'),
    "declined": ("Câu hỏi", 'SUMIF({F},"Việc nơi khác",{G})'), "not_understood": ("Câu hỏi", 'SUMIF({F},"Chưa hiểu",{G})'),
    "called_wrong": ("Câu hỏi", 'SUMIF({F},"Bị báo chưa đúng",{G})'), "greetings": ("Câu hỏi", 'SUMIF({F},"Chào hỏi",{G})'),
    "handed_over": ("Xin gặp cán bộ", "COUNT({A})"), "handed_answered": ("Xin gặp cán bộ", "COUNT({C})"),
    "tickets": ("Phản ánh, góp ý", "COUNT({A})"), "tickets_closed": ("Phản ánh, góp ý", 'COUNTIF({C},"Đã xong")'),
    "ratings": ("Chấm điểm", 'COUNTIF({B},"Cán bộ")'), "bot_ratings": ("Chấm điểm", 'COUNTIF({B},"Trợ lý")'),
    "quizzes": ("Đố vui", "SUM({C})"),
}  # fmt: skip
"""How a total is reckoned again from the rows of a sheet; {A} stands for the cells of column A."""


def _summary(book: Workbook, figures: Figures, earlier: Figures | None, lengths: dict[str, int]) -> None:
    heading = figures.period.name[0].upper() + figures.period.name[1:]
    head = [("Nhóm", 22), ("Nội dung", 52), (heading, 18), (earlier.period.name if earlier else "Kỳ trước", 18),
            ("Tăng, giảm", 18), ("Cộng lại từ các dòng", 20)]  # fmt: skip
    now, then = figures.totals(), earlier.totals() if earlier else {}
    sheet = _open(book, "Tổng hợp", head)
    for key, named in TOTALS.items():
        change = difference(now[key], then.get(key)) if earlier else ""
        formula = WriteOnlyCell(sheet, _formula(key, lengths) if now[key] is not None else None)
        sheet.append(
            [*(_cell(sheet, value) for value in (named.group, named.label, now[key], then.get(key), change)), formula]
        )
    sheet.append([])
    note = f"Số liệu {figures.period.days_said}. Ô trống là số trợ lý chưa biết: {'; '.join(_unknown(now))}."
    sheet.append([_cell(sheet, note if _unknown(now) else f"Số liệu {figures.period.days_said}.")])


def _unknown(now: dict[str, int | float | None]) -> list[str]:
    return [f"{named.label} ({named.why_unknown})" for key, named in TOTALS.items() if now[key] is None]


def _formula(key: str, lengths: dict[str, int]) -> str | None:
    if key == "asked":
        parts = (str(_formula(name, lengths))[1:] for name in ("answered", "clarified", "declined", "not_understood"))
        return "=" + "+".join(parts)
    if key not in _SUMS:
        return None
    name, pattern = _SUMS[key]
    last = max(2, lengths[name] + 1)
    return "=" + pattern.format(**{letter: f"'{name}'!{letter}2:{letter}{last}" for letter in "ABCDEFGHIJKLMN"})


def _write(book: Workbook, sheet: Sheet) -> None:
    target = _open(book, sheet.name, sheet.head)
    for row in sheet.rows:
        target.append([_cell(target, value) for value in row])


def _open(book: Workbook, name: str, head: Sequence[tuple[str, int]]) -> Any:
    """A new sheet with its heading, which stays in sight."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for position, (_, width) in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    cells = [_cell(sheet, text) for text, _ in head]
    for cell in cells:
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WRAP
    sheet.append(cells)
    return sheet


def _cell(sheet: Any, value: Any) -> Any:
    """Text is always text: a title of "=1+1" is never reckoned, nor when somebody edits the cell."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str) and value:
        cell.data_type, cell.quotePrefix = "s", value[0] in "=+-@"
    elif isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    return cell
