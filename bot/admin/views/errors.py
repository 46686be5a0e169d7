"""Pages for what went wrong: what happened and what to do, in Vietnamese."""

from __future__ import annotations

from typing import NoReturn

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from bot.runtime import Runtime

TEXTS = {
    "stale_form": ("Trang này đã mở quá lâu", "Chưa có gì được gửi đi. Hãy quay lại, tải lại trang rồi làm lại."),
    "403": ("Tài khoản này không làm được việc đó", "Vai trò của anh/chị chưa có quyền. Hãy nhờ người quản lý."),
    "404": ("Không có trang này", "Địa chỉ sai, hoặc người dân này chưa từng nhắn cho phường."),
    "405": ("Không mở được địa chỉ này như vậy", "Hãy quay lại trang trước và bấm nút trong trang."),
    "413": ("Nội dung gửi lên dài quá", "Hãy rút ngắn rồi gửi lại."),
    "500": ("Có lỗi trong chương trình", "Lỗi đã được ghi lại. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo kỹ thuật."),
}
"""(heading, what to do) by the reason given, else by HTTP status."""

OTHERWISE = ("Không làm được yêu cầu này", "Hãy quay lại trang trước và thử lại.")


def page(error: HTTPException) -> ResponseReturnValue:
    """The page of an error; its status stays."""
    status = error.code or 500
    heading, advice = TEXTS.get(str(error.description)) or TEXTS.get(str(status), OTHERWISE)
    return render_template("admin/error.html", heading=heading, advice=advice), status


def missing(runtime: Runtime, path: str) -> NoReturn:
    """Every address below /admin that is none."""
    abort(404)
