"""The room of broadcasts in words officials read: choices of its forms, and sentences that say what will happen."""

from __future__ import annotations

from datetime import date, datetime

from bot.broadcasts.repeat_texts import WEEKDAY_NAMES
from bot.lib.numbers import format_number

AUTO = "auto"
"""The program chooses the kind that reaches most people."""
AUTO_CHOICE = ("Để máy chọn", "Máy so số người tới được rồi chọn, và nói vì sao.")
"""(label, hint) of that choice."""

REACHED_BY = {
    "id": ("Gửi theo mã Zalo", "Tới người theo dõi trong nhóm nhận, thường rẻ hơn."),
    "phone": ("Gửi theo số điện thoại", "Chỉ tới ai đã bấm đồng ý cho phường lưu số. Máy không hiện số cho cán bộ."),
}
"""How a template finds its people."""

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
    "fortnightly": "Hai tuần một lần, vào các thứ đã chọn",
    "monthly": "Hằng tháng, vào một ngày",
    "nth": "Hằng tháng, vào một thứ (như thứ Hai đầu tháng)",
    "last-workday": "Ngày làm việc cuối cùng hằng tháng",
    "lunar": "Theo âm lịch (rằm, mùng một, ngày lễ âm lịch)",
}
CUSTOM = "Lịch riêng đã đặt từ trước"
"""A timetable the form has no fields for; it is kept as it is."""
NTH = {"1": "đầu tiên", "2": "thứ hai", "3": "thứ ba", "4": "thứ tư", "-1": "cuối cùng"}
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
    "newest": "Bài mới đăng mà loạt tin này chưa gửi",
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
    return f"{format_number(value)} đồng"
