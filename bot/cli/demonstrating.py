"""`flask demo`: a believable month in the demo installation."""

from __future__ import annotations

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.demo_month import DemoError, fill
from bot.runtime import Runtime

ROLES = {
    "author": "người soạn",
    "approver": "người duyệt",
    "answerer": "trả lời",
    "editor": "biên tập",
    "manager": "quản lý",
}


def make_demo(runtime: Runtime) -> click.Command:
    """The command `demo`."""

    @click.command("demo")
    @click.option("--more", is_flag=True, help="Điền thêm dù trong máy đã có người dân.")
    @json_option
    @clear_errors(DemoError)
    def demo(more: bool, as_json: bool) -> None:
        """Điền một tháng mẫu để xem thử: người theo dõi, câu hỏi, bản tin, phiếu."""
        hired = fill(runtime, more=more)
        for one in hired:
            if as_json:
                say_json({"role": one.role, "name": one.name, "email": one.email, "password": one.password})
        if not as_json:
            click.echo("Đã điền một tháng mẫu, mọi tên đều là tên đặt ra. Đăng nhập ở /admin/ bằng:")
            for one in hired:
                click.echo(f"  {ROLES[one.role]:<12}{one.email:<34}mật khẩu: {one.password}")
            click.echo("Nếu chương trình đang chạy, hãy tắt rồi mở lại.")

    return demo
