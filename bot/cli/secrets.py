"""`flask secrets`: the key that seals Zalo's tokens and second factors in the database."""

from __future__ import annotations

import click

from bot.cli.output import clear_errors
from bot.installation.secret_keys import KeyRotationError, rotate_key
from bot.runtime import Runtime


def make_secrets(runtime: Runtime) -> click.Group:
    """Build the group `secrets`."""

    @click.group("secrets")
    def group() -> None:
        """Khóa giữ kín token Zalo và mã xác thực hai bước trong cơ sở dữ liệu."""

    @group.command("rotate")
    @clear_errors(KeyRotationError, OSError)
    def rotate() -> None:
        """Đổi sang khóa mới, làm được khi chương trình đang chạy."""
        click.echo(
            f"Đã khóa lại bằng khóa mới trong {rotate_key(runtime.store, runtime.clock())}. Hãy cất riêng một bản."
        )

    return group
