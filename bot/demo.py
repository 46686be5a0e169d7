"""What `make run` says: where to go, and how to sign in the first time."""

from __future__ import annotations

from bot.officials import OfficialError
from bot.runtime import Runtime
from bot.settings import Settings

FIRST_EMAIL = "quan.tri@phuong.example.vn"


def first_sign_in(runtime: Runtime) -> tuple[str, str] | None:
    """(e-mail, first password) of the first manager, as long as nobody has signed in with it; demo mode only."""
    if not runtime.settings.is_demo:
        return None
    try:
        return FIRST_EMAIL, runtime.officials.add(FIRST_EMAIL, "Quản trị", "manager")
    except OfficialError:
        unused = {row["email"] for row in runtime.officials.everyone() if row["must_change"]}
        return (FIRST_EMAIL, runtime.officials.reset_password(FIRST_EMAIL)) if FIRST_EMAIL in unused else None


def welcome(settings: Settings, sign_in: tuple[str, str] | None) -> str:
    """The lines printed once the program answers."""
    base = settings.local_url
    lines = ["", "Trợ lý số của phường đã chạy." + (" (chế độ chạy thử)" if settings.is_demo else "")]
    if settings.is_demo:
        lines.append(f"  Nhắn thử như người dân:  {base}/simulator/")
    lines += [f"  Trang của cán bộ:        {base}/admin/", f"  Trang giới thiệu:        {base}/"]
    if sign_in:
        lines.append(f"  Đăng nhập lần đầu:       {sign_in[0]}   mật khẩu: {sign_in[1]}")
    elif settings.is_demo:
        lines.append("  Quên mật khẩu:           .venv/bin/flask --app app official reset-password EMAIL")
    else:
        lines.append(
            "  Thêm cán bộ:             .venv/bin/flask --app app official add EMAIL --name TÊN --role manager"
        )
    return "\n".join([*lines, "  Dừng: Ctrl-C", "", ""])
