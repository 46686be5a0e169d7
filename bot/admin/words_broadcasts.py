"""The room of broadcasts in words officials read: choices of its forms, and sentences that say what will happen."""

from __future__ import annotations

from datetime import date, datetime

from bot.admin.words import number
from bot.broadcasts.repeat_words import WEEKDAY_NAMES

KIND_CHOICES = {
    "auto": ("Để máy chọn", "Máy so số người tới được rồi chọn, và nói vì sao."),
    "consultation": ("Tin tư vấn", "Riêng từng người: có tên, nút, chọn được nhóm. Chỉ tới ai nhắn với phường trong 7 ngày qua."),
    "article": ("Bài viết", "Một bài cho mọi người theo dõi, không chọn nhóm, không điền tên. Zalo duyệt bài trước khi gửi."),
    "promotion": ("Tin truyền thông", "Tới người theo dõi đã lâu chưa nhắn. Mỗi người một tin một ngày, có tính phí."),
    "template": ("Tin theo mẫu", "Chữ theo mẫu Zalo đã duyệt, cần mã mẫu và các tham số."),
}  # fmt: skip
KIND_NAMES = {kind: name for kind, (name, _) in KIND_CHOICES.items()}

REACHED_BY = {
    "id": ("Gửi theo mã Zalo", "Tới người theo dõi trong nhóm nhận, thường rẻ hơn."),
    "phone": ("Gửi theo số điện thoại", "Chỉ tới ai đã bấm đồng ý cho phường lưu số. Máy không hiện số cho cán bộ."),
}
"""How a template finds its people."""

SEEN_AS = dict.fromkeys(("consultation", "promotion"), "Như người có tên dài nhất nhìn thấy.") | {
    "template": "Chữ của mẫu ở bên Zalo; ở đây là mã mẫu và các tham số, với tên dài nhất.",
}
"""What the picture of a phone shows, by kind."""

STATE_LEVELS = {"returned": "warn", "paused": "warn", "submitted": "warn", "rejected": "bad", "expired": "bad"}
"""States that want somebody's eyes."""

ORDERS = {"newest": "Mới soạn trước", "oldest": "Cũ trước", "time": "Theo giờ gửi", "title": "Theo tiêu đề"}
PEOPLE_ORDERS = {"list": "Theo danh sách gửi", "name": "Theo họ tên", "time": "Mới gửi trước"}
ROLES = {"series": "loạt tin", "occurrence": "một kỳ", "item": "mục của loạt"}

BUTTON_ACTS = {"say": "gửi câu này", "url": "mở đường dẫn", "phone": "gọi số"}
EVERY = {
    "": "Chỉ gửi một lần",
    "daily": "Hằng ngày",
    "weekly": "Hằng tuần, vào các thứ đã chọn",
    "monthly": "Hằng tháng, vào một ngày",
    "last-workday": "Ngày làm việc cuối cùng hằng tháng",
    "custom": "Lịch khác (RRULE)",
}
WEEKDAYS = dict(zip(("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"), WEEKDAY_NAMES, strict=True))
HOLIDAY_RULES = {
    "after": "dời sang ngày làm việc liền sau",
    "before": "dời về ngày làm việc liền trước",
    "skip": "bỏ kỳ đó",
    "send": "vẫn gửi",
}
MODES = {
    "fixed": "Kỳ nào cũng gửi đúng nội dung này",
    "rotate": "Xoay vòng các mục, mỗi kỳ một mục đã duyệt",
    "newest": "Bài mới đăng trong 7 ngày qua",
}

PERSONAL = (
    ("{tên}", "tên người nhận trên Zalo; không có thì thành “anh/chị”"),
    ("{tên|bà con}", "như trên, nhưng không có tên thì thành “bà con”"),
    ("{phường}", "tên phường giữa câu"),
    ("{Phường}", "tên phường đầu câu"),
)


def at_time(moment: datetime, today: date) -> str:
    """As "8:00 thứ Hai, 30/11"; the year only when it is another one."""
    year = f"/{moment.year}" if moment.year != today.year else ""
    return f"{moment.hour}:{moment:%M} {WEEKDAY_NAMES[moment.weekday()]}, {moment.day}/{moment.month}{year}"


def weekday_of(day: date) -> str:
    """As "Thứ Hai" of a day."""
    name = WEEKDAY_NAMES[day.weekday()]
    return name[:1].upper() + name[1:]


def money(value: int) -> str:
    """12500 as "12.500 đồng"."""
    return f"{number(value)} đồng"


def what_will_happen(kind: str, reach: int, total: int, when: str) -> str:
    """What approving leads to. `when` goes on the sentence: "lúc 8:00 thứ Hai, 30/11"."""
    if kind == "article":
        return f"Gửi bài viết tới MỌI NGƯỜI theo dõi trang của phường ({number(total)} người) {when}"
    return f"Gửi cho {number(reach)} người {when}"
