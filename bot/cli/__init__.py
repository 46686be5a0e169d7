"""The product from the shell: every command of the contract, one file per group."""

from __future__ import annotations

from flask import Flask

from bot.cli.articles import make_articles
from bot.cli.asking import make_ask
from bot.cli.backups import make_backup, make_restore
from bot.cli.broadcasts import make_broadcast
from bot.cli.contents import make_content
from bot.cli.demonstrating import make_demo
from bot.cli.desk import make_inbox
from bot.cli.evaluating import make_evaluate
from bot.cli.followers import make_followers
from bot.cli.officials import make_official
from bot.cli.reports import make_report
from bot.cli.zalo import make_zalo
from bot.runtime import Runtime

MAKERS = (make_ask, make_evaluate, make_content, make_zalo, make_followers, make_articles, make_inbox, make_official,
          make_broadcast, make_backup, make_restore, make_report, make_demo)  # fmt: skip


def register_commands(app: Flask, runtime: Runtime) -> None:
    """Add the commands to `flask --app app`."""
    for make in MAKERS:
        app.cli.add_command(make(runtime))
