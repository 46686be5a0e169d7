"""The go-live list in the words officials read: what each item is, its state, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.admin.shared.texts import exact_span
from bot.broadcasts.kinds import all_kinds
from bot.lib.numbers import format_number
from bot.operations.golive import GoLiveItem
from bot.operations.restore_plan import RestoreForecast


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One line of the list; `endpoint` is the page where it is mended, empty for none."""

    name: str
    level: str
    state: str
    advice: str = ""
    endpoint: str = ""
    link: str = ""


NAMES = {
    "address": "Địa chỉ công khai",
    "verifier": "Xác minh tên miền",
    "secret": "OA Secret Key",
    "token": "Kết nối Zalo",
    "oa": "Đúng OA của phường",
    "webhook": "Zalo gửi tin về máy",
    "managers": "Người quản lý thứ hai",
    "approval": "Người soạn và người duyệt",
    "factor": "Xác thực hai bước",
    "backup": "Sao lưu",
    "quiet": "Giờ yên tĩnh",
    "blanks": "Thông tin phường",
    "hours": "Giờ làm việc",
    "feed": "Nguồn tin bài",
} | {kind.name: kind.label for kind in all_kinds() if kind.path}

BLANKS = {
    "address": "địa chỉ",
    "phone": "điện thoại",
    "hotline": "đường dây nóng",
    "website": "trang thông tin",
    "data_contact": "người phụ trách dữ liệu cá nhân",
}

_ASK = "Bấm “Hỏi Zalo ngay” bên dưới."

