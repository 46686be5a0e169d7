"""`flask upgrade [--check]`: the only command that must not open the database to be told what to do, as opening upgrades it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import click
from flask import Flask

from bot.cli.output import json_option, say_json
from bot.operations.upgrading import check_upgrade, make_upgrade
from bot.settings import Settings

NAME = "upgrade"
_WITH_VALUE = ("--app", "-A", "--env-file", "-e")


def asks_for_upgrade(arguments: Sequence[str]) -> bool:
    """Whether these arguments of the process are `flask … upgrade …`."""
    if not arguments or Path(arguments[0]).name != "flask":
        return False
    words = iter(arguments[1:])
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word == NAME
    return False


def make_upgrade_app(load_settings: Callable[[], Settings]) -> Flask:
    """An application with this one command, on settings instead of an opened installation."""
    app = Flask(__name__, static_folder=None)

    @app.cli.command(NAME)
    @click.option("--check", is_flag=True, help="Chỉ xem sẽ làm gì, không đổi gì.")
    @json_option
    @click.pass_context
    def upgrade(context: click.Context, check: bool, as_json: bool) -> None:
        """Nâng cấp dữ liệu lên bản đang cài; luôn sao lưu trước. Mã thoát 1 khi chưa nâng cấp được."""
        lines = (check_upgrade if check else make_upgrade)(load_settings())
        if as_json:
            say_json({"lines": [asdict(line) for line in lines]})
        else:
            for line in lines:
                click.echo(f"{'✔' if line.is_well else '✘'} {line.text}")
        context.exit(0 if all(line.is_well for line in lines) else 1)

    return app
