"""Bài viết: the feed's and our own in one list, searched, filtered and in pages; and news fetched now."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin import words_articles as said
from bot.admin.access import Rule, me
from bot.admin.route import Route
from bot.feed import FeedError
from bot.publishing_words import FEED, STATES
from bot.runtime import Runtime

FILTERS = ("q", "source", "state", "pinned", "order")


def page(runtime: Runtime) -> ResponseReturnValue:
    """The list."""
    return _page(runtime)


def sync(runtime: Runtime) -> ResponseReturnValue:
    """Read the feed now and say what came."""
    if runtime.settings.articles_feed_url is None:
        return _page(
            runtime, refused="Chưa khai địa chỉ trang tin của phường (ARTICLES_FEED_URL). Nhờ kỹ thuật khai trước."
        ), 422
    try:
        seen, new = runtime.articles.sync(me().id)
    except FeedError as error:
        return _page(runtime, refused=f"Chưa lấy được tin mới: {error}. Máy tự thử lại mỗi 30 phút."), 502
    return redirect(url_for("admin.articles", seen=seen, new=new), 303)


def _page(runtime: Runtime, refused: str = "") -> str:
    asked = {name: request.args.get(name, "") for name in FILTERS}
    state = asked["state"] if asked["state"] in STATES else ""
    source = asked["source"] if asked["source"] in ("feed", "own") else None
    found = runtime.publishing.search(
        " ".join(asked["q"].split()), source="own" if state else source, states=(state,) if state else (),
        pinned=bool(asked["pinned"]), page=max(1, min(request.args.get("page", 1, int), 100_000)), order=asked["order"],
    )  # fmt: skip
    return render_template(
        "admin/articles/list.html", found=found, asked=asked, said=said, states=STATES,
        is_filtered=any(asked[name] for name in FILTERS if name != "order"),
        feed=FEED, counts=runtime.publishing.counts(), has_feed=runtime.settings.articles_feed_url is not None,
        refused=refused, kept={name: value for name, value in asked.items() if value}, done=_done(),
    )  # fmt: skip


def _done() -> str | None:
    args = request.args
    if "seen" in args:
        return said.synced(args.get("seen", 0, int), args.get("new", 0, int))
    return said.DONE.get(args.get("done", ""))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles", "articles", page, Rule.SIGNED_IN),
    Route("POST", "/articles/sync", "articles_sync", sync, Rule.WRITES),
)