TEXTS: dict[tuple[str, str], tuple[str, str]] = {
    ("address", "ok"): ("{url}", ""),
    ("address", "local"): (
        "{url} chỉ mở được trên máy này",
        "Kỹ thuật đặt PUBLIC_URL là địa chỉ https có tên miền, để Zalo gọi tới được.",
    ),
    ("address", "odd"): (
        "{url} không phải địa chỉ https có tên miền",
        "Kỹ thuật sửa PUBLIC_URL, ví dụ https://bot.phuong.gov.vn",
    ),
    ("secret", "ok"): ("Đã khai", ""),
    ("secret", "missing"): (
        "Đang thiết lập: chưa có khóa nên máy bỏ qua mọi tin gửi tới",
        "Trên developers.zalo.me, mục Webhook, lưu địa chỉ {public}/webhook rồi chép OA Secret Key;"
        " kỹ thuật đặt vào ZALO_OA_SECRET và khởi động lại.",
    ),
    ("secret", "lost"): (
        "Đã mất ZALO_OA_SECRET: máy không nhận được tin nào của người dân",
        "Kỹ thuật chép lại OA Secret Key ở developers.zalo.me, mục Webhook, vào ZALO_OA_SECRET và khởi động lại.",
    ),
    ("token", "ok"): ("Đang tốt", ""),
    ("token", "expiring"): ("Sắp hết hạn hoặc đang xin khóa mới", "Nếu tới mai vẫn vậy, hãy kết nối lại."),
    ("token", "lost"): ("Đã mất kết nối", "Kết nối lại để trợ lý gửi được tin."),
    ("token", "none"): ("Chưa kết nối", "Kết nối OA của phường, mất khoảng hai phút."),
    ("oa", "ok"): ("Zalo xác nhận: {found} (hỏi lúc {at})", ""),
    ("oa", "other"): (
        "Khóa kết nối thuộc về OA khác: {found}",
        "Kết nối lại và chọn đúng OA, hoặc kỹ thuật sửa ZALO_OA_ID.",
    ),
    ("oa", "refused"): ("Zalo không trả lời được (hỏi lúc {at})", f"{{advice}} Rồi thử lại. {_ASK}"),
    ("oa", "unasked"): ("Chưa hỏi Zalo trong 30 ngày qua", _ASK),
    ("webhook", "ok"): ("Tin gần nhất lúc {at}", ""),
    ("webhook", "old"): (
        "Tin gần nhất lúc {at}, đã hơn một ngày",
        "Nhắn thử cho OA. Không thấy gì thì kỹ thuật xem mục Webhook trên developers.zalo.me.",
    ),
    ("webhook", "never"): (
        "Chưa nhận tin nào",
        "Trên developers.zalo.me, mục Webhook: địa chỉ {public}/webhook, bật Webhook Retry, chọn các sự kiện;"
        " rồi nhắn thử cho OA.",
    ),
    ("verifier", "ok"): ("Máy đang đưa ra tệp xác minh cho Zalo", ""),
    ("verifier", "missing"): (
        "Chưa có mã xác minh",
        "Lấy mã ở developers.zalo.me, mục Xác thực tên miền; kỹ thuật đặt vào ZALO_VERIFIER_CODE."
        " Đã xác minh bằng cách khác thì bỏ qua.",
    ),
    ("managers", "ok"): ("{count} quản lý đã đăng nhập", ""),
    ("managers", "alone"): (
        "Mới có {count} quản lý đã đăng nhập",
        "Thêm một quản lý nữa, để mất mật khẩu hay đi vắng vẫn có người cấp lại.",
    ),
    ("approval", "ok"): ("Đủ người soạn và người duyệt", ""),
    ("approval", "alone"): (
        "Chưa đủ hai người",
        "Người soạn không tự duyệt được. Thêm ít nhất một người soạn và một người duyệt.",
    ),
    ("factor", "ok"): ("Bắt buộc với quản lý, và ai phải bật đều đã bật", ""),
    ("factor", "free"): ("Mọi quản lý đã bật", "Nên chọn bắt buộc, để quản lý thêm sau này cũng phải bật."),
    ("factor", "some"): (
        "{count} cán bộ cần bật mà chưa bật",
        "Mở Tài khoản của tôi để bật; ở mục Cán bộ chọn bắt buộc theo vai trò. Khi chạy thật, quản lý và người duyệt phải bật.",
    ),
    ("backup", "ok"): ("Bản gần nhất lúc {at}", ""),
    ("backup", "old"): (
        "Bản gần nhất lúc {at}, đã hơn hai ngày",
        "Sao lưu ngay. Máy tự sao lưu mỗi đêm; vẫn thấy dòng này thì báo kỹ thuật.",
    ),
    ("backup", "failed"): (
        "Lần sao lưu lúc {at} không thành",
        "Bấm Sao lưu ngay để đọc lý do. Nếu dữ liệu bị hỏng, giữ mọi bản cũ và nhờ kỹ thuật khôi phục bản gần nhất còn tốt.",
    ),
    ("backup", "never"): (
        "Chưa sao lưu lần nào",
        "Sao lưu ngay. Máy tự sao lưu mỗi đêm; vẫn thấy dòng này thì báo kỹ thuật.",
    ),
    ("quiet", "ok"): ("Không gửi bản tin từ {start} tới {end}", ""),
    ("quiet", "none"): ("Đang tắt: bản tin gửi cả ban đêm", "Kỹ thuật đặt QUIET_HOURS, ví dụ 21:00-07:00."),
    ("blanks", "ok"): ("Đã điền đủ", ""),
    ("blanks", "open"): (
        "Còn trống: {missing}",
        "Điền ở Nội dung, nhóm Thông tin phường. Chỗ trống thì trợ lý nói “phường chưa cập nhật”.",
    ),
    ("hours", "ok"): ("Phường đã xác nhận", ""),
    ("hours", "unsure"): ("Chưa được phường xác nhận", "Xem lại giờ rồi đánh dấu xác nhận."),
    ("feed", "ok"): ("Đang đọc tin từ trang của phường", ""),
    ("feed", "unread"): ("Chưa đọc được lần nào", "Đợi nửa giờ; vẫn vậy thì kỹ thuật kiểm lại ARTICLES_FEED_URL."),
    ("feed", "none"): (
        "Chưa nối với trang tin của phường",
        "Nếu trang của phường có RSS, kỹ thuật đặt ARTICLES_FEED_URL. Không có thì viết bài ở mục Bài viết.",
    ),
} | {(kind.name, state): words for kind in all_kinds() for state, words in kind.sentences.path_states.items()}
"""(state in words, what to do) by item and state."""

