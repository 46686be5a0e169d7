"""`flask articles`: news of the ward portal, and own articles on their way to Zalo."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import Any

import click

from bot.article_checks import Writing
from bot.broadcasts.service import Actor
from bot.cli.output import clear_errors, json_option, moment, say_json
from bot.feed import FeedError
from bot.publishing import PublishingError
from bot.publishing_words import EDITED, FEED, STATES, refusal
from bot.runtime import Runtime
from bot.zalo.limits import ARTICLE_VERIFY_GIVE_UP_S

as_option = click.option("--as", "email", required=True, metavar="EMAIL", help="Cán bộ thực hiện.")
SETTLED = ("hidden", "shown", "failed")


def make_articles(runtime: Runtime) -> click.Group:
    """The group `articles`."""

    @click.group("articles")
    def group() -> None:
        """Tin bài của phường."""

    for add in (_add_reading, _add_writing, _add_acts, _add_publishing):
        add(group, runtime)
    return group


def _add_reading(group: click.Group, runtime: Runtime) -> None:
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

    @group.command("list")
    @click.argument("query", default="")
    @click.option("--source", type=click.Choice(["feed", "own"]), help="Của trang tin hay của phường.")
    @click.option("--state", "states", type=click.Choice(tuple(STATES)), multiple=True, help="Chỉ các bài ở mức này.")
    @click.option("--page", type=click.IntRange(1), default=1, help="Trang.")
    @json_option
    def listing(query: str, source: str | None, states: tuple[str, ...], page: int, as_json: bool) -> None:
        """Danh sách bài, bài vừa đổi đứng đầu; QUERY là chữ cần tìm."""
        found = runtime.publishing.search(query, source=source, states=states, page=page)
        for row in found.rows:
            if as_json:
                say_json(_facts(runtime, row))
            else:
                pin = " · ghim" if row["pinned_at"] else ""
                click.echo(f"{row['id']}\t{_level(row)}{pin}\t{row['title']}")
        if not as_json:
            click.echo(f"Trang {found.page}/{found.pages}, {found.total} bài." if found.total else "Chưa có bài nào.")

    @group.command("show")
    @click.argument("article_id", type=int)
    @json_option
    @clear_errors(PublishingError)
    def show(article_id: int, as_json: bool) -> None:
        """Một bài, và bài đã tới đâu trên Zalo."""
        _say(runtime, article_id, as_json, whole=True)


def _add_writing(group: click.Group, runtime: Runtime) -> None:
    @group.command("new")
    @click.option("--title", required=True, help="Tên bài, nhiều nhất 150 ký tự.")
    @click.option(
        "--author", default=lambda: runtime.brain.content.ward.name[:50], help="Người viết; mặc định là phường."
    )
    @click.option("--summary", default="", help="Tóm tắt, nhiều nhất 300 ký tự.")
    @click.option("--image", default="", help="Ảnh bìa, địa chỉ https.")
    @click.option("--body", type=click.File(encoding="utf-8"), help="Tệp nội dung; - là đọc từ bàn phím.")
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def new(body: Any, email: str, as_json: bool, **fields: str) -> None:
        """Viết một bài nháp."""
        writing = Writing(**fields, body=body.read() if body else "")
        _say(runtime, runtime.publishing.create(writing, _actor(runtime, email)), as_json)

    @group.command("edit")
    @click.argument("article_id", type=int)
    @click.option("--title")
    @click.option("--author")
    @click.option("--summary")
    @click.option("--image")
    @click.option("--body", type=click.File(encoding="utf-8"), help="Tệp nội dung.")
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def edit(article_id: int, body: Any, email: str, as_json: bool, **fields: str | None) -> None:
        """Sửa một bài; mục không nêu thì giữ nguyên."""
        row = _known(runtime, article_id)
        given = fields | {"body": body.read() if body else None}
        writing = Writing(**{name: (row[name] or "") if text is None else text for name, text in given.items()})
        runtime.publishing.edit(article_id, writing, _actor(runtime, email), row["version"])
        _say(runtime, article_id, as_json)

    @group.command("take")
    @click.argument("article_id", type=int)
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def take(article_id: int, email: str, as_json: bool) -> None:
        """Lấy một bài của trang tin về thành bài nháp của phường."""
        _say(runtime, runtime.publishing.take_over(article_id, _actor(runtime, email)), as_json)


def _add_acts(group: click.Group, runtime: Runtime) -> None:
    def act(name: str, words: str, run: Callable[[int, Actor], None]) -> None:
        @group.command(name, help=words)
        @click.argument("article_id", type=int)
        @as_option
        @json_option
        @clear_errors(PublishingError)
        def command(article_id: int, email: str, as_json: bool) -> None:
            run(article_id, _actor(runtime, email))
            if runtime.publishing.get(article_id) is None:
                say_json({"id": article_id, "state": "removed"}) if as_json else click.echo("Đã gỡ bài.")
            else:
                _say(runtime, article_id, as_json)

    act("pin", "Ghim lên đầu mục tin mới.", runtime.publishing.pin)
    act("unpin", "Thôi ghim.", runtime.publishing.unpin)
    act("remove", "Gỡ bài khỏi mục tin, và khỏi Zalo nếu đã đăng.", runtime.publishing.remove)


def _add_publishing(group: click.Group, runtime: Runtime) -> None:
    @group.command("publish")
    @click.argument("article_id", type=int)
    @click.option("--show", is_flag=True, help="Cho hiện luôn (cần quyền duyệt, không tự duyệt bài mình viết).")
    @click.option("--wait/--no-wait", default=True, help="Chờ Zalo xử lý xong, hoặc để đồng hồ của trợ lý làm tiếp.")
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def publish(article_id: int, show: bool, wait: bool, email: str, as_json: bool) -> None:
        """Chuyển bài sang Zalo: để ẩn, hoặc cho hiện với --show."""
        by = _actor(runtime, email)
        (runtime.publishing.show if show else runtime.publishing.publish)(article_id, by)
        if wait:
            _wait(runtime, article_id, "shown" if show else "hidden", as_json)
        _say(runtime, article_id, as_json)
        if _known(runtime, article_id)["zalo_state"] == "failed":
            raise SystemExit(1)


def _wait(runtime: Runtime, article_id: int, wanted: str, as_json: bool) -> None:
    """Take the steps here, beside any running clock, until it is there, failed, or Zalo takes too long."""
    if not runtime.publishing.may_act():
        click.echo("Chưa gọi được Zalo; bài đã xếp hàng, nối lại được là trợ lý chuyển tiếp.", err=True)
        return
    order = list(STATES)
    reached = 0
    with click.progressbar(length=len(SETTLED) * 2 - 1, label="Đang chuyển sang Zalo", hidden=as_json) as bar:
        for _ in range(2 * ARTICLE_VERIFY_GIVE_UP_S):
            runtime.publishing.advance()
            state = str(_known(runtime, article_id)["zalo_state"])
            bar.update(max(0, order.index(state) - reached))
            reached = max(reached, order.index(state))
            if state in (wanted, "shown", "failed"):
                return
            time.sleep(1)


def _say(runtime: Runtime, article_id: int, as_json: bool, whole: bool = False) -> None:
    row = _known(runtime, article_id)
    if as_json:
        say_json(_facts(runtime, row) | ({"summary": row["summary"], "body": row["body"]} if whole else {}))
        return
    state = runtime.publishing.state(article_id)
    assert state is not None
    click.echo(f"Bài {article_id}: {row['title']}\n{_level(row)}{' · ghim' if row['pinned_at'] else ''}")
    notes = [state.link or row["url"], state.reason, EDITED if state.is_edited else ""]
    if whole and row["source"] == "own" and state.state == "none":
        notes += runtime.publishing.faults(article_id)
    if whole:
        notes += [
            row["published_at"] and moment(row["published_at"], runtime.settings.timezone),
            row["summary"],
            row["body"],
        ]
    for note in filter(None, notes):
        click.echo(note)


def _facts(runtime: Runtime, row: sqlite3.Row) -> dict[str, Any]:
    state = runtime.publishing.state(row["id"])
    assert state is not None
    return {
        "id": row["id"], "source": row["source"], "title": row["title"], "state": state.state, "zalo_id": state.zalo_id,
        "link": state.link or row["url"], "reason": state.reason, "edited": state.is_edited,
        "pinned": row["pinned_at"] is not None, "published_at": row["published_at"], "version": row["version"],
    }  # fmt: skip


def _level(row: sqlite3.Row) -> str:
    return FEED if row["source"] == "feed" else STATES[row["zalo_state"]]


def _known(runtime: Runtime, article_id: int) -> sqlite3.Row:
    row = runtime.publishing.get(article_id)
    if row is None:
        raise PublishingError([refusal("unknown", value=article_id)])
    return row


def _actor(runtime: Runtime, email: str) -> Actor:
    row = runtime.officials.find(email)
    if row is None or row["disabled_at"] is not None:
        raise PublishingError([refusal("no_official", value=email)])
    return Actor(row["id"], row["role"])
