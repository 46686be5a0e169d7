"""Bài viết: the feed's and our own in one list, searched, filtered and in pages; and news fetched now."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from bot.admin.access import Rule, me
from bot.admin.articles import texts
from bot.admin.route import Route
from bot.admin.shared.paging import link
from bot.articles.feed import FeedError
from bot.articles.texts import FEED, STATES
from bot.lib.numbers import parse_integer
from bot.runtime import Runtime

FILTERS = ("q", "source", "state", "pinned", "order")


def show_page(runtime: Runtime) -> ResponseReturnValue:
    """Return the page with the list of articles."""
    return _list_page(runtime)


def fetch_feed(runtime: Runtime) -> ResponseReturnValue:
    """Read the feed now; the next page says how many articles it has and how many are new."""
    if runtime.settings.articles_feed_url is None:
        return _list_page(
            runtime, refused="Chưa khai địa chỉ trang tin của phường (ARTICLES_FEED_URL). Nhờ kỹ thuật khai trước."
        ), 422
    try:
        total, new = runtime.articles.sync(me().id)
    except FeedError as error:
        return _list_page(runtime, refused=f"Chưa lấy được tin mới: {error}. Máy tự thử lại mỗi 30 phút."), 502
    return redirect(url_for("admin.articles", seen=total, new=new), 303)


def _list_page(runtime: Runtime, refused: str = "") -> str:
    filters = {name: request.args.get(name, "") for name in FILTERS}
    state = filters["state"] if filters["state"] in STATES else ""
    source = filters["source"] if filters["source"] in ("feed", "own") else None
    result = runtime.publishing.search(
        " ".join(filters["q"].split()),
        source="own" if state else source,
        states=(state,) if state else (),
        pinned=bool(filters["pinned"]),
        page=max(1, min(request.args.get("page", 1, parse_integer), 100_000)),
        order=filters["order"],
    )
    return render_template(
        "admin/articles/list.html",
        result=result,
        filters=filters,
        texts=texts,
        states=STATES,
        is_filtered=any(filters[name] for name in FILTERS if name != "order"),
        feed=FEED,
        counts=runtime.publishing.count_by_state(),
        has_feed=runtime.settings.articles_feed_url is not None,
        refused=refused,
        link=link(filters),
        done=_done_sentence(),
    )


def _done_sentence() -> str | None:
    args = request.args
    if "seen" in args:
        return texts.fetched_sentence(args.get("seen", 0, parse_integer), args.get("new", 0, parse_integer))
    return texts.DONE.get(args.get("done", ""))


ROUTES: tuple[Route, ...] = (
    Route("GET", "/articles", "articles", show_page, Rule.SIGNED_IN),
    Route("POST", "/articles/sync", "articles_sync", fetch_feed, Rule.WRITES),
)
