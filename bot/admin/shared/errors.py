"""Pages for what went wrong: what happened and what to do, in Vietnamese."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, HTTPException, TooManyRequests

from bot.accounts.password_hashing import HashingBusy
from bot.admin.form_drafts import as_field
from bot.runtime import Runtime

TEXTS = {
    "stale_form": ("Trang này đã mở quá lâu", "Chưa có gì được gửi đi. Hãy quay lại, tải lại trang rồi làm lại."),
    "too_large": ("Số hoặc ngày quá lớn", "Hãy quay lại trang trước, xem lại số và ngày đã ghi rồi làm lại."),
    "busy": (
        "Nhiều người đang đăng nhập cùng lúc",
        "Hãy đợi vài giây rồi quay lại thử. Tài khoản không bị khóa vì việc này.",
    ),
    "403": ("Tài khoản này không làm được việc đó", "Vai trò của anh/chị chưa có quyền. Hãy nhờ người quản lý."),
    "404": ("Không có trang này", "Địa chỉ sai, hoặc mục này không còn. Hãy quay lại trang trước."),
    "405": ("Không mở được địa chỉ này như vậy", "Hãy quay lại trang trước và bấm nút trong trang."),
    "413": ("Nội dung gửi lên dài quá", "Hãy rút ngắn rồi gửi lại."),
    "429": ("Thử đăng nhập quá nhiều lần", "Tài khoản không bị khóa vì việc này. Hãy đợi một phút rồi đăng nhập lại."),
    "500": ("Có lỗi trong chương trình", "Lỗi đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo kỹ thuật."),
}
"""(heading, what to do) by the reason given, else by HTTP status."""

BUSY_S = 5
OTHERWISE = ("Không làm được yêu cầu này", "Hãy quay lại trang trước và thử lại.")


def render_error(error: HTTPException) -> ResponseReturnValue:
    """The page of an error; its status and Retry-After stay."""
    status = error.code or 500
    heading, advice = TEXTS.get(str(error.description)) or TEXTS.get(str(status), OTHERWISE)
    headers = [(name, value) for name, value in error.get_headers() if name == "Retry-After"]
    unsent = as_field(g.drafts) if error.description == "stale_form" and g.get("drafts") and g.get("official") else ""
    page = render_template("admin/shared/error.html", heading=heading, advice=advice, unsent=unsent)
    return page, status, headers


def render_overflow(error: OverflowError) -> ResponseReturnValue:
    """The page for a number or date in an address or form that is larger than any calendar or table."""
    return render_error(BadRequest("too_large"))


def render_busy(error: HashingBusy) -> ResponseReturnValue:
    """The page while too many passwords are being checked at once."""
    return render_error(TooManyRequests("busy", retry_after=BUSY_S))


def show_not_found(runtime: Runtime, path: str) -> NoReturn:
    """Every address below /admin that is none."""
    abort(404)
