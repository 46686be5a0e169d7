"""`flask demo`: a believable month in the demo installation."""

from __future__ import annotations

import click

from bot.accounts.roles import ROLES
from bot.cli.output import clear_errors, json_option, say_json
from bot.demo.month import DemoError, fill_month, remove_demo
from bot.runtime import Runtime


def make_demo(runtime: Runtime) -> click.Command:
    """Return the command `demo`, which fills or removes sample data."""

    @click.command("demo")
    @click.option("--more", is_flag=True, help="Điền thêm dù trong máy đã có người dân.")
    @click.option("--clean", is_flag=True, help="Xóa hết dữ liệu chạy thử, lần chạy sau bắt đầu lại từ đầu.")
    @json_option
    @clear_errors(DemoError)
    def demo(more: bool, clean: bool, as_json: bool) -> None:
        """Điền một tháng mẫu để xem thử: người theo dõi, câu hỏi, bản tin, phiếu; hoặc xóa hết (--clean)."""
        if clean:
            remove_demo(runtime)
            database = str(runtime.settings.database_path)
            if as_json:
                say_json({"removed": database})
            else:
                click.echo(
                    f"Đã xóa dữ liệu chạy thử ({database}) và hình tải lên khi chạy thử. Bản sao lưu, nếu có, vẫn còn."
                )
            return
        sign_ins = fill_month(runtime, more=more)
        for sign_in in sign_ins:
            if as_json:
                say_json(
                    {"role": sign_in.role, "name": sign_in.name, "email": sign_in.email, "password": sign_in.password}
                )
        if not as_json:
            click.echo("Đã điền một tháng mẫu, mọi tên đều là tên đặt ra. Đăng nhập ở /admin/ bằng:")
            for sign_in in sign_ins:
                click.echo(f"  {ROLES[sign_in.role].holder:<12}{sign_in.email:<34}mật khẩu: {sign_in.password}")
            click.echo("Nếu chương trình đang chạy, hãy tắt rồi mở lại.")

    return demo
