"""One article: its text and picture, how far it is on Zalo, and what may be done with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_articles as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.article_look import look
from bot.publishing import PublishingError
from bot.publishing_reading import writing_of
from bot.publishing_words import EDITED, FEED, STATES
from bot.runtime import Runtime


def page(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """The article."""
    return _page(runtime, article_id)


def take(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Make a draft of our own of a feed article."""
    known(runtime, article_id)
    try:
        copy = runtime.publishing.take_over(article_id, me())
    except PublishingError as error:
        return _page(runtime, article_id, error.reasons), 422
    return redirect(url_for("admin.article", article_id=copy, done="taken"), 303)


def publish(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Bring it to Zalo, hidden."""
    return _act(runtime, article_id, lambda: runtime.publishing.publish(article_id, me()), "published")


def show(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Let residents see it."""
    return _act(runtime, article_id, lambda: runtime.publishing.show(article_id, me()), "shown")


def pin(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Put it first in the chat's news, or let it take its place by date again."""
    is_on = request.form.get("pinned") == "yes"
    act = runtime.publishing.pin if is_on else runtime.publishing.unpin
    return _act(runtime, article_id, lambda: act(article_id, me()), "pinned" if is_on else "unpinned")


def remove_ask(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """What removing does, before it is done."""
    return render_template("admin/articles/remove.html", row=known(runtime, article_id), refused=())


def remove(runtime: Runtime, article_id: int) -> ResponseReturnValue:
    """Take it from the news and from Zalo."""
    row = known(runtime, article_id)
    try:
        runtime.publishing.remove(article_id, me())
    except PublishingError as error:
        return render_template("admin/articles/remove.html", row=row, refused=error.reasons), 422
    return redirect(url_for("admin.articles", done="removed"), 303)


def known(runtime: Runtime, article_id: int) -> sqlite3.Row:
    """The article's row; a page that says so when there is none."""
    return runtime.publishing.get(article_id) or abort(404)


def _act(runtime: Runtime, article_id: int, act: Callable[[], None], done: str) -> ResponseReturnValue:
    known(runtime, article_id)
    try:
        act()
    except PublishingError as error:
        return _page(runtime, article_id, error.reasons), 422
    return redirect(url_for("admin.article", article_id=article_id, done=done), 303)


def _page(runtime: Runtime, article_id: int, refused: tuple[str, ...] = ()) -> str:
    row = known(runtime, article_id)
    is_own = row["source"] == "own"
    return render_template(
        "admin/articles/one.html", row=row, is_own=is_own, look=look(runtime.pictures, writing_of(row)), said=said,
        state=runtime.publishing.state(article_id), states=STATES, feed=FEED, edited=EDITED, refused=refused,
        faults=runtime.publishing.faults(article_id) if is_own else [],
        copy=None if is_own else runtime.publishing.copy_of(article_id), is_mine=row["author_id"] == me().id,
        is_news=not is_own or row["shown_version"] is not None,
        done=said.DONE.get(request.args.get("done", "")),
    )  # fmt: skip


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles/<int:article_id>", "article", page, Rule.SIGNED_IN),
    Route("POST", "/articles/<int:article_id>/take", "article_take", take, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/publish", "article_publish", publish, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/show", "article_show", show, Rule.APPROVES),
    Route("POST", "/articles/<int:article_id>/pin", "article_pin", pin, Rule.WRITES),
    Route("GET", "/articles/<int:article_id>/remove", "article_remove_ask", remove_ask, Rule.WRITES),
    Route("POST", "/articles/<int:article_id>/remove", "article_remove", remove, Rule.WRITES),
)
