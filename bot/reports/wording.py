"""Reports in the words officials read: names of figures, kinds and fields, and numbers as papers write them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.reports.rows import Activity

BLANK = "……"
"""What an official has to fill in."""


@dataclass(frozen=True, slots=True)
class Named:
    """A figure's name. `group` heads a table; `why_unknown` says whom to ask when the assistant cannot know it."""

    group: str
    label: str
    why_unknown: str = ""


TOTALS: dict[str, Named] = {
    "broadcasts": Named("Bản tin Zalo", "Bản tin đã gửi"),
    "broadcasts_article": Named("Bản tin Zalo", "Trong đó: bài viết Zalo gửi mọi người theo dõi"),
    "reached": Named("Bản tin Zalo", "Lượt gửi tới người nhận"),
    "delivered": Named("Bản tin Zalo", "Lượt đã tới máy"),
    "seen": Named("Bản tin Zalo", "Lượt đã xem"),
    "failed": Named("Bản tin Zalo", "Lượt không gửi được hoặc chưa rõ"),
    "left_out": Named("Bản tin Zalo", "Lượt không gửi theo quy tắc hoặc ý người dân"),
    "waiting": Named("Bản tin Zalo", "Lượt còn chờ gửi"),
    "clicks": Named("Bản tin Zalo", "Lượt mở đường dẫn"),
    "presses": Named("Bản tin Zalo", "Lượt bấm nút"),
    "articles_feed": Named(
        "Tin bài", "Tin, bài trên trang thông tin điện tử", "hỏi người phụ trách trang thông tin điện tử"
    ),
    "articles_own": Named("Tin bài", "Bài viết của phường hiện trên Zalo"),
    "followers": Named("Người theo dõi", "Người theo dõi cuối kỳ"),
    "followers_new": Named("Người theo dõi", "Người mới theo dõi"),
    "followers_gone": Named("Người theo dõi", "Người thôi theo dõi"),
    "asked": Named("Hỏi đáp với trợ lý", "Câu người dân hỏi"),
    "answered": Named("Hỏi đáp với trợ lý", "Câu trả lời được ngay"),
    "clarified": Named("Hỏi đáp với trợ lý", "Câu trợ lý phải hỏi lại cho rõ"),
    "declined": Named("Hỏi đáp với trợ lý", "Câu thuộc việc nơi khác, đã chỉ chỗ"),
    "not_understood": Named("Hỏi đáp với trợ lý", "Câu chưa hiểu"),
    "called_wrong": Named("Hỏi đáp với trợ lý", "Câu trả lời bị người dân báo chưa đúng"),
    "greetings": Named("Hỏi đáp với trợ lý", "Lời chào, cảm ơn, góp ý (không tính là câu hỏi)"),
    "handed_over": Named("Cán bộ trả lời", "Lượt xin gặp cán bộ"),
    "handed_answered": Named("Cán bộ trả lời", "Lượt đã được cán bộ trả lời"),
    "first_answer_minutes": Named(
        "Cán bộ trả lời", "Chờ câu trả lời đầu tiên (phút, mức giữa)", "chưa có lượt nào được trả lời"
    ),
    "tickets": Named("Cán bộ trả lời", "Phản ánh, góp ý, lời khen nhận qua Zalo"),
    "tickets_closed": Named("Cán bộ trả lời", "Trong đó đã xong"),
    "ratings": Named("Cán bộ trả lời", "Lượt chấm điểm cán bộ"),
    "ratings_mean": Named("Cán bộ trả lời", "Điểm bình quân cán bộ (thang 5)", "chưa có lượt chấm nào"),
    "bot_ratings": Named("Cán bộ trả lời", "Lượt chấm điểm trợ lý"),
    "bot_ratings_mean": Named("Cán bộ trả lời", "Điểm bình quân trợ lý (thang 5)", "chưa có lượt chấm nào"),
    "quizzes": Named("Đố vui", "Lượt chơi đố vui tới câu cuối", "trợ lý chưa đếm được lượt nào"),
    "gatherings": Named("Hoạt động trực tiếp", "Cuộc, lớp, buổi đã tổ chức (theo sổ)"),
    "attendances": Named("Hoạt động trực tiếp", "Lượt người dự (theo sổ)"),
}
"""Every figure of bot.reports.figures, in the order it is shown."""

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

BROADCAST_KINDS = {
    "consultation": "Tin tư vấn", "article": "Bài viết gửi mọi người theo dõi", "promotion": "Tin truyền thông",
    "template": "Tin theo mẫu",
}  # fmt: skip

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
    "handover": "Xin gặp cán bộ", "contact": "Cán bộ nhắn trước", "feedback": "Phản ánh", "proposal": "Góp ý, kiến nghị",
    "praise": "Lời khen", "rating": "Chấm điểm trợ lý",
}  # fmt: skip
TICKET_STATES = {"open": "Đang chờ", "answered": "Đã trả lời", "closed": "Đã xong"}

OUTCOME_NAMES = {
    "answer": "Trả lời ngay", "clarify": "Hỏi lại", "decline": "Việc nơi khác", "fallback": "Chưa hiểu", "chat": "Chào hỏi",
    "thumbs_down": "Bị báo chưa đúng",
}  # fmt: skip

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


def number(value: float | None) -> str:
    """1284 as 1.284, 4.5 as 4,5; None as a blank to fill in."""
    if value is None:
        return BLANK
    text = f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
    return text.translate({ord(","): ".", ord("."): ","})


def few(value: int) -> str:
    """As papers write counts: 2 as 02."""
    return f"{value:02d}" if value < 10 else number(value)


def percent(part: int, whole: int) -> str:
    """A share with one decimal, "–" of nothing."""
    return f"{number(round(100 * part / whole, 1))}%" if whole else "–"


FEWEST_FOR_SHARE = 20
"""Of fewer, a share says more than there is to say ("+400%" from 1 to 5)."""


def difference(now: float | None, earlier: float | None) -> str:
    """ "+12 (+30,0%)", "không đổi", "–" when one is not known."""
    if now is None or earlier is None:
        return "–"
    change = round(now - earlier, 1) if isinstance(now, float) or isinstance(earlier, float) else now - earlier
    if not change:
        return "không đổi"
    sign = "+" if change > 0 else "−"
    share = f" ({sign}{number(round(100.0 * abs(change) / earlier, 1))}%)" if earlier >= FEWEST_FOR_SHARE else ""
    return f"{sign}{number(abs(change))}{share}"


def people_said(rows: Iterable[Activity]) -> str:
    """ "hơn 100 lượt người", "120 lượt người"; empty when nobody was counted."""
    counted = [row for row in rows if row.people is not None]
    total = sum(row.people or 0 for row in counted)
    if not total:
        return ""
    return f"{'hơn ' if any(row.is_more for row in counted) else ''}{few(total)} lượt người"


def activities_said(rows: Iterable[Activity]) -> str:
    """ "02 cuộc, hơn 100 lượt người"; different things are not added up: "02 cuộc, 01 lớp, hơn 130 lượt người"."""
    known = tuple(rows)
    units: Counter[str] = Counter()
    for row in known:
        units[ACTIVITIES[row.kind][1]] += row.events
    return ", ".join(filter(None, (*(f"{few(count)} {unit}" for unit, count in units.items()), people_said(known))))


def by_activity(rows: Iterable[Activity]) -> Mapping[str, tuple[Activity, ...]]:
    """Activities by kind, in the order of ACTIVITIES."""
    known = tuple(rows)
    found = {kind: tuple(row for row in known if row.kind == kind) for kind in ACTIVITIES}
    return {kind: some for kind, some in found.items() if some}
