"""One article: its text and picture, how far it is on Zalo, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.articles import texts
from bot.admin.route import Route
from bot.admin.shared.differences import FieldChange, changed_fields
from bot.articles.html_document import html_of
from bot.articles.listing import Article, article_text
from bot.articles.preview import build_preview
from bot.articles.publishing import PublishingError
from bot.articles.returning import returned_text
from bot.articles.texts import EDITED, FEED, STATES, refusal_sentence
from bot.articles.validation import ArticleDraft
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_page(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Return the page of one article; 404 when there is none."""
    return _article_page(runtime, article_id)


def copy_feed_article(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Copy a feed article as an own draft."""
    get_or_404(runtime, article_id)
    try:
        copy_id = runtime.publishing.copy_feed_article(article_id, me())
    except PublishingError as error:
        return _article_page(runtime, article_id, error.reasons), 422
    return redirect(url_for("admin.article", article_id=copy_id, done="taken"), 303)


def publish(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Bring the article to Zalo, hidden."""
    return _act_on_article(runtime, article_id, lambda: runtime.publishing.publish(article_id, me()), "published")


def approve(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Approve the text and show it to residents."""
    version = request.form.get("version", -1, parse_integer)
    return _act_on_article(runtime, article_id, lambda: runtime.publishing.show(article_id, me(), version), "shown")


def return_article(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Give the version that was read back to its author, with a comment."""
    article, reason = get_or_404(runtime, article_id), request.form.get("reason", "")

    def act() -> None:
        if not reason.strip():
            raise PublishingError([refusal_sentence("no_reason")])
        if not runtime.publishing.returns.give_back(
            article, reason, request.form.get("version", -1, parse_integer), me().id
        ):
            raise PublishingError([refusal_sentence("not_waiting")])

    return _act_on_article(runtime, article_id, act, "returned")


def pin(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Pin the article to the top of the chat's news, or remove the pin."""
    is_on = request.form.get("pinned") == "yes"
    act = runtime.publishing.pin if is_on else runtime.publishing.unpin
    return _act_on_article(runtime, article_id, lambda: act(article_id, me()), "pinned" if is_on else "unpinned")


def ask_removal(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Ask before removing, and say what removing does."""
    return render_template("admin/articles/remove.html", article=get_or_404(runtime, article_id), refused=())


def remove(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Remove the article from the news and from Zalo."""
    article = get_or_404(runtime, article_id)
    try:
        runtime.publishing.remove(article_id, me())
    except PublishingError as error:
        return render_template("admin/articles/remove.html", article=article, refused=error.reasons), 422
    return redirect(url_for("admin.articles", done="removed"), 303)


def download_html(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """The article as HTML for the ward's portal."""
    html = html_of(article_text(get_or_404(runtime, article_id)))
    return _file(html.encode(), "text/html; charset=utf-8", f"bai-viet-{article_id}.html")


def download_word(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """The article as a Word file."""
    from bot.articles.word_document import word_of

    document = word_of(article_text(get_or_404(runtime, article_id)), runtime.pictures.file_of)
    return _file(document, WORD, f"bai-viet-{article_id}.docx")


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def get_or_404(runtime: Runtime, article_id: int) -> Article:
    """The article of this number; answers 404 when there is none."""
    return runtime.publishing.get(article_id) or abort(404)


def _act_on_article(runtime: Runtime, article_id: int, act: Callable[[], None], notice: str) -> ResponseReturnValue:
    get_or_404(runtime, article_id)
    try:
        act()
    except PublishingError as error:
        return _article_page(runtime, article_id, error.reasons), 422
    return redirect(url_for("admin.article", article_id=article_id, done=notice), 303)


def _article_page(runtime: Runtime, article_id: int, reasons: tuple[str, ...] = ()) -> str:
    article = get_or_404(runtime, article_id)
    return render_template(
        "admin/articles/one.html",
        article=article,
        preview=build_preview(runtime.pictures, article_text(article)),
        texts=texts,
        state=runtime.publishing.state(article_id),
        states=STATES,
        feed=FEED,
        edited=EDITED,
        refused=reasons,
        problems=runtime.publishing.find_problems(article_id) if article.is_own else [],
        copy_id=None if article.is_own else runtime.publishing.find_copy(article_id),
        changes=_changes_since_return(article),
        waits=any(one.id == article_id for one in runtime.publishing.returns.list_waiting()),
        typed_reason=request.form.get("reason", ""),
        is_mine=article.author_id == me().id,
        is_news=not article.is_own or article.shown_version is not None,
        done=texts.DONE.get(request.args.get("done", "")),
    )


def _changes_since_return(article: Article) -> list[FieldChange]:
    """What the author changed since the article was returned; empty when it was not, or is as it was."""
    before = returned_text(article)
    return changed_fields(_fields(before), _fields(article_text(article))) if before else []


def _fields(text: ArticleDraft) -> list[tuple[str, str]]:
    return [
        ("Tên bài", text.title),
        ("Người viết", text.author),
        ("Tóm tắt", text.summary),
        ("Ảnh bìa", text.image),
        ("Nội dung", text.body),
    ]


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles/<int:article_id>", "article", show_page, Rule.SIGNED_IN),
    Route("POST", "/articles/<int:article_id>/take", "article_take", copy_feed_article, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/publish", "article_publish", publish, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/show", "article_show", approve, Rule.APPROVES),
    Route("POST", "/articles/<int:article_id>/return", "article_return", return_article, Rule.APPROVES),
    Route("POST", "/articles/<int:article_id>/pin", "article_pin", pin, Rule.WRITES),
    Route("GET", "/articles/<int:article_id>/html", "article_html", download_html, Rule.SIGNED_IN),
    Route("GET", "/articles/<int:article_id>/word", "article_word", download_word, Rule.SIGNED_IN),
    Route("GET", "/articles/<int:article_id>/remove", "article_remove_ask", ask_removal, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/remove", "article_remove", remove, Rule.WRITES),
)
