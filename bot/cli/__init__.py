"""The product from the shell: every command of the contract, one file per group."""

from __future__ import annotations

import click
from flask import Flask

from bot.cli.articles import make_articles
from bot.cli.ask import make_ask
from bot.cli.backups import make_backup, make_restore
from bot.cli.broadcasts import make_broadcast
from bot.cli.content import make_content
from bot.cli.demo import make_demo
from bot.cli.doctor import make_doctor
from bot.cli.evaluate import make_evaluate
from bot.cli.followers import make_followers
from bot.cli.inbox import make_inbox
from bot.cli.officials import make_official
from bot.cli.reports import make_report
from bot.cli.secrets import make_secrets
from bot.cli.ward import make_ward
from bot.cli.zalo import make_zalo
from bot.lib.characters import writable
from bot.runtime import Runtime

MAKERS = (
    make_ask,
    make_evaluate,
    make_content,
    make_zalo,
    make_followers,
    make_articles,
    make_inbox,
    make_official,
    make_broadcast,
    make_backup,
    make_restore,
    make_report,
    make_demo,
    make_secrets,
    make_ward,
    make_doctor,
)


def register_commands(app: Flask, runtime: Runtime) -> None:
    """Add the commands to `flask --app app`."""
    for make in MAKERS:
        app.cli.add_command(_reading_clean(make(runtime)))


def _reading_clean(command: click.Command) -> click.Command:
    """The command, with what no report could hold left out of its arguments (bot.lib.characters): here the shell's texts enter.

    A group hands its arguments on to its commands, so each is cleaned once.
    """
    parse = command.parse_args

    def parse_clean(context: click.Context, args: list[str]) -> list[str]:
        return parse(context, [writable(text) for text in args])

    command.parse_args = parse_clean  # type: ignore[method-assign, assignment]
    return command
