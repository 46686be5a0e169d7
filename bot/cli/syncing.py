"""`flask followers sync` and `flask articles sync`."""

from __future__ import annotations

import click

from bot.cli.output import clear_errors, json_option, say_json
from bot.feed import FeedError
from bot.people import sync_followers
from bot.runtime import Runtime
from bot.zalo.calls import CallFailed


def make_followers(runtime: Runtime) -> click.Group:
    """The group `followers`."""

    @click.group("followers")
    def group() -> None:
        """Người theo dõi OA."""

    @group.command("sync")
    @json_option
    @clear_errors(CallFailed)
    def sync(as_json: bool) -> None:
        """Lấy danh sách người theo dõi từ Zalo."""
        progress = None if as_json else click.progressbar(length=1, label="Đang lấy danh sách")
        known, new = sync_followers(runtime, progress)
        if as_json:
            say_json({"seen": known, "new": new})
        else:
            click.echo(f"Zalo báo {known} người, trong đó {new} người mới.")

    return group


def make_articles(runtime: Runtime) -> click.Group:
    """The group `articles`."""

    @click.group("articles")
    def group() -> None:
        """Tin bài của phường."""

    @group.command("sync")
    @json_option
    @clear_errors(FeedError)
    def sync(as_json: bool) -> None:
        """Lấy tin mới từ ARTICLES_FEED_URL."""
        if runtime.settings.articles_feed_url is None:
            raise click.ClickException(
                "Chưa khai ARTICLES_FEED_URL nên trợ lý dùng bài mẫu. Ví dụ: "
                "ARTICLES_FEED_URL=https://phuong.example.vn/rss"
            )
        seen, new = runtime.articles.sync()
        if as_json:
            say_json({"seen": seen, "new": new})
        else:
            click.echo(f"Đọc {seen} bài, {new} bài mới." if seen else "Không có gì đổi từ lần trước.")

    return group
