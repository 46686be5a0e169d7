"""Reports in the words officials read: names of figures, kinds and fields, and numbers as papers write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.reports.rows import Activity

BLANK = "……"
"""What an official has to fill in."""


NOT_COUNTED = (
    ("Lượt xem bài viết trên Zalo", "người quản trị trang Zalo (mục thống kê của Zalo Official Account)"),
    ("Hồ sơ nộp trực tuyến, tỷ lệ trên tổng số hồ sơ", "Trung tâm Phục vụ hành chính công phường"),
    ("Thanh toán trực tuyến", "Trung tâm Phục vụ hành chính công phường"),
    ("Hồ sơ nhận, trả qua bưu chính công ích", "Trung tâm Phục vụ hành chính công phường và bưu điện"),
    (
        "Phản ánh, kiến nghị nhận ngoài Zalo và kết quả trả lời",
        "công chức tiếp công dân, Văn phòng HĐND và UBND phường",
    ),
    ("Kinh phí tuyên truyền", "kế toán phường"),
)
"""What the assistant does not count, and whom to ask."""

ACTIVITIES: dict[str, tuple[str, str]] = {
    "meeting": ("Hội nghị", "cuộc"),
    "training": ("Tập huấn", "lớp"),
    "neighbourhood": ("Họp khu phố", "cuộc"),
    "contest": ("Hội thi", "cuộc"),
    "mobile": ("Tuyên truyền lưu động", "buổi"),
    "counter": ("Hướng dẫn tại chỗ", "buổi"),
    "loudspeaker": ("Loa truyền thanh", "lượt phát"),
    "leaflet": ("Tờ rơi", "tờ"),
    "banner": ("Pa-nô, băng rôn, áp phích", "tấm"),
    "other": ("Hoạt động khác", "cuộc"),
}
"""(name, what is counted) of what is done away from Zalo."""

TICKET_KINDS = {
    "handover": "Xin gặp cán bộ",
    "contact": "Cán bộ nhắn trước",
    "feedback": "Phản ánh",
    "proposal": "Góp ý, kiến nghị",
    "praise": "Lời khen",
    "rating": "Chấm điểm trợ lý",
}
TICKET_STATES = {"open": "Đang chờ", "answered": "Đã trả lời", "closed": "Đã xong"}

OUTCOME_NAMES = {
    "answer": "Trả lời ngay",
    "clarify": "Hỏi lại",
    "decline": "Việc nơi khác",
    "fallback": "Chưa hiểu",
    "chat": "Chào hỏi",
    "thumbs_down": "Bị báo chưa đúng",
}

_FIELDS = {
    "postal": "Bưu chính công ích",
    "online": "Dịch vụ công trực tuyến, VNeID",
    "tracking": "Tra cứu hồ sơ",
    "reform": "Cải cách hành chính",
    "life_event": "Việc theo hoàn cảnh (sinh con, kết hôn, chuyển nhà…)",
    "articles": "Tin bài của phường",
    "quiz": "Đố vui",
    "lost_in_merger": "Sắp xếp đơn vị hành chính",
    "talk_to_a_person": "Xin gặp cán bộ",
    "procedure": "Thủ tục chưa rõ lĩnh vực",
} | dict.fromkeys(("contact", "address", "hours", "phone", "map"), "Địa chỉ, giờ làm việc, liên hệ")
_FIELDS |= dict.fromkeys(
    ("complaint", "proposal", "praise", "feedback", "rating", "my_tickets"), "Phản ánh, góp ý, khiếu nại"
)


def field_of_intent(outcome: str, intent: str) -> str:
    """What a question without a known procedure is about."""
    if outcome == "fallback":
        return "Chưa hiểu"
    if intent.startswith("emergency"):
        return "Việc khẩn cấp"
    by_outcome = {"decline": "Việc của cơ quan khác", "clarify": "Hỏi chung chung, chưa rõ việc"}
    return by_outcome.get(outcome) or _FIELDS.get(intent, "Việc khác")


def format_number(value: float | None) -> str:
    """1284 as 1.284, 4.5 as 4,5; None as a blank to fill in."""
    if value is None:
        return BLANK
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return text.translate({ord(","): ".", ord("."): ","})


def format_count(value: int) -> str:
    """As papers write counts: 2 as 02."""
    return f"{value:02d}" if value < 10 else format_number(value)


def format_percent(part: int, whole: int) -> str:
    """A share with one decimal, "–" of nothing."""
    return f"{format_number(round(100 * part / whole, 1))}%" if whole else "–"


FEWEST_FOR_SHARE = 20
"""Of fewer, a share says more than there is to say ("+400%" from 1 to 5)."""


def format_difference(now: float | None, earlier: float | None) -> str:
    """ "+12 (+30,0%)", "không đổi", "–" when one is not known."""
    if now is None or earlier is None:
        return "–"
    change = round(now - earlier, 1) if isinstance(now, float) or isinstance(earlier, float) else now - earlier
    if not change:
        return "không đổi"
    sign = "+" if change > 0 else "−"
    share = f" ({sign}{format_number(round(100.0 * abs(change) / earlier, 1))}%)" if earlier >= FEWEST_FOR_SHARE else ""
    return f"{sign}{format_number(abs(change))}{share}"


def attendances_words(rows: Iterable[Activity]) -> str:
    """ "hơn 100 lượt người", "120 lượt người"; empty when nobody was counted."""
    counted = [row for row in rows if row.people is not None]
    total = sum(row.people or 0 for row in counted)
    if not total:
        return ""
    return f"{'hơn ' if any(row.is_more for row in counted) else ''}{format_count(total)} lượt người"


def activities_words(rows: Iterable[Activity]) -> str:
    """ "02 cuộc, hơn 100 lượt người"; different things are not added up: "02 cuộc, 01 lớp, hơn 130 lượt người"."""
    activities = tuple(rows)
    units: Counter[str] = Counter()
    for row in activities:
        units[ACTIVITIES[row.kind][1]] += row.events
    parts = [f"{format_count(count)} {unit}" for unit, count in units.items()]
    return ", ".join(filter(None, (*parts, attendances_words(activities))))


def by_activity(rows: Iterable[Activity]) -> Mapping[str, tuple[Activity, ...]]:
    """Activities by kind, in the order of ACTIVITIES."""
    activities = tuple(rows)
    groups = {kind: tuple(row for row in activities if row.kind == kind) for kind in ACTIVITIES}
    return {kind: some for kind, some in groups.items() if some}