NEXT_STEPS: dict[str, tuple[str, str, str]] = {
    "address": ("Kỹ thuật đặt PUBLIC_URL là địa chỉ https có tên miền rồi khởi động lại.", "settings", "Xem các mục"),
    "oa_secret": (
        "Trên developers.zalo.me lưu địa chỉ Webhook {public}/webhook, chép OA Secret Key; kỹ thuật đặt vào ZALO_OA_SECRET"
        " rồi khởi động lại. Tới lúc đó máy bỏ qua mọi tin gửi tới và không trả lời ai.",
        "settings",
        "Xem các mục",
    ),
    "oa_secret_lost": (
        "Máy không nhận được tin nào của người dân vì đã mất ZALO_OA_SECRET: kỹ thuật chép lại OA Secret Key ở"
        " developers.zalo.me, mục Webhook, vào ZALO_OA_SECRET rồi khởi động lại ngay.",
        "settings",
        "Xem các mục",
    ),
    "connect": ("Quản lý kết nối OA của phường, mất khoảng hai phút.", "connect", "Kết nối Zalo"),
    "first_event": (
        "Trên developers.zalo.me, mục Webhook, bật Webhook Retry và chọn các sự kiện, rồi nhắn thử cho OA từ điện thoại.",
        "settings",
        "Xem các mục",
    ),
}
"""What to do, the page that says more and the words of its link, by step (bot.installation.setup_state)."""


@dataclass(frozen=True, slots=True)
class SetUpNote:
    """What is still to do before residents can write."""

    text: str
    endpoint: str
    link: str
    is_fault: bool
    """Whether residents could write before, and something was lost."""


def set_up_note(step: str | None, public_url: str) -> SetUpNote | None:
    """The next step in words; None when nothing is left."""
    if step is None:
        return None
    text, endpoint, link = NEXT_STEPS[step]
    return SetUpNote(text.format(public=public_url), endpoint, link, is_fault=step == "oa_secret_lost")


PLACES = {
    "token": ("connect", "Kết nối Zalo"),
    "oa": ("connect", "Kết nối Zalo"),
    "managers": ("officials", "Cán bộ"),
    "approval": ("officials", "Cán bộ"),
    "factor": ("officials", "Cán bộ"),
    "backup": ("backups", "Sao lưu"),
    "hours": ("hours", "Giờ làm và ngày nghỉ"),
    "blanks": ("content", "Thông tin phường"),
}
"""Where an item is mended."""


def checklist_line(item: GoLiveItem, public_url: str, moment: Callable[[int], str]) -> ChecklistLine:
    """An item in words."""
    facts: dict[str, Any] = {"public": public_url, **dict(item.facts)}
    if "at" in facts:
        facts["at"] = moment(facts["at"])
    if "missing" in facts:
        facts["missing"] = ", ".join(BLANKS[name] for name in facts["missing"])
    state, advice = (text.format(**facts) for text in TEXTS[item.name, item.state])
    endpoint, link = PLACES.get(item.name, ("", "")) if item.level != "ok" or advice else ("", "")
    return ChecklistLine(NAMES[item.name], item.level, state, advice, endpoint, link)


BACKUP_ORDERS = {"": "Mới trước", "oldest": "Cũ trước", "largest": "Lớn trước"}

RESTORE_WORD = "khôi phục"
"""What a manager types to confirm a restore."""

_LOSSES = {
    "messages": "tin nhắn của người dân",
    "sent": "tin máy hay cán bộ đã gửi (người dân vẫn giữ trên điện thoại)",
    "tickets": "phiếu mở từ lúc đó",
    "broadcasts": "bản tin đã gửi từ lúc đó (máy sẽ không nhớ là đã gửi)",
    "content": "tệp nội dung cán bộ sửa từ lúc đó",
}
_REPEATS = {
    "erased": "người đã xóa dữ liệu sẽ được xóa lại",
    "opted_out": "người đã dừng nhận tin sẽ được dừng lại",
    "disabled": "tài khoản cán bộ đã khóa sẽ được khóa lại",
}


def losses(forecast: RestoreForecast) -> list[str]:
    """What a restore loses, first how much time of it: "mất 3 giờ 12 phút tin nhắn"."""
    counts = [f"{format_number(forecast.lost[key])} {words}" for key, words in _LOSSES.items() if forecast.lost[key]]
    return [f"mất {exact_span(forecast.lost_ms)} tin nhắn và việc đã làm", *counts]


def repeats(forecast: RestoreForecast) -> list[str]:
    """What is done again right after a restore."""
    return [f"{format_number(forecast.again[key])} {words}" for key, words in _REPEATS.items() if forecast.again[key]]
