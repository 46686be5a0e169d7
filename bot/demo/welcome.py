"""What `make run` says: where to go, and how to sign in the first time."""

from __future__ import annotations

from bot.accounts.roles import OfficialError
from bot.installation.mode import FIRST_EMAIL, older_demo
from bot.runtime import Runtime
from bot.settings import Settings


def first_sign_in(runtime: Runtime) -> tuple[str, str] | None:
    """(e-mail, first password) of the first manager, as long as nobody has signed in with it; demo mode only."""
    if not runtime.settings.is_demo:
        return None
    try:
        return FIRST_EMAIL, runtime.officials.add(FIRST_EMAIL, "Quản trị", "manager")
    except OfficialError:
        unused = {row.email for row in runtime.officials.everyone() if row.must_change}
        return (FIRST_EMAIL, runtime.officials.reset_password(FIRST_EMAIL)) if FIRST_EMAIL in unused else None


def welcome_text(settings: Settings, sign_in: tuple[str, str] | None, *, is_secret_lost: bool = False) -> str:
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
        if is_secret_lost:
            lines.append("  Đã mất ZALO_OA_SECRET:   mọi tin gửi tới đều bị từ chối để Zalo gửi lại")
            lines.append("  Hãy xem:                 .venv/bin/flask --app app zalo check")
        elif settings.is_setting_up:
            lines.append("  Đang thiết lập:          chưa có ZALO_OA_SECRET, mọi tin gửi tới đều bỏ qua")
            lines.append("  Bước tiếp theo:          .venv/bin/flask --app app zalo check")
        lines.append(
            "  Thêm cán bộ:             .venv/bin/flask --app app official add EMAIL --name TÊN --role manager"
        )
    if settings.is_demo and (older := older_demo(settings)):
        lines += [
            f"  Dữ liệu chạy thử của bản trước còn ở {older} và chưa được mở.",
            f"    Dùng tiếp: thêm dòng DATABASE_PATH={older} vào .env rồi chạy lại.",
            f"    Xóa hẳn:   DATABASE_PATH={older} make demo-clean",
        ]
    return "\n".join([*lines, "  Dừng: Ctrl-C", "", ""])
