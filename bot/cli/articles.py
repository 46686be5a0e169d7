"""`flask articles`: articles of the ward portal's feed, and own articles on their way to Zalo."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import click

from bot.articles.feed import FeedError
from bot.articles.listing import Article, article_text
from bot.articles.publishing import PublishingError
from bot.articles.texts import EDITED, FEED, STATES, refusal_sentence
from bot.articles.validation import ArticleDraft
from bot.broadcasts.lifecycle import Actor
from bot.cli.output import clear_errors, format_moment, json_option, say_json
from bot.runtime import Runtime
from bot.zalo.limits import ARTICLE_VERIFY_GIVE_UP_S

as_option = click.option("--as", "email", required=True, metavar="EMAIL", help="Cán bộ thực hiện.")
SETTLED = ("hidden", "shown", "failed")


def make_articles(runtime: Runtime) -> click.Group:
    """Build the command group `articles`."""

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
        total, new = runtime.articles.sync()
        if as_json:
            say_json({"seen": total, "new": new})
        else:
            click.echo(f"Đọc {total} bài, {new} bài mới." if total else "Không có gì đổi từ lần trước.")

    @group.command("list")
    @click.argument("query", default="")
    @click.option("--source", type=click.Choice(["feed", "own"]), help="Của trang tin hay của phường.")
    @click.option("--state", "states", type=click.Choice(tuple(STATES)), multiple=True, help="Chỉ các bài ở mức này.")
    @click.option("--page", type=click.IntRange(1), default=1, help="Trang.")
    @json_option
    def listing(query: str, source: str | None, states: tuple[str, ...], page: int, as_json: bool) -> None:
        """Danh sách bài, bài vừa đổi đứng đầu; QUERY là chữ cần tìm."""
        result = runtime.publishing.search(query, source=source, states=states, page=page)
        for article in result.rows:
            if as_json:
                say_json(_article_facts(runtime, article))
            else:
                pin = " · ghim" if article.pinned_at else ""
                click.echo(f"{article.id}\t{_state_label(article)}{pin}\t{article.title}")
        if not as_json:
            summary = f"Trang {result.page}/{result.pages}, {result.total} bài."
            click.echo(summary if result.total else "Chưa có bài nào.")

    @group.command("show")
    @click.argument("article_id", type=int)
    @json_option
    @clear_errors(PublishingError)
    def show(article_id: int, as_json: bool) -> None:
        """Một bài, và bài đã tới đâu trên Zalo."""
        _print_article(runtime, article_id, as_json, whole=True)


def _add_writing(group: click.Group, runtime: Runtime) -> None:
    @group.command("new")
    @click.option("--title", required=True, help="Tên bài, nhiều nhất 150 ký tự.")
    @click.option(
        "--author", default=lambda: runtime.live_content.content.ward.name[:50], help="Người viết; mặc định là phường."
    )
    @click.option("--summary", default="", help="Tóm tắt, nhiều nhất 300 ký tự.")
    @click.option("--image", default="", help="Ảnh bìa, địa chỉ https.")
    @click.option("--body", type=click.File(encoding="utf-8"), help="Tệp nội dung; - là đọc từ bàn phím.")
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def new(body: Any, email: str, as_json: bool, **fields: str) -> None:
        """Viết một bài nháp."""
        draft = ArticleDraft(**fields, body=body.read() if body else "")
        _print_article(runtime, runtime.publishing.create(draft, _find_actor(runtime, email)), as_json)

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
        article = _get_existing(runtime, article_id)
        changes = {name: text for name, text in fields.items() if text is not None}
        if body:
            changes["body"] = body.read()
        draft = replace(article_text(article), **changes)
        runtime.publishing.edit(article_id, draft, _find_actor(runtime, email), article.version)
        _print_article(runtime, article_id, as_json)

    @group.command("take")
    @click.argument("article_id", type=int)
    @as_option
    @json_option
    @clear_errors(PublishingError)
    def take(article_id: int, email: str, as_json: bool) -> None:
        """Lấy một bài của trang tin về thành bài nháp của phường."""
        _print_article(runtime, runtime.publishing.copy_feed_article(article_id, _find_actor(runtime, email)), as_json)


def _add_acts(group: click.Group, runtime: Runtime) -> None:
    def act(name: str, words: str, run: Callable[[int, Actor], None]) -> None:
        @group.command(name, help=words)
        @click.argument("article_id", type=int)
        @as_option
        @json_option
        @clear_errors(PublishingError)
        def command(article_id: int, email: str, as_json: bool) -> None:
            run(article_id, _find_actor(runtime, email))
            if runtime.publishing.get(article_id) is None:
                say_json({"id": article_id, "state": "removed"}) if as_json else click.echo("Đã gỡ bài.")
            else:
                _print_article(runtime, article_id, as_json)

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
        by = _find_actor(runtime, email)
        (runtime.publishing.show if show else runtime.publishing.publish)(article_id, by)
        if wait:
            _wait_for_zalo(runtime, article_id, "shown" if show else "hidden", as_json)
        _print_article(runtime, article_id, as_json)
        if _get_existing(runtime, article_id).zalo_state == "failed":
            raise SystemExit(1)


def _wait_for_zalo(runtime: Runtime, article_id: int, target: str, as_json: bool) -> None:
    """Take the steps in this process until the article is in state `target`, has failed, or half an hour has passed."""
    if not runtime.publishing.may_act():
        click.echo("Chưa gọi được Zalo; bài đã xếp hàng, nối lại được là trợ lý chuyển tiếp.", err=True)
        return
    order = list(STATES)
    reached = 0
    with click.progressbar(length=len(SETTLED) * 2 - 1, label="Đang chuyển sang Zalo", hidden=as_json) as bar:
        for _ in range(2 * ARTICLE_VERIFY_GIVE_UP_S):
            runtime.publishing.advance()
            state = _get_existing(runtime, article_id).zalo_state
            bar.update(max(0, order.index(state) - reached))
            reached = max(reached, order.index(state))
            if state in (target, "shown", "failed"):
                return
            time.sleep(1)


def _print_article(runtime: Runtime, article_id: int, as_json: bool, whole: bool = False) -> None:
    """Print an article: its state, and with `whole` its text too."""
    article = _get_existing(runtime, article_id)
    if as_json:
        text = {"summary": article.summary, "body": article.body} if whole else {}
        say_json(_article_facts(runtime, article) | text)
        return
    pin = " · ghim" if article.pinned_at else ""
    click.echo(f"Bài {article_id}: {article.title}\n{_state_label(article)}{pin}")
    for line in filter(None, _article_lines(runtime, article, whole)):
        click.echo(line)


def _article_lines(runtime: Runtime, article: Article, whole: bool) -> Iterator[str]:
    state = runtime.publishing.state(article.id)
    assert state is not None
    yield state.link or article.url or ""
    yield state.reason
    yield EDITED if state.is_edited else ""
    if whole and article.is_own and state.state == "none":
        yield from runtime.publishing.find_problems(article.id)
    if whole:
        yield format_moment(article.published_at, runtime.settings.timezone) if article.published_at else ""
        yield article.summary
        yield article.body


def _article_facts(runtime: Runtime, article: Article) -> dict[str, Any]:
    state = runtime.publishing.state(article.id)
    assert state is not None
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "state": state.state,
        "zalo_id": state.zalo_id,
        "link": state.link or article.url,
        "reason": state.reason,
        "edited": state.is_edited,
        "pinned": article.pinned_at is not None,
        "published_at": article.published_at,
        "version": article.version,
    }


def _state_label(article: Article) -> str:
    return STATES[article.zalo_state] if article.is_own else FEED


def _get_existing(runtime: Runtime, article_id: int) -> Article:
    """The article of this number. Raises PublishingError when there is none."""
    article = runtime.publishing.get(article_id)
    if article is None:
        raise PublishingError([refusal_sentence("unknown", value=article_id)])
    return article


def _find_actor(runtime: Runtime, email: str) -> Actor:
    official = runtime.officials.find(email)
    if official is None or official.disabled_at is not None:
        raise PublishingError([refusal_sentence("no_official", value=email)])
    return Actor(official.id, official.role_ids)
