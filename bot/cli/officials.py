"""`flask official`: who may sign in to the officials' pages."""

from __future__ import annotations

import click

from bot.accounts.roles import ROLES, OfficialError
from bot.cli.output import clear_errors, json_option, say_json
from bot.runtime import Runtime


def make_official(runtime: Runtime) -> click.Group:
    """Return the command group `official`."""

    @click.group("official")
    def group() -> None:
        """Cán bộ được đăng nhập."""

    @group.command("add")
    @click.argument("email")
    @click.option("--name", required=True, help="Họ tên.")
    @click.option(
        "--role",
        "roles",
        required=True,
        multiple=True,
        type=click.Choice(list(ROLES)),
        help="Vai trò; ghi lại để thêm.",
    )
    @json_option
    @clear_errors(OfficialError)
    def add(email: str, name: str, roles: tuple[str, ...], as_json: bool) -> None:
        """Thêm cán bộ; in mật khẩu lần đầu."""
        _show_password(email, runtime.officials.add(email, name, ",".join(roles)), as_json)

    @group.command("list")
    @json_option
    def listing(as_json: bool) -> None:
        """Danh sách cán bộ."""
        for row in runtime.officials.everyone():
            state = "đã khóa" if row.disabled_at else "đang dùng"
            if as_json:
                say_json(
                    {
                        "email": row.email,
                        "name": row.name,
                        "roles": row.roles.split(","),
                        "disabled": row.disabled_at is not None,
                        "second_factor": bool(row.has_factor),
                    }
                )
            else:
                click.echo(f"{row.email}\t{row.name}\t{row.roles}\t{state}")

    @group.command("disable")
    @click.argument("email")
    @clear_errors(OfficialError)
    def disable(email: str) -> None:
        """Khóa một cán bộ và thoát mọi phiên của người đó."""
        runtime.officials.disable(email)
        click.echo(f"Đã khóa {email}.")

    @group.command("reset-password")
    @click.argument("email")
    @json_option
    @clear_errors(OfficialError)
    def reset_password(email: str, as_json: bool) -> None:
        """Đặt lại mật khẩu lần đầu."""
        _show_password(email, runtime.officials.reset_password(email), as_json)

    @group.command("enable")
    @click.argument("email")
    @clear_errors(OfficialError)
    def enable(email: str) -> None:
        """Mở khóa một cán bộ."""
        runtime.officials.enable(email)
        click.echo(f"Đã mở khóa {email}.")

    @group.command("role")
    @click.argument("email")
    @click.argument("roles", type=click.Choice(list(ROLES)), nargs=-1, required=True)
    @clear_errors(OfficialError)
    def role(email: str, roles: tuple[str, ...]) -> None:
        """Đổi vai trò; ghi được nhiều vai trò, cách nhau dấu cách."""
        runtime.officials.set_roles(email, ",".join(roles))
        click.echo(f"{email} nay có vai trò {', '.join(roles)}.")

    @group.command("reset-factor")
    @click.argument("email")
    @clear_errors(OfficialError)
    def reset_factor(email: str) -> None:
        """Gỡ xác thực hai bước của một cán bộ (mất điện thoại)."""
        runtime.officials.reset_factor(email)
        click.echo(f"Đã gỡ xác thực hai bước của {email} và thoát mọi phiên của người đó.")

    return group


def _show_password(email: str, password: str, as_json: bool) -> None:
    if as_json:
        say_json({"email": email, "password": password})
    else:
        click.echo(f"{email}  mật khẩu lần đầu: {password}  (đổi ngay khi đăng nhập)")
